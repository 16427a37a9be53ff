"""When a zone's clocks change, found by asking zoneinfo (calendars.md section 5, step 2)."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from organizer.foundation.core.tz import use_newest_tzdata
from organizer.foundation.core.walltime import get_zone, offset_at

_STEP = timedelta(days=7)
_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class ZoneChange:
    """One change of a zone's clocks: the instant (UTC) and the offsets around it."""

    at: datetime
    before: timedelta
    after: timedelta

    @property
    def wall(self) -> datetime:
        """What the clocks showed at the change, before it was made (naive)."""
        return (self.at + self.before).replace(tzinfo=None)


def changes_between(zone: str, first_year: int, last_year: int) -> tuple[ZoneChange, ...]:
    """Return the changes of ``zone`` in these years (UTC, both included), in order.

    Raises UnknownZone. A pair of changes that cancel each other within one week is not seen.
    """
    version = use_newest_tzdata().version
    years = range(first_year, last_year + 1)
    return tuple(change for year in years for change in _changes_in_year(zone, year, version))


@lru_cache(maxsize=8192)
def _changes_in_year(zone: str, year: int, _version: str) -> tuple[ZoneChange, ...]:
    found = []
    low, end = datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC)
    tz = get_zone(zone)
    before = low.astimezone(tz).utcoffset()
    while low < end:
        high = min(low + _STEP, end)
        after = high.astimezone(tz).utcoffset()
        if after != before:
            found.append(_exact_change(zone, low, high))
        low, before = high, after
    return tuple(found)


def _exact_change(zone: str, low: datetime, high: datetime) -> ZoneChange:
    before, after = offset_at(zone, low), offset_at(zone, high)
    while high - low > _SECOND:
        middle = (low + (high - low) / 2).replace(microsecond=0)
        if offset_at(zone, middle) == before:
            low = middle
        else:
            high = middle
    return ZoneChange(at=high, before=before, after=after)
