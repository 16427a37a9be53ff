"""What differs between two versions, as words to lay side by side."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from .details import EventDetails, field_names


@dataclass(frozen=True, slots=True)
class Difference:
    """One field: its name in the code, and how it reads before and after ("" for nothing)."""

    field: str
    before: str
    after: str


def differences(old: EventDetails, new: EventDetails) -> tuple[Difference, ...]:
    """Return the fields that differ, in the order of the form."""
    pairs = ((name, getattr(old, name), getattr(new, name)) for name in field_names())
    return tuple(Difference(name, _words(before), _words(after)) for name, before, after in pairs if before != after)


def _words(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Mapping):
        return " / ".join(f"{words} ({tag})" if len(value) > 1 else str(words) for tag, words in sorted(value.items()))
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, tuple):
        return ", ".join(str(item) for item in value)
    return str(value)
