"""When guests are reminded: the day before, and two hours before, as clocks at the event's place go.

A reminder is due at an instant and useful until another; what could not be sent in between is not sent. ``occasion``
names what it is about, so that an event that is moved is a new occasion, and nobody is reminded of the same one twice.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum

from organizer.foundation.core.walltime import get_zone

_HOURS = timedelta(hours=2)
_DAY = timedelta(days=1)
#: Nobody is woken for tomorrow's event.
_EARLIEST, _LATEST = time(9), time(20)
#: For an event that lasts a day, or whose hour is not known.
_MORNING = time(10)
#: Samoa had no 30 December in 2011: even then the day before comes half a day ahead.
_AT_LEAST = timedelta(hours=12)
#: No reminder is due earlier than this before the start: 20:00 the day before an event shortly before midnight, and an
#: hour of the clocks.
LONGEST_AHEAD = timedelta(hours=29)


class ReminderKind(StrEnum):
    """What guests are written about at its hour: the two reminders, and what else an event has once."""

    DAY = "day"
    HOURS = "hours"
    STILL_COMING = "still-coming"  # asks those who said nothing after a change
    THANKS = "thanks"  # the day after


@dataclass(frozen=True, slots=True)
class Reminder:
    """One reminder of one event: due at, useful until (both UTC), and what it is about."""

    kind: ReminderKind
    due: datetime
    until: datetime
    occasion: str


def reminders_of(start: datetime, starts_utc: datetime, zone: str, *, is_date_only: bool) -> tuple[Reminder, ...]:
    """Return the reminders of an event from its naive wall time, instant and IANA zone. Raises UnknownZone.

    One that lasts a day, or whose hour is not known, has no two hours before. A wall time that the clocks skip counts as
    after the gap, one that comes twice as the first (PEP 495).
    """
    hour = _MORNING if is_date_only else min(max(start.time(), _EARLIEST), _LATEST)
    wall = datetime.combine(start.date() - _DAY, hour)
    due = min(wall.replace(tzinfo=get_zone(zone)).astimezone(UTC), starts_utc - _AT_LEAST)
    until = starts_utc if is_date_only else starts_utc - _HOURS
    day = Reminder(ReminderKind.DAY, due, until, start.date().isoformat())
    if is_date_only:
        return (day,)
    return day, Reminder(ReminderKind.HOURS, starts_utc - _HOURS, starts_utc, f"{starts_utc:%Y-%m-%dT%H:%MZ}")
