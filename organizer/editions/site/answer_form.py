"""The fields of an answer as a page draws them: empty, or with what somebody typed and what is to be put right."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, cast

_NAMES = ("name", "party_size", "email", "way")
_USUAL = {"name": "", "party_size": "1", "email": "", "way": ""}


@dataclass(frozen=True, slots=True)
class AnswerField:
    """One field: its value as text and its errors in words."""

    id: str
    name: str
    value: str
    errors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerFields:
    """The fields by name, and what is wrong with the whole."""

    name: AnswerField
    party_size: AnswerField
    email: AnswerField
    way: AnswerField
    errors: tuple[str, ...] = ()
    may_wait: bool = False  # there were not enough places: what is offered instead

    @property
    def has_errors(self) -> bool:
        """True when something is to be put right."""
        return bool(self.errors or self.name.errors or self.party_size.errors or self.email.errors or self.way.errors)


class _Field(Protocol):
    """As much of a form's field as a page needs; ``raw_data`` is what was typed."""

    name: str
    data: object
    raw_data: Sequence[str] | None
    errors: Sequence[str]


class _FilledForm(Protocol):
    """As much of a form as a page needs."""

    form_errors: Sequence[str]

    def __iter__(self) -> Iterable[_Field]: ...


def answer_fields(form: object | None = None, given: Mapping[str, str] | None = None) -> AnswerFields:
    """Return the fields: as a form holds them, else with ``given`` values, else empty."""
    values = {**_USUAL, **(given or {})}
    errors: dict[str, tuple[str, ...]] = {}
    whole: Sequence[str] = ()
    may_wait = False
    if form is not None:
        filled = cast("_FilledForm", form)
        whole = filled.form_errors
        for field in cast("Iterable[_Field]", filled):
            if field.name in _NAMES:
                values[field.name] = _typed(field)
                errors[field.name] = tuple(str(error) for error in field.errors)
            elif field.name == "waits":
                may_wait = bool(field.data)
    fields = {name: AnswerField(f"answer-{name}", name, values[name], errors.get(name, ())) for name in _NAMES}
    return AnswerFields(**fields, errors=tuple(str(error) for error in whole), may_wait=may_wait)


def _typed(field: _Field) -> str:
    """Return what was typed, as it was typed, so that nobody has to type it again."""
    if field.raw_data:
        return str(field.raw_data[0])
    return "" if field.data is None else str(field.data)
