"""When guests are thanked: the day after the end, in the morning, as clocks at the event's place go."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from organizer.foundation.core.walltime import get_zone

_HOUR = time(10)
_DAY = timedelta(days=1)
#: Thanks that come later than this surprise more than they please.
_USEFUL = timedelta(days=3)
#: Nothing is due earlier after the end, nor later, whatever the clocks: for the query that looks for what is due.
LEAST_AFTER, MOST_AFTER = timedelta(hours=8), timedelta(days=2) + _USEFUL


@dataclass(frozen=True, slots=True)
class Thanks:
    """Due at, useful until (both UTC), and the day that it is for."""

    due: datetime
    until: datetime
    occasion: str


def thanks_of(end: datetime, zone: str) -> Thanks:
    """Return when guests are thanked, from the naive wall time at which the event ends and its IANA zone.

    An hour that the clocks skip counts as after the gap (PEP 495). Raises UnknownZone.
    """
    wall = datetime.combine(end.date() + _DAY, _HOUR, get_zone(zone))
    due = wall.astimezone(UTC)
    return Thanks(due, due + _USEFUL, end.date().isoformat())
