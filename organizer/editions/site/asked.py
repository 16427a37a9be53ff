"""What a guest is asked, as their own page draws it: with what they answered, or typed just now."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext

from organizer.foundation.core.languages import Text
from organizer.foundation.core.wording import plain_day
from organizer.foundation.web.pages import Typed
from organizer.record.asked import QuestionRecord

_SHAPES = {
    "text": "text", "access": "text", "number": "number", "children": "number",
    "choice": "choice", "several": "several", "consent": "consent",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class AskedOption:
    """An option to tick."""

    value: str
    label: Text
    is_picked: bool


@dataclass(frozen=True, slots=True)
class AskedField:
    """One question as a field. ``shape``: text number choice several consent."""

    id: str
    name: str
    shape: str
    label: Text
    purpose: Text
    kept_words: str
    value: str
    options: tuple[AskedOption, ...]
    error: str | None


def asked_fields(
    questions: Sequence[QuestionRecord], language: str, typed: Typed | None = None
) -> tuple[AskedField, ...]:
    """Return the fields, in their order."""
    return tuple(_field(question, language, typed) for question in questions)


def _field(question: QuestionRecord, language: str, typed: Typed | None) -> AskedField:
    key = str(question.id)
    sent = None if typed is None else typed.values.get(key, ())
    picked = {str(place) for place in question.picked} if sent is None else set(sent)
    kept = question.answer or ""
    return AskedField(
        id=f"q-{key}",
        name=f"q-{key}",
        shape=_SHAPES[question.kind],
        label=question.label,
        purpose=question.purpose,
        kept_words=gettext("Deleted on %(day)s.", day=plain_day(question.forget_on, language)),
        value=kept if sent is None else next(iter(sent), ""),
        options=tuple(
            AskedOption(str(place), label, str(place) in picked) for place, label in enumerate(question.options)
        ),
        error=None if typed is None else typed.errors.get(key),
    )
