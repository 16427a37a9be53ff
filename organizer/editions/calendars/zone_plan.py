"""How a zone can be said so that every calendar program reads the same hours.

One rule up and one down, each "nth weekday of a month", or one fixed offset; nothing else,
since classic Outlook keeps one STANDARD and one DAYLIGHT rule and no list of dates
(calendars.md R33). A zone that does not fit gives no plan: its events are written in UTC.
"""

import calendar
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from organizer.foundation.core.tz import use_newest_tzdata
from organizer.foundation.core.walltime import offset_at

from .zone_changes import ZoneChange, changes_between

#: A plan looks this many years past the first year that it is used in.
YEARS_AHEAD = 3
_MINUTE = timedelta(minutes=1)
#: (month, n, weekday from Monday = 0); n counts from the month's start, -1 is the last.
Form = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class YearlyRule:
    """A change that comes every year on the same numbered weekday at the same wall time."""

    month: int
    nth: int
    weekday: int
    at: time
    before: timedelta
    after: timedelta

    def onset(self, year: int) -> datetime:
        """Return the wall time before the change in ``year`` (naive; RFC 5545 section 3.6.5)."""
        return datetime.combine(nth_weekday(year, self.month, self.nth, self.weekday), self.at)


@dataclass(frozen=True, slots=True)
class ZonePlan:
    """A zone as one fixed offset (no rules) or as two yearly rules, the one up first."""

    zone: str
    offset: timedelta
    rules: tuple[YearlyRule, ...] = ()

    def instant_of(self, wall: datetime) -> datetime:
        """Return the UTC instant that a reader of this plan finds for a naive wall time."""
        return (wall - self._offset_at(wall)).replace(tzinfo=UTC)

    def _offset_at(self, wall: datetime) -> timedelta:
        onsets = [(rule.onset(year), rule.after) for year in (wall.year - 1, wall.year) for rule in self.rules]
        return max((onset for onset in onsets if onset[0] <= wall), default=(wall, self.offset))[1]


def plan_for(zone: str, first: datetime, last: datetime) -> ZonePlan | None:
    """Return how to say ``zone`` for instants from ``first`` to ``last`` (aware), or None.

    The plan holds from the first instant's year to the later of the last one's and three
    years after the first. Raises UnknownZone.
    """
    first_year, last_year = first.year, max(last.year, first.year + YEARS_AHEAD)
    rules = _yearly_rules(zone, first_year, last_year, use_newest_tzdata().version)
    if rules:
        return ZonePlan(zone, rules[1].after, rules)
    changes = changes_between(zone, first_year, last_year)
    if changes and changes[-1].at >= first:
        return None
    offset = offset_at(zone, first)
    return ZonePlan(zone, offset) if offset % _MINUTE == timedelta(0) else None


def nth_weekday(year: int, month: int, nth: int, weekday: int) -> date:
    """Return the nth (or, for -1, the last) given weekday of a month."""
    if nth > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
    last = date(year, month, calendar.monthrange(year, month)[1])
    return last - timedelta(days=(last.weekday() - weekday) % 7)


@lru_cache(maxsize=4096)
def _yearly_rules(zone: str, first_year: int, last_year: int, _version: str) -> tuple[YearlyRule, ...]:
    """Return the rule up and the rule down when each year has exactly one of both, else nothing."""
    changes = changes_between(zone, first_year, last_year)
    years = list(range(first_year, last_year + 1))
    if sorted(change.wall.year for change in changes) != sorted(years * 2):
        return ()
    up = _one_rule([change for change in changes if change.after > change.before], len(years))
    down = _one_rule([change for change in changes if change.after < change.before], len(years))
    return (up, down) if up and down else ()


def _one_rule(changes: list[ZoneChange], years: int) -> YearlyRule | None:
    alike = {(change.wall.time(), change.before, change.after) for change in changes}
    if len({change.wall.year for change in changes}) != years or len(alike) != 1:
        return None
    forms = set.intersection(*(_forms(change.wall.date()) for change in changes))
    at, before, after = alike.pop()
    if not forms or before % _MINUTE or after % _MINUTE:
        return None
    month, nth, weekday = min(forms, key=lambda form: form[1])
    return YearlyRule(month, nth, weekday, at, before, after)


def _forms(day: date) -> set[Form]:
    """Return the ways to say a day as a numbered weekday of its month."""
    forms = {(day.month, (day.day - 1) // 7 + 1, day.weekday())}
    if (day + timedelta(days=7)).month != day.month:
        forms.add((day.month, -1, day.weekday()))
    return {form for form in forms if form[1] != 5}
