"""Who still comes after the event was moved: those who say so, those who don't, those who said nothing."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, func, select
from sqlalchemy.orm import Session

from organizer.events.models import EventNotice
from organizer.events.rules.notice import NoticeKind
from organizer.rsvps.models import Rsvp, StillComing
from organizer.rsvps.rules import RsvpState


@dataclass(frozen=True, slots=True)
class Round:
    """Answers, not persons, after the last change."""

    comes: int
    comes_not: int
    silent: int


def latest_change(session: Session, *, event_id: UUID) -> EventNotice | None:
    """Return the last change of day, hour or place that guests were told of, or None."""
    told = (EventNotice.event_id == event_id, EventNotice.kind == NoticeKind.CHANGED)
    query = select(EventNotice).where(*told, EventNotice.expanded_at.is_not(None))
    return session.scalar(query.order_by(EventNotice.id.desc()).limit(1))


def count_round(session: Session, *, event_id: UUID) -> Round | None:
    """Return how the guests answered after the last change; None when there was none."""
    notice = latest_change(session, event_id=event_id)
    if notice is None:
        return None
    said = select(StillComing.comes, func.count()).where(StillComing.notice_id == notice.id)
    answers = {row[0]: row[1] for row in session.execute(said.group_by(StillComing.comes))}
    silent = select(func.count()).select_from(Rsvp).where(silent_clause(notice))
    return Round(answers.get(True, 0), answers.get(False, 0), session.scalar(silent) or 0)


def silent_clause(notice: EventNotice) -> ColumnElement[bool]:
    """Return what tells, in SQL, a guest who was told of the change and has not said whether they still come.

    Keys are in the order of time: whoever answered after the change knew of it.
    """
    said = exists().where(StillComing.rsvp_id == Rsvp.id, StillComing.notice_id == notice.id)
    return and_(Rsvp.event_id == notice.event_id, Rsvp.state == RsvpState.CONFIRMED, Rsvp.id < notice.id, ~said)
