"""When an event of a file is: wall time and IANA zone, or an instant, or a wall time of no zone (calendars.md R99)."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar.prop import vDuration

from organizer.foundation.core.errors import DomainError
from organizer.foundation.core.walltime import is_ambiguous, resolve, to_local

from .effort import Effort
from .own_zones import OwnZones
from .source import Line, Source
from .zone_names import UNIVERSAL, zone_named

_DAY = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})")
_TIME = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})T(\d{2}):?(\d{2}):?(\d{2})?(Z?)")
#: Older than this is a mistake, not an event.
_FIRST_YEAR, _LAST_YEAR = 1970, 2200


class BadTime(DomainError):
    """A time that is written in no way that can be read; params: value."""

    code = "calendar_bad_time"


@dataclass(frozen=True, slots=True)
class When:
    """A start or an end.

    ``wall`` is naive and holds for ``zone`` (IANA); without a zone it holds nowhere in particular, and somebody must be
    asked, with the calendar's own zone as the answer to begin with. ``instant`` (aware, UTC) is set when the file says
    the instant; the zone, if any, is then the calendar's. ``is_day``: a day, not an hour.
    """

    wall: datetime | None
    zone: str | None = None
    instant: datetime | None = None
    is_day: bool = False

    def in_zone(self, zone: str) -> datetime:
        """Return the wall time, with ``zone`` for a time that has none of its own."""
        if self.wall is not None:
            return self.wall
        return to_local(self.instant or datetime(_FIRST_YEAR, 1, 1, tzinfo=UTC), self.zone or zone)

    def fold_in(self, zone: str) -> int:
        """Return 1 for an instant in the second of two equal hours of ``zone``, else 0 (RFC 5545 section 3.3.5)."""
        if self.instant is None:
            return 0
        wall = to_local(self.instant, zone)
        return int(is_ambiguous(wall, zone) and resolve(wall, zone, 0) != self.instant)

    def plus(self, length: timedelta) -> "When":
        """Return the moment that is later by ``length``: by the wall clock where there is one."""
        return When(
            self.wall + length if self.wall is not None else None,
            self.zone,
            self.instant + length if self.instant is not None and self.wall is None else None,
            self.is_day,
        )


class Zones:
    """What the names of zones in one file mean."""

    def __init__(self, source: Source, effort: Effort) -> None:
        """Look at the file's own definitions, and at the zone of the calendar."""
        self._own = OwnZones(source.zones, effort)
        self.usual = zone_named(source.calendar_value("X-WR-TIMEZONE") or "")

    def when(self, line: Line) -> When:
        """Return what a DTSTART, DTEND or RECURRENCE-ID means. Raises BadTime, TooMuchWork."""
        value = line.value.strip()
        if line.parameters.get("VALUE", "").upper() == "DATE" or _DAY.fullmatch(value):
            return When(_day(value), is_day=True)
        wall, is_utc = _wall(value)
        if is_utc:
            return self._of_instant(wall.replace(tzinfo=UTC))
        name = line.parameters.get("TZID", "").strip().strip('"')
        if name.upper() in UNIVERSAL:
            return self._of_instant(wall.replace(tzinfo=UTC))
        zone = zone_named(name) or self._located(name)
        if zone is not None:
            return When(wall, zone)
        instant = self._own.instant(wall, name)
        return When(wall) if instant is None else self._of_instant(instant)

    def _of_instant(self, instant: datetime) -> When:
        """An instant says nothing of the place; the calendar's zone does, if it names one."""
        if self.usual is None:
            return When(None, instant=instant)
        return When(to_local(instant, self.usual), self.usual, instant)

    def _located(self, name: str) -> str | None:
        block = self._own.find(name)
        line = block.first("X-LIC-LOCATION") if block else None
        return zone_named(line.value) if line else None


def duration_of(text: str) -> timedelta | None:
    """Return a DURATION, None when it is written in no legal way or says nothing sensible."""
    try:
        found = vDuration.from_ical(text.strip())  # type: ignore[no-untyped-call]  # the library's own
    except (ValueError, OverflowError):
        return None
    return found if isinstance(found, timedelta) and timedelta(0) <= found <= timedelta(days=400) else None


def stamp_of(line: Line | None) -> datetime | None:
    """Return a DTSTAMP or LAST-MODIFIED as an instant, None when there is none that can be read."""
    if line is None:
        return None
    try:
        return _wall(line.value.strip())[0].replace(tzinfo=UTC)
    except BadTime:
        return None


def _day(value: str) -> datetime:
    found = _DAY.match(value)
    if found is None:
        raise BadTime(value=value[:40])
    return _made(value, *map(int, found.groups()))


def _wall(value: str) -> tuple[datetime, bool]:
    found = _TIME.fullmatch(value.upper())
    if found is None:
        raise BadTime(value=value[:40])
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups()[:6])
    return _made(value, year, month, day, hour, minute, min(second, 59)), bool(found[7])


def _made(value: str, *parts: int) -> datetime:
    try:
        made = datetime(*parts)  # type: ignore[arg-type]  # noqa: DTZ001 - a wall time
    except ValueError as error:
        raise BadTime(value=value[:40]) from error
    if not _FIRST_YEAR <= made.year <= _LAST_YEAR:
        raise BadTime(value=value[:40])
    return made


def midnight(day: date) -> datetime:
    """Return the beginning of a day as a wall time."""
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a wall time
