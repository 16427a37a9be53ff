"""What hands an event needs, in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext

from organizer.foundation.core.wording import hours, joined, plain_day
from organizer.record.types import ShiftRecord


@dataclass(frozen=True, slots=True)
class ShiftWords:
    """One shift as a page shows it; ``note``: how many hands are still needed, roughly."""

    id: str
    role: str
    when: str
    note: str
    is_mine: bool
    can_choose: bool


def shift_words(shifts: Iterable[ShiftRecord], language: str) -> tuple[ShiftWords, ...]:
    """Return the shifts with day and hours, as clocks at the event show them."""
    return tuple(
        ShiftWords(
            str(shift.id),
            shift.role_label,
            joined((plain_day(shift.start.date(), language), hours(shift.start, shift.end, language)), language),
            _note(shift),
            shift.is_mine,
            shift.is_mine or not shift.is_full,
        )
        for shift in shifts
    )


def _note(shift: ShiftRecord) -> str:
    if shift.is_full or shift.band == "none":
        return gettext("Enough hands")
    return gettext("A few more hands are needed") if shift.band == "few" else ""
