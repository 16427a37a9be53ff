"""What we hold about a guest, table by table: one list drives what they can take home and what they can erase.

A test fails when a table about guests is missing here (security.md P-12).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from uuid import UUID

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from organizer.consents.models import ConsentEntry, ConsentWording, PaperTick
from organizer.foundation.core.languages import Text, pick
from organizer.foundation.db import Base, Personal, PersonalKind
from organizer.foundation.outbox import Message
from organizer.questions.models import Question, QuestionAnswer
from organizer.questions.rules.taking import said
from organizer.questions.rules.words import LABELS
from organizer.rsvps.models import Arrival, CalendarKey, MailSwitch, Rsvp, ShiftTaken, StillComing

Value = str | int | bool | None
#: Values that mean nothing to anybody outside, and would only let others act or look somebody up.
_UNTOLD = (PersonalKind.SECRET, PersonalKind.LINK)
_SEALED = "_sealed"


@dataclass(frozen=True, slots=True)
class Holding:
    """One table: what its rows are to a guest, and how those of one answer are found."""

    name: str
    model: type[Base]
    rows: Callable[[Session, Rsvp], Sequence[Base]]
    #: What makes a row's values plain to somebody outside, by column.
    words: Callable[[Session, Base], Mapping[str, Mapping[str, Value]]] | None = None


def _answer(_: Session, rsvp: Rsvp) -> Sequence[Base]:
    return [rsvp]


def _mails(session: Session, rsvp: Rsvp) -> Sequence[Base]:
    return session.scalars(select(Message).where(Message.subject_id == rsvp.id).order_by(Message.id)).all()


def _answers(session: Session, rsvp: Rsvp) -> Sequence[Base]:
    mine = select(QuestionAnswer).where(QuestionAnswer.rsvp_id == rsvp.id)
    return session.scalars(mine.order_by(QuestionAnswer.id)).all()


def _question_of(session: Session, row: Base) -> dict[str, dict[str, Value]]:
    """Return the question that a row answers, and the answer in words: the row alone holds the place of an option."""
    assert isinstance(row, QuestionAnswer), "asked for its own rows only"
    question = session.get_one(Question, row.question_id)
    label = pick(question.label, []) or Text(LABELS.get(question.kind, ""), "en")
    options = (question.options or {}).get(label.lang, ())
    words = said(question.kind, options, row.answer or "", "yes")
    return {"answer": {"value": words, "question": label.value}}


def _consents(session: Session, rsvp: Rsvp) -> Sequence[Base]:
    mine = select(ConsentEntry).where(ConsentEntry.rsvp_id == rsvp.id)
    return session.scalars(mine.order_by(ConsentEntry.asker_id, ConsentEntry.step)).all()


def _consent_of(session: Session, row: Base) -> dict[str, dict[str, Value]]:
    """Return the sentence that a consent is about, its language and version."""
    assert isinstance(row, ConsentEntry), "asked for its own rows only"
    read = session.get_one(ConsentWording, row.wording_id)
    return {"act": {"sentence": read.words, "language": read.language, "version": read.version}}


def _on_paper(session: Session, rsvp: Rsvp) -> Sequence[Base]:
    mine = (PaperTick.event_id == rsvp.event_id, PaperTick.email_index == rsvp.email_index)
    return session.scalars(select(PaperTick).where(*mine)).all()


def _calendar(session: Session, rsvp: Rsvp) -> Sequence[Base]:
    mine = (CalendarKey.campaign_id == rsvp.campaign_id, CalendarKey.email_index == rsvp.email_index)
    return session.scalars(select(CalendarKey).where(*mine)).all()


def _switches(session: Session, rsvp: Rsvp) -> Sequence[Base]:
    return session.scalars(select(MailSwitch).where(MailSwitch.rsvp_id == rsvp.id).order_by(MailSwitch.id)).all()


def _still_coming(session: Session, rsvp: Rsvp) -> Sequence[Base]:
    return session.scalars(select(StillComing).where(StillComing.rsvp_id == rsvp.id).order_by(StillComing.id)).all()


def _arrivals(session: Session, rsvp: Rsvp) -> Sequence[Base]:
    return session.scalars(select(Arrival).where(Arrival.rsvp_id == rsvp.id).order_by(Arrival.id)).all()


def _how_many_came(_: Session, row: Base) -> dict[str, dict[str, Value]]:
    assert isinstance(row, Arrival), "asked for its own rows only"
    return {"rsvp_id": {"value": row.people}}


def _shifts(session: Session, rsvp: Rsvp) -> Sequence[Base]:
    return session.scalars(select(ShiftTaken).where(ShiftTaken.rsvp_id == rsvp.id).order_by(ShiftTaken.id)).all()


HOLDINGS: tuple[Holding, ...] = (
    Holding("answer", Rsvp, _answer),
    Holding("answers", QuestionAnswer, _answers, _question_of),
    Holding("consents", ConsentEntry, _consents, _consent_of),
    Holding("on_paper", PaperTick, _on_paper),
    Holding("shifts", ShiftTaken, _shifts),
    Holding("mails", Message, _mails),
    Holding("calendar", CalendarKey, _calendar),
    Holding("unwanted", MailSwitch, _switches),
    Holding("still_coming", StillComing, _still_coming),
    Holding("arrivals", Arrival, _arrivals, _how_many_came),
)


def export_of(session: Session, rsvp: Rsvp) -> dict[str, list[dict[str, dict[str, Value]]]]:
    """Return all that we hold about a guest by this answer: for each row, by column, ``value``, ``purpose``, ``kept``.

    ``kept`` is how long (``organizer.foundation.db.Retention``). A fingerprint or a key has no value: nobody, we neither,
    can read anything back from it. Raises SealBroken.
    """
    return {
        holding.name: [
            _told(row, holding.words(session, row) if holding.words else {}) for row in holding.rows(session, rsvp)
        ]
        for holding in HOLDINGS
    }


def _told(row: Base, words: Mapping[str, Mapping[str, Value]]) -> dict[str, dict[str, Value]]:
    told: dict[str, dict[str, Value]] = {}
    for name, declared in _declared(type(row)).items():
        plain = name.removesuffix(_SEALED)
        told[plain] = {
            "value": _value(row, name, declared),
            "purpose": declared.purpose,
            "kept": declared.retention.value,
            **words.get(plain, {}),
        }
    return told


def _declared(model: type[Base]) -> Mapping[str, Personal]:
    columns = {attribute.key: attribute.columns[0].info["personal"] for attribute in inspect(model).column_attrs}
    return {name: declared for name, declared in columns.items() if declared is not None}


def _value(row: Base, name: str, declared: Personal) -> Value:
    if declared.kind in _UNTOLD:
        return None
    value = getattr(row, name.removesuffix(_SEALED))
    match value:
        case Enum():
            return str(value.value)
        case datetime() | date():
            return value.isoformat()
        case UUID() | bytes():
            return None
        case None | bool() | int() | str():
            return value
    raise TypeError(f"{name} holds a {type(value).__name__}, which has no words yet")
