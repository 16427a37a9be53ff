"""DTSTART and DTEND of an event: as days, in its zone, or in UTC (calendars.md section 2 D)."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache

from organizer.foundation.core.errors import DomainError
from organizer.foundation.core.walltime import UnknownZone, get_zone, is_ambiguous, resolve, to_local
from organizer.record.types import EventTime

from .lines import content_line
from .vtimezone import vtimezone
from .zone_plan import ZonePlan, plan_for

#: Written when no end is known: without DTEND clients show zero minutes, an hour or a day.
DEFAULT_LENGTH = timedelta(hours=2)
#: A longer bar hides the calendar: the event is written as days and its hours in words.
LONGEST_BAR = timedelta(hours=48)
_MIDNIGHT = time(0)
#: Outside these years a zone's rules are history or a guess: UTC.
_YEARS = range(1970, 2200)


@dataclass(frozen=True, slots=True)
class WrittenTimes:
    """The two lines, preferred and in UTC (the same bytes when no zone is used).

    ``zone`` and ``definition`` name and hold the VTIMEZONE that ``lines`` need.
    ``start`` orders a feed; both instants are in UTC. ``days`` is True when no hour is written.
    """

    start: datetime
    end: datetime
    lines: bytes
    utc_lines: bytes
    zone: str | None = None
    definition: bytes = b""
    days: bool = False


@lru_cache(maxsize=1024)
def written_times(when: EventTime) -> WrittenTimes:
    """Return an event's DTSTART and DTEND.

    Days when no hour may be shown, from midnight to midnight, or past 48 hours; else wall
    time with the zone's name; else UTC, when the zone is unknown or does not fit one rule up
    and one down, or when a wall time comes twice or not at all that night (R33, R37).
    """
    start, end = _instants(when)
    if when.is_date_only or _is_midnight_to_midnight(when) or end - start > LONGEST_BAR:
        lines = _day_lines(when)
        return WrittenTimes(start, end, lines, lines, days=True)
    utc_lines = _lines(f"{start:%Y%m%dT%H%M%SZ}", f"{end:%Y%m%dT%H%M%SZ}")
    plan = _fitting_plan(when.zone, start, end)
    if plan is None:
        return WrittenTimes(start, end, utc_lines, utc_lines)
    first, last = (f"{to_local(moment, when.zone):%Y%m%dT%H%M%S}" for moment in (start, end))
    return WrittenTimes(start, end, _lines(first, last, when.zone), utc_lines, when.zone, vtimezone(plan))


def is_written_as_days_despite_hours(when: EventTime) -> bool:
    """Tell whether hours are known but too many for a bar, so that the text must say them."""
    return written_times(when).days and not when.is_date_only and not _is_midnight_to_midnight(when)


def has_known_end(when: EventTime) -> bool:
    """Tell whether the record has an end after the start."""
    return when.end_utc is not None and when.end is not None and when.end_utc > when.start_utc


def _instants(when: EventTime) -> tuple[datetime, datetime]:
    start = _instant(when.start, when.start_utc, when.zone)
    if not has_known_end(when) or when.end is None or when.end_utc is None:
        return start, start + DEFAULT_LENGTH
    end = _instant(when.end, when.end_utc, when.zone)
    return start, end if end > start else start + DEFAULT_LENGTH


def _instant(wall: datetime, stored: datetime, zone: str) -> datetime:
    """Return the instant of a wall time; the wall time wins over an instant stored by older rules."""
    stored = stored.astimezone(UTC)
    try:
        return stored if to_local(stored, zone) == wall else resolve(wall, zone)
    except DomainError:
        return stored


def _fitting_plan(zone: str, start: datetime, end: datetime) -> ZonePlan | None:
    if zone.startswith("Etc/") or "/" not in zone or start.year not in _YEARS:
        return None
    try:
        get_zone(zone)
    except UnknownZone:
        return None
    plan = plan_for(zone, start, end)
    if plan is None:
        return None
    for moment in (start, end):
        wall = to_local(moment, zone)
        if is_ambiguous(wall, zone) or plan.instant_of(wall) != moment:
            return None
    return plan


def _is_midnight_to_midnight(when: EventTime) -> bool:
    ends = when.end if has_known_end(when) else None
    return ends is not None and when.start.time() == ends.time() == _MIDNIGHT


def _day_lines(when: EventTime) -> bytes:
    first = when.first_day
    after = max(first, when.last_day) + timedelta(days=1)
    parameters = (("VALUE", "DATE"),)
    return content_line("DTSTART", f"{first:%Y%m%d}", parameters) + content_line("DTEND", f"{after:%Y%m%d}", parameters)


def _lines(start: str, end: str, zone: str | None = None) -> bytes:
    parameters = (("TZID", zone),) if zone else ()
    return content_line("DTSTART", start, parameters) + content_line("DTEND", end, parameters)
