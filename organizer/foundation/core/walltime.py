"""Wall time and zones: what a clock on the square shows, turned into an instant.

An event keeps its wall time and IANA zone; the instant is derived and may be derived
again when governments change the clocks. Times that do not exist or exist twice are
never guessed: the person is asked (RFC 5545 section 3.3.5; calendars.md R37).
"""

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from .errors import DomainError
from .tz import use_newest_tzdata


class UnknownZone(DomainError):
    """There is no such IANA zone; params: zone."""

    code = "unknown_zone"


class TimeDoesNotExist(DomainError):
    """The clocks skip this wall time; params: before, after (nearest valid, naive local)."""

    code = "time_does_not_exist"


class TimeIsAmbiguous(DomainError):
    """The clocks show this wall time twice; params: first, second (UTC offsets, timedelta)."""

    code = "time_is_ambiguous"


@lru_cache(maxsize=1)
def known_zones() -> frozenset[str]:
    """Return the names of all IANA zones in force, links included."""
    use_newest_tzdata()
    return frozenset(z for z in available_timezones() if "/" in z or z == "UTC") - {"localtime"}


@lru_cache(maxsize=1024)
def get_zone(name: str) -> ZoneInfo:
    """Return the zone. Raises UnknownZone, also for hostile names such as paths."""
    if name not in known_zones():
        raise UnknownZone(zone=name)
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise UnknownZone(zone=name) from error


def offset_at(zone: str, instant: datetime) -> timedelta:
    """Return the UTC offset in force in ``zone`` at an aware ``instant``."""
    return instant.astimezone(get_zone(zone)).utcoffset() or timedelta(0)


def is_ambiguous(local: datetime, zone: str) -> bool:
    """Tell whether the naive wall time happens twice in ``zone``."""
    tz = get_zone(zone)
    first, second = local.replace(tzinfo=tz, fold=0), local.replace(tzinfo=tz, fold=1)
    return first.utcoffset() != second.utcoffset() and _exists(local, tz)


def resolve(local: datetime, zone: str, fold: int | None = None) -> datetime:
    """Return the UTC instant of a naive wall time in an IANA zone.

    ``fold`` answers "first or second?" (0, 1) for a time that happens twice; None asks.
    Raises UnknownZone, TimeDoesNotExist (with the nearest valid times) or TimeIsAmbiguous.
    """
    tz = get_zone(zone)
    if not _exists(local, tz):
        raise TimeDoesNotExist(zone=zone, local=local, **_around_gap(local, tz))
    if fold is None and is_ambiguous(local, zone):
        first, second = (local.replace(tzinfo=tz, fold=n).utcoffset() for n in (0, 1))
        raise TimeIsAmbiguous(zone=zone, local=local, first=first, second=second)
    return local.replace(tzinfo=tz, fold=fold or 0).astimezone(UTC)


def to_local(instant: datetime, zone: str) -> datetime:
    """Return the naive wall time that clocks in ``zone`` show at an aware instant."""
    return instant.astimezone(get_zone(zone)).replace(tzinfo=None)


def _exists(local: datetime, tz: ZoneInfo) -> bool:
    for fold in (0, 1):
        aware = local.replace(tzinfo=tz, fold=fold)
        if aware.astimezone(UTC).astimezone(tz).replace(tzinfo=None, fold=0) == local.replace(fold=0):
            return True
    return False


def _around_gap(local: datetime, tz: ZoneInfo) -> dict[str, datetime]:
    """Return the last minute before the gap and the first after it, as wall times."""
    before_offset = local.replace(tzinfo=tz, fold=0).utcoffset() or timedelta(0)
    after_offset = local.replace(tzinfo=tz, fold=1).utcoffset() or timedelta(0)
    low = (local - max(before_offset, after_offset)).replace(tzinfo=UTC)
    high = (local - min(before_offset, after_offset)).replace(tzinfo=UTC)
    start = low.astimezone(tz).utcoffset()
    while high - low > timedelta(seconds=1):
        middle = (low + (high - low) / 2).replace(microsecond=0)
        if middle.astimezone(tz).utcoffset() == start:
            low = middle
        else:
            high = middle
    after = high.astimezone(tz).replace(tzinfo=None, fold=0)
    before = (high - timedelta(minutes=1)).astimezone(tz).replace(tzinfo=None, fold=0)
    return {"before": before, "after": after}
