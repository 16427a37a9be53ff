"""Hands that an event needs: what for, from when to when, and how many.

What they are for is one of a list, so that it is read in every language and needs nobody's approval.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from organizer.foundation.core.errors import DomainError
from organizer.foundation.core.text import marked

#: As many lines as one screen holds.
MOST_SHIFTS = 20
#: Hands for one shift.
MOST_HANDS = 500
#: A shift begins and ends within so many days of the start of its event.
WITHIN = timedelta(days=31)
#: Longer than anybody can stand; an end that was mistyped before the start would be nearly a day.
LONGEST = timedelta(hours=16)


class ShiftRole(StrEnum):
    """What the hands are for."""

    SET_UP = "set-up"
    CLEAR_UP = "clear-up"
    MARSHAL = "marshal"
    WELCOME = "welcome"
    MEDIC = "medic"
    FOOD = "food"
    SOUND = "sound"
    TRANSPORT = "transport"
    CHILDREN = "children"
    INTERPRETING = "interpreting"
    PHOTOS = "photos"
    OTHER = "other"


#: English words, translated where they are shown.
SHIFT_WORDS: dict[ShiftRole, str] = {
    ShiftRole.SET_UP: marked("Set up"),
    ShiftRole.CLEAR_UP: marked("Clear up"),
    ShiftRole.MARSHAL: marked("Marshal"),
    ShiftRole.WELCOME: marked("Welcome people"),
    ShiftRole.MEDIC: marked("First aid"),
    ShiftRole.FOOD: marked("Food and drink"),
    ShiftRole.SOUND: marked("Sound and technology"),
    ShiftRole.TRANSPORT: marked("Drive and carry"),
    ShiftRole.CHILDREN: marked("Look after children"),
    ShiftRole.INTERPRETING: marked("Interpret"),
    ShiftRole.PHOTOS: marked("Take photos"),
    ShiftRole.OTHER: marked("Whatever is needed"),
}


@dataclass(frozen=True, slots=True)
class ShiftPlan:
    """What hosts say of a shift: ``start`` and ``end`` are naive wall times in the event's zone. ``hands`` None: no limit."""

    role: ShiftRole
    start: datetime
    end: datetime
    hands: int | None


@dataclass(frozen=True, slots=True)
class ShiftLine:
    """A shift as those see it who do it or plan it; times as in ShiftPlan. ``names``: who does it, for the hosts alone."""

    id: UUID
    role: ShiftRole
    start: datetime
    end: datetime
    hands: int | None
    taken: int
    is_mine: bool = False
    names: tuple[str | None, ...] = ()

    @property
    def is_full(self) -> bool:
        """True when no more hands are needed."""
        return self.hands is not None and self.taken >= self.hands


class ShiftIsFull(DomainError):
    """Others have taken it meanwhile."""

    code = "shift_is_full"


class ShiftTimesWrong(DomainError):
    """The end is not after the start, or far from the event, or too late; params: hours."""

    code = "shift_times_wrong"


class TooManyShifts(DomainError):
    """More than anybody reads; params: limit."""

    code = "too_many_shifts"


class ShiftIsTaken(DomainError):
    """People do it: it can't be removed, nor have fewer places than they are; params: taken."""

    code = "shift_is_taken"


def minutes_of(plan: ShiftPlan, event_start: datetime) -> tuple[int, int]:
    """Return a shift's start in minutes from the event's, and its length. Raises ShiftTimesWrong."""
    offset, length = plan.start - event_start, plan.end - plan.start
    if not timedelta() < length <= LONGEST or not -WITHIN <= offset <= WITHIN:
        raise ShiftTimesWrong(hours=LONGEST // timedelta(hours=1))
    return int(offset.total_seconds()) // 60, int(length.total_seconds()) // 60


def times_of(offset: int, minutes: int, event_start: datetime) -> tuple[datetime, datetime]:
    """Return the wall times of a shift."""
    start = event_start + timedelta(minutes=offset)
    return start, start + timedelta(minutes=minutes)
