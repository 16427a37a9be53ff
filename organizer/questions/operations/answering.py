"""Guests' answers to questions: kept, changed, forgotten on their day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from organizer.events.models import Event
from organizer.questions.models import Question, QuestionAnswer


@dataclass(frozen=True, slots=True)
class Guest:
    """Whose answers they are: the key of their answer to an event."""

    rsvp_id: UUID
    event_id: UUID
    campaign_id: UUID


def keep_answers(session: Session, *, guest: Guest, given: Mapping[UUID, str | None]) -> None:
    """Keep what a guest answers, by question; None takes an answer back. The caller has locked the guest's row."""
    mine = select(QuestionAnswer).where(QuestionAnswer.rsvp_id == guest.rsvp_id)
    there = {row.question_id: row for row in session.scalars(mine)}
    for question_id, answer in given.items():
        row = there.get(question_id)
        if answer is None:
            if row is not None:
                session.delete(row)
        elif row is None:
            row = QuestionAnswer(
                campaign_id=guest.campaign_id,
                event_id=guest.event_id,
                rsvp_id=guest.rsvp_id,
                question_id=question_id,
            )
            row.answer = answer
            session.add(row)
        elif row.answer != answer:
            row.answer = answer


def forget_answers(session: Session, *, rsvp_id: UUID) -> None:
    """Delete what a guest answered: who can't come is asked nothing."""
    session.execute(delete(QuestionAnswer).where(QuestionAnswer.rsvp_id == rsvp_id))


def forget_due(session: Session, *, now: datetime) -> int:
    """Delete the answers to questions whose own day has come; return how many. The others go with the guest."""
    gone = 0
    for days in session.scalars(select(Question.keep_days).distinct()).all():
        line = now - timedelta(days=days)
        over = (
            select(QuestionAnswer.id)
            .join(Question, Question.id == QuestionAnswer.question_id)
            .join(Event, Event.id == QuestionAnswer.event_id)
            .where(Question.keep_days == days, func.coalesce(Event.ends_utc, Event.starts_utc) < line)
        )
        late = session.scalars(delete(QuestionAnswer).where(QuestionAnswer.id.in_(over)).returning(QuestionAnswer.id))
        gone += len(late.all())
    return gone
