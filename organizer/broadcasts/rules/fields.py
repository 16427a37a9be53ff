"""Fields in a message, such as ``{name}``: a fixed list, replaced as plain text, known before anything is sent.

A field is one word in single braces. Words in single braces that are no field, such as ``{config}``, ``{nmae}``,
``{ name }`` or ``{first name}``, are refused when the message is saved: a slip of the pen must not reach a thousand
people (indico pull request 7238). Anything else in braces arrives as it was typed: ``{{7*7}}``, ``{0.__class__}``, ``{ }``.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from organizer.foundation.core.errors import DomainError
from organizer.foundation.core.text import marked

from .states import Audience

#: One word in single braces; ``{{name}}`` is none.
FIELD = re.compile(r"(?<!\{)\{([^\W\d]\w*)\}(?!\})")
#: What somebody took for a field: words in single braces.
_MEANT = re.compile(r"(?<!\{)\{(\s*[^\W\d][\w .’'-]*)\}(?!\})")


@dataclass(frozen=True, slots=True)
class Field:
    """A field: its word, what it says (to be translated), and in which messages it is known."""

    name: str
    meaning: str
    audiences: frozenset[Audience]


_GUESTS = frozenset({Audience.GUESTS})
_ALL = frozenset(Audience)

FIELDS: tuple[Field, ...] = (
    Field("name", marked("the name they gave"), frozenset({Audience.GUESTS, Audience.HOSTS})),
    Field("event", marked("what the event is called"), _GUESTS),
    Field("when", marked("day and hour, by the event’s clock"), _GUESTS),
    Field("place", marked("where it is, as far as they may know"), _GUESTS),
    Field("group", marked("who hosts it"), _GUESTS),
    Field("campaign", marked("what the campaign is called"), _ALL),
    Field("link", marked("their own page"), _ALL),
)


class UnknownField(DomainError):
    """A word in braces that is no field; params: field (as typed), known (those that are, in braces)."""

    code = "unknown_field"


def fields_of(audience: Audience) -> tuple[Field, ...]:
    """Return the fields of a message to these."""
    return tuple(field for field in FIELDS if audience in field.audiences)


def unknown_fields(words: str, known: Collection[str]) -> list[str]:
    """Return the words in braces that are no fields, as typed, each once."""
    return list(dict.fromkeys(found[0] for found in _MEANT.finditer(words) if found[1].lower() not in known))


def check_fields(words: str, audience: Audience) -> None:
    """Raise UnknownField for a word in braces that is no field of such a message."""
    known = [field.name for field in fields_of(audience)]
    if unknown := unknown_fields(words, known):
        raise UnknownField(field=unknown[0], known=" ".join(f"{{{name}}}" for name in known))


def filled(words: str, values: Mapping[str, str]) -> str:
    """Return ``words`` with each field replaced once, as plain text; a field without a value stays as it is."""
    return FIELD.sub(lambda found: values.get(found[1].lower(), found[0]), words)
