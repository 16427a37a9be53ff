"""Moments of a calendar file: which instant a reader finds, by the zones that the file itself defines."""

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from .reading import Component, Property

_UTC = re.compile(r"\d{8}T\d{6}Z")
_LOCAL = re.compile(r"\d{8}T\d{6}")
_DAY = re.compile(r"\d{8}")
_OFFSET = re.compile(r"([+-])(\d{2})(\d{2})(\d{2})?")
_BYDAY = re.compile(r"(-?[1-5])(MO|TU|WE|TH|FR|SA|SU)")
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True, slots=True)
class Moment:
    """A start or end: a day, an instant in UTC, or a wall time with the name of its zone."""

    day: date | None = None
    instant: datetime | None = None
    wall: datetime | None = None
    zone: str | None = None

    @property
    def is_floating(self) -> bool:
        """True for a wall time of no zone, which each program reads in its own way."""
        return self.wall is not None and self.zone is None


@dataclass(frozen=True, slots=True)
class Onset:
    """A change of a zone's clocks as a file says it: once, or each year by a numbered weekday."""

    first: datetime
    before: timedelta
    after: timedelta
    month: int = 0
    nth: int = 0
    weekday: int = 0

    def last_until(self, wall: datetime) -> datetime | None:
        """Return the newest onset at or before a wall time; None when the first is later."""
        if not self.month:
            return self.first if self.first <= wall else None
        for year in (wall.year, wall.year - 1):
            onset = datetime.combine(_numbered(year, self.month, self.nth, self.weekday), self.first.time())
            if self.first <= onset <= wall:
                return onset
        return None


def moment_of(found: Property) -> Moment | None:
    """Return what a DTSTART or DTEND means; None when it is written in no legal way."""
    value, zone = found.value, found.parameters.get("TZID")
    try:
        if found.parameters.get("VALUE") == "DATE":
            return Moment(day=_parse(value, "%Y%m%d").date()) if _DAY.fullmatch(value) and not zone else None
        if _UTC.fullmatch(value):
            return Moment(instant=_parse(value, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)) if not zone else None
        if _LOCAL.fullmatch(value):
            return Moment(wall=_parse(value, "%Y%m%dT%H%M%S"), zone=zone)
    except ValueError:
        return None
    return None


def onsets_of(zone: Component) -> list[Onset] | None:
    """Return the changes that a VTIMEZONE defines; None when one of them is not of the form that all programs read."""
    found = [_onset(part) for part in zone.parts]
    kept = [one for one in found if one is not None]
    return kept if kept and len(kept) == len(found) else None


def instant_of(moment: Moment, zones: Mapping[str, list[Onset]]) -> datetime | None:
    """Return the instant that a reader of the file finds; None for days, floating times and zones without definition."""
    if moment.instant is not None or moment.wall is None:
        return moment.instant
    onsets = zones.get(moment.zone or "")
    if not onsets:
        return None
    wall = moment.wall
    dated = [(last, onset.after) for onset in onsets if (last := onset.last_until(wall)) is not None]
    if not dated:
        return None
    return (wall - max(dated)[1]).replace(tzinfo=UTC)


def _onset(part: Component) -> Onset | None:
    start = part.first("DTSTART")
    before, after = _offset(part.value("TZOFFSETFROM")), _offset(part.value("TZOFFSETTO"))
    if start is None or before is None or after is None or not _LOCAL.fullmatch(start.value):
        return None
    first = _parse(start.value, "%Y%m%dT%H%M%S")
    if part.first("RDATE") is not None:
        return None
    rule = part.value("RRULE")
    if not rule:
        return Onset(first, before, after)
    terms = dict(term.partition("=")[::2] for term in rule.split(";"))
    day = _BYDAY.fullmatch(terms.get("BYDAY", ""))
    is_plain = set(terms) == {"FREQ", "BYMONTH", "BYDAY"} and terms["FREQ"] == "YEARLY"
    if day is None or not is_plain or not terms["BYMONTH"].isdigit():
        return None
    return Onset(first, before, after, int(terms["BYMONTH"]), int(day[1]), _DAYS.index(day[2]))


def _offset(text: str) -> timedelta | None:
    found = _OFFSET.fullmatch(text)
    if found is None or found[4]:
        return None
    size = timedelta(hours=int(found[2]), minutes=int(found[3]))
    return -size if found[1] == "-" else size


def _numbered(year: int, month: int, nth: int, weekday: int) -> date:
    """Return the nth weekday of a month, counted from its end when negative; a fifth that is missing is the last."""
    days = [day for day in calendar.Calendar().itermonthdates(year, month) if day.month == month]
    fitting = [day for day in days if day.weekday() == weekday]
    return fitting[nth if nth < 0 else min(nth, len(fitting)) - 1]


def _parse(text: str, pattern: str) -> datetime:
    return datetime.strptime(text, pattern)  # noqa: DTZ007 - a wall time, or UTC that the caller says
