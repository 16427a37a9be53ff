"""What a guest is asked besides whether they come, for that guest alone, in the reader's language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask_babel import gettext
from sqlalchemy.orm import Session

from organizer.campaigns.queries import get_campaign_by_id
from organizer.campaigns.rules import SAFETY
from organizer.events.models import Event
from organizer.foundation.core.languages import Text, pick
from organizer.questions.models import Question
from organizer.questions.queries import answers_of, list_asked
from organizer.questions.rules import QuestionKind, forget_on, keep_days_within
from organizer.questions.rules.taking import picked_of
from organizer.questions.rules.words import LABELS, PURPOSES
from organizer.rsvps.queries import get_rsvp

from .labels import words_language


@dataclass(frozen=True, slots=True)
class QuestionRecord:
    """One question: what it says, what it is for, when its answers go, and what this guest answered so far.

    ``kind``: text choice several number consent children access. ``picked``: places of the options that were picked.
    """

    id: UUID
    kind: str
    label: Text
    purpose: Text
    options: tuple[Text, ...]
    forget_on: date
    answer: str | None
    picked: tuple[int, ...]


def load_asked(session: Session, *, rsvp_id: UUID, languages: Sequence[str]) -> tuple[QuestionRecord, ...]:
    """Return what the guest is asked. ``languages``: the reader's, best first. Raises NotFound."""
    rsvp = get_rsvp(session, rsvp_id=rsvp_id)
    campaign = get_campaign_by_id(session, campaign_id=rsvp.campaign_id)
    event = session.get_one(Event, rsvp.event_id)
    questions = list_asked(session, campaign=campaign, event_id=rsvp.event_id)
    answers = answers_of(session, rsvp_id=rsvp_id) if questions else {}
    purge_days, end = SAFETY[campaign.safety].purge_days, event.ends_utc or event.starts_utc
    tags = [*languages, campaign.default_language, event.language]
    return tuple(
        QuestionRecord(
            id=question.id,
            kind=question.kind.value,
            label=label_of(question, tags),
            purpose=purpose_of(question, tags),
            options=options_of(question, tags),
            forget_on=forget_on(end, keep_days_within(question.keep_days, purge_days)),
            answer=answers.get(question.id),
            picked=_picked(question, answers.get(question.id)),
        )
        for question in questions
    )


def label_of(question: Question, languages: Sequence[str]) -> Text:
    """Return what a question says, in ours or in its own words."""
    return _ours(LABELS, question.kind) or pick(question.label, languages) or Text("", "en")


def purpose_of(question: Question, languages: Sequence[str]) -> Text:
    """Return what a question is for."""
    return _ours(PURPOSES, question.kind) or pick(question.purpose, languages) or Text("", "en")


def options_of(question: Question, languages: Sequence[str]) -> tuple[Text, ...]:
    """Return the options in the language in which the question is said."""
    label = pick(question.label, languages)
    if label is None or not question.options:
        return ()
    words = question.options.get(label.lang) or next(iter(question.options.values()))
    return tuple(Text(option, label.lang) for option in words)


def _ours(words: Mapping[QuestionKind, str], kind: QuestionKind) -> Text | None:
    return Text(gettext(words[kind]), words_language() or "en") if kind in words else None


def _picked(question: Question, kept: str | None) -> tuple[int, ...]:
    return picked_of(kept) if question.kind in (QuestionKind.CHOICE, QuestionKind.SEVERAL) else ()
