"""The hosts' list, in the order of names, and as far as somebody wants to see it."""

from collections.abc import Iterable, Sequence
from enum import StrEnum

from flask_babel import gettext

from organizer.foundation.core.collation import sort_key
from organizer.places.folding import fold
from organizer.rsvps.rules import GuestLine, RsvpState
from organizer.rsvps.rules.replies import Reply


class Choice(StrEnum):
    """Which guests are shown."""

    ALL = "all"
    COMING = "coming"
    MAYBE = "maybe"
    UNCONFIRMED = "unconfirmed"
    WITHOUT_MAIL = "without-mail"


def read_choice(asked: str | None) -> Choice:
    """Return what an address asks for; all for anything else."""
    return Choice(asked) if asked in set(Choice) else Choice.ALL


def choices_of(lines: Sequence[GuestLine]) -> list[tuple[str, str]]:
    """Return the choices that would show somebody, but not everybody: value and words."""
    words = {
        Choice.ALL: gettext("Everybody"),
        Choice.COMING: gettext("Coming, confirmed"),
        Choice.MAYBE: gettext("Maybe"),
        Choice.UNCONFIRMED: gettext("Not confirmed yet"),
        Choice.WITHOUT_MAIL: gettext("Without an e-mail"),
    }
    some = [choice for choice in words if 0 < sum(_is_in(line, choice) for line in lines) < len(lines)]
    return [(choice.value, words[choice]) for choice in (Choice.ALL, *some)] if some else []


def found_of(lines: Sequence[GuestLine], name: str, choice: Choice) -> tuple[GuestLine, ...]:
    """Return the lines that are asked for; a name is found without accents and in part.

    A guest's code at the door finds them whatever else is chosen (defects.md B94).
    """
    words, code = fold(name).split(), name.strip().lower()
    return tuple(
        line
        for line in lines
        if line.door_code == code or (_is_in(line, choice) and all(word in fold(line.name or "") for word in words))
    )


def by_name(lines: Iterable[GuestLine], language: str) -> tuple[GuestLine, ...]:
    """Return the lines in the order of names in a language; those without a name come last."""
    return tuple(sorted(lines, key=lambda line: (line.name is None, sort_key(line.name or "", language), line.id)))


def _is_in(line: GuestLine, choice: Choice) -> bool:
    match choice:
        case Choice.COMING:
            return line.is_confirmed and line.reply is Reply.GOING
        case Choice.MAYBE:
            return line.reply is Reply.MAYBE
        case Choice.UNCONFIRMED:
            return line.state is RsvpState.PENDING
        case Choice.WITHOUT_MAIL:
            return not line.has_mail
        case Choice.ALL:
            return True
