"""A shift in words, for the hosts."""

from dataclasses import dataclass

from flask_babel import gettext, ngettext

from organizer.foundation.core.wording import hours, joined, number, plain_day
from organizer.foundation.web.language import ui_language
from organizer.rsvps.rules.shifts import SHIFT_WORDS, ShiftLine


@dataclass(frozen=True, slots=True)
class ShiftRow:
    """One shift of the plan; ``names`` holds None for who gave none."""

    id: str
    role: str
    when: str
    count: str
    hands: int | None
    names: tuple[str | None, ...]
    is_empty: bool


def row_of(line: ShiftLine) -> ShiftRow:
    """Return a shift as the plan shows it."""
    language = ui_language()
    taken = number(line.taken, language)
    count = (
        gettext("%(taken)s of %(hands)s", taken=taken, hands=number(line.hands, language))
        if line.hands is not None
        else ngettext("%(count)s hand", "%(count)s hands", line.taken, count=taken)
    )
    when = joined((plain_day(line.start.date(), language), hours(line.start, line.end, language)), language)
    role = gettext(SHIFT_WORDS[line.role])
    return ShiftRow(str(line.id), role, when, count, line.hands, line.names, not line.taken)
