"""The days that a recurrence rule names (RFC 5545 section 3.3.10), found by walking the calendar day by day.

Walking costs as many steps as there are days, whatever the rule says: one that never fits can't hold anybody up.
"""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

_WEEKDAYS = {"MO": 0, "TU": 1, "WE": 2, "TH": 3, "FR": 4, "SA": 5, "SU": 6}
#: Each weekday of each week of a year, counted from both ends, is more than any program writes.
_MOST_WEEKDAYS = 60
_BYDAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_FREQUENCIES = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
#: What some programs write besides, and what says nothing when it is the start's own.
_HOURS = {"BYHOUR": "hour", "BYMINUTE": "minute", "BYSECOND": "second"}
_KNOWN = frozenset(
    {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", *_HOURS}
)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that was read. ``weekdays``: (n, weekday) pairs, n = 0 for each. ``count`` and ``until`` are not in it."""

    frequency: str
    interval: int
    first: date
    week_start: int
    weekdays: tuple[tuple[int, int], ...]
    month_days: frozenset[int]
    months: frozenset[int]
    positions: frozenset[int]

    def days(self, end: date, begin: date | None = None) -> Iterator[date]:
        """Yield the days from ``begin`` (else the first) to ``end``, inclusive, in order.

        ``begin`` is the first of January of some year, so that months and years are walked whole.
        """
        begin = max(begin or self.first, self.first)
        walked = (begin + timedelta(days=n) for n in range(max(0, (end - begin).days + 1)))
        # The period of the first day counts from its beginning for positions: "the second of three".
        for period, days in groupby(self._before_first(walked) if begin == self.first else walked, key=self._period):
            if period % self.interval:
                continue
            fitting = [day for day in days if self._fits(day)]
            yield from (day for day in self._positioned(fitting) if day >= self.first)

    def _before_first(self, walked: Iterator[date]) -> Iterator[date]:
        if self.positions:
            day = self.first - timedelta(days=366)
            yield from (one for n in range(366) if self._period(one := day + timedelta(days=n)) == 0)
        yield from walked

    def _positioned(self, fitting: list[date]) -> list[date]:
        if not self.positions:
            return fitting
        size = len(fitting)
        wanted = {position - 1 if position > 0 else size + position for position in self.positions}
        return [day for index, day in enumerate(fitting) if index in wanted]

    def _period(self, day: date) -> int:
        match self.frequency:
            case "DAILY":
                return (day - self.first).days
            case "WEEKLY":
                return (self._week(day) - self._week(self.first)).days // 7
            case "MONTHLY":
                return (day.year - self.first.year) * 12 + day.month - self.first.month
            case _:
                return day.year - self.first.year

    def _week(self, day: date) -> date:
        return day - timedelta(days=(day.weekday() - self.week_start) % 7)

    def _fits(self, day: date) -> bool:
        if self.months and day.month not in self.months:
            return False
        if self.month_days and not self.month_days & {day.day, day.day - _length(day) - 1}:
            return False
        if self.weekdays:
            return any(self._is_weekday(day, nth, weekday) for nth, weekday in self.weekdays)
        return bool(self.month_days) or self._is_like_first(day)

    def _is_like_first(self, day: date) -> bool:
        """Without a word on days, the first one's place in its period counts."""
        match self.frequency:
            case "WEEKLY":
                return day.weekday() == self.first.weekday()
            case "MONTHLY":
                return day.day == self.first.day
            case "YEARLY":
                return day.day == self.first.day and (bool(self.months) or day.month == self.first.month)
            case _:
                return True

    def _is_weekday(self, day: date, nth: int, weekday: int) -> bool:
        if day.weekday() != weekday:
            return False
        if nth == 0 or self.frequency in ("DAILY", "WEEKLY"):
            return True
        if self.frequency == "YEARLY" and not self.months:
            place, size = day.timetuple().tm_yday, 366 if calendar.isleap(day.year) else 365
        else:
            place, size = day.day, _length(day)
        return nth == ((place - 1) // 7 + 1 if nth > 0 else -((size - place) // 7 + 1))


def read_rule(terms: dict[str, str], first: datetime) -> Rule:
    """Return a rule from its terms, in upper case. Raises ValueError for one that we can't follow."""
    if terms.get("FREQ") not in _FREQUENCIES or not set(terms) <= _KNOWN:
        raise ValueError(terms.get("FREQ"))
    for name, attribute in _HOURS.items():
        if name in terms and terms[name] != str(getattr(first, attribute)):
            raise ValueError(name)
    interval = int(terms.get("INTERVAL", "1"))
    if not 0 < interval < 1000:
        raise ValueError(interval)
    return Rule(
        frequency=terms["FREQ"],
        interval=interval,
        first=first.date(),
        week_start=_WEEKDAYS[terms.get("WKST", "MO")],
        weekdays=_weekdays(terms.get("BYDAY")),
        month_days=_numbers(terms.get("BYMONTHDAY"), 31),
        months=_numbers(terms.get("BYMONTH"), 12),
        positions=_numbers(terms.get("BYSETPOS"), 366),
    )


def _weekdays(text: str | None) -> tuple[tuple[int, int], ...]:
    found = sorted({_weekday(one) for one in text.split(",")}) if text else []
    if len(found) > _MOST_WEEKDAYS:
        raise ValueError(len(found))
    return tuple(found)


def _weekday(text: str) -> tuple[int, int]:
    found = _BYDAY.fullmatch(text.strip())
    if found is None:
        raise ValueError(text)
    return int(found[1] or 0), _WEEKDAYS[found[2]]


def _numbers(text: str | None, most: int) -> frozenset[int]:
    numbers = frozenset(int(one) for one in text.split(",")) if text else frozenset()
    if any(not 0 < abs(number) <= most for number in numbers):
        raise ValueError(text)
    return numbers


def _length(day: date) -> int:
    return calendar.monthrange(day.year, day.month)[1]
