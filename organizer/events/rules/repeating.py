"""Events that come again: which dates a rule gives, by the clock on the wall."""

import calendar
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import count

from organizer.foundation.core.errors import DomainError

#: A year of weeks; more can be added when these come to an end.
MOST_DATES = 52
#: Further ahead nobody plans, and calendars end their series there (calendars.md R66).
MOST_MONTHS = 18
_LAST = -1


class Frequency(StrEnum):
    """How a series comes again; the values are those of RFC 5545's FREQ in lower case.

    Monthly means the same numbered weekday as the first date ("the second Tuesday"), as RRULE's BYDAY says it.
    """

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"


class OnlyOneDate(DomainError):
    """There is nothing to repeat until the day that was named."""

    code = "only_one_date"


class TooManyDates(DomainError):
    """More dates than are made at once; params: most."""

    code = "too_many_dates"


class TooFarAhead(DomainError):
    """The last date is too far off; params: latest (date)."""

    code = "too_far_ahead"


@dataclass(frozen=True, slots=True)
class Rule:
    """Every ``step`` days, weeks or months. ``weekday``: Monday is 0.

    ``week`` of a monthly rule: which of the month's weekdays, 1 to 4, or -1 for the last; None of any other.
    """

    frequency: Frequency
    step: int
    weekday: int
    week: int | None = None

    @classmethod
    def of(cls, start: datetime, frequency: Frequency, step: int = 1) -> "Rule":
        """Return the rule that a first date sets; the fifth weekday of a month is its last."""
        number = (start.day - 1) // 7 + 1
        week = (number if number <= 4 else _LAST) if frequency is Frequency.MONTHLY else None
        return cls(frequency, step, start.weekday(), week)

    def dates(self, start: datetime) -> Iterator[datetime]:
        """Yield the dates from ``start`` on (itself a date of the rule), without end; naive wall times."""
        if self.frequency is Frequency.MONTHLY:
            for number in count(0, self.step):
                year, month = divmod(start.year * 12 + start.month - 1 + number, 12)
                yield datetime.combine(self._day_in(year, month + 1), start.time())
        days = self.step * (7 if self.frequency is Frequency.WEEKLY else 1)
        for number in count():
            yield start + timedelta(days=days * number)

    def _day_in(self, year: int, month: int) -> date:
        assert self.week is not None, "a monthly rule names its week"
        if self.week == _LAST:
            last = date(year, month, calendar.monthrange(year, month)[1])
            return last - timedelta(days=(last.weekday() - self.weekday) % 7)
        first = date(year, month, 1)
        return first + timedelta(days=(self.weekday - first.weekday()) % 7 + 7 * (self.week - 1))


@dataclass(frozen=True, slots=True)
class Until:
    """How a series ends: on a day (included), or with a number of dates. One of both."""

    day: date | None = None
    dates: int | None = None


@dataclass(frozen=True, slots=True)
class Room:
    """How many dates more there may be, and the latest day of one."""

    dates: int
    latest: date

    @classmethod
    def beginning(cls, first: date, *, taken: int = 0) -> "Room":
        """Return the room of a series whose next date is ``first``; ``taken`` coming dates are there already."""
        return cls(max(0, MOST_DATES - taken), months_after(first, MOST_MONTHS))


@dataclass(frozen=True, slots=True)
class Repetition:
    """A rule and the dates that come of it, in order; ``fold`` answers "first or second?" for hours that come twice."""

    rule: Rule
    starts: tuple[datetime, ...]
    fold: int | None = None


def expand(rule: Rule, start: datetime, until: Until, room: Room) -> tuple[datetime, ...]:
    """Return the dates from ``start`` on, which counts as one.

    Raises OnlyOneDate, TooManyDates, TooFarAhead.
    """
    found = _collect(rule.dates(start), until, room)
    if len(found) < 2:
        raise OnlyOneDate
    return found


def expand_more(rule: Rule, last: datetime, until: Until, room: Room) -> tuple[datetime, ...]:
    """Return the dates after ``last``, a date of the rule that is there already and does not count.

    Raises OnlyOneDate when there is none, TooManyDates, TooFarAhead.
    """
    dates = rule.dates(last)
    next(dates)
    found = _collect(dates, until, room)
    if not found:
        raise OnlyOneDate
    return found


def _collect(dates: Iterable[datetime], until: Until, room: Room) -> tuple[datetime, ...]:
    found: list[datetime] = []
    for wall in dates:
        is_past_end = until.day is not None and wall.date() > until.day
        if is_past_end or (until.dates is not None and len(found) >= until.dates):
            break
        if len(found) >= room.dates:
            raise TooManyDates(most=room.dates)
        if wall.date() > room.latest:
            raise TooFarAhead(latest=room.latest)
        found.append(wall)
    return tuple(found)


def months_after(day: date, months: int) -> date:
    """Return the same day some months later, or the last one of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
