"""When an event is, worked out from wall times: instants, and refusals."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from organizer.foundation.core.errors import DomainError
from organizer.foundation.core.walltime import resolve

from .details import EventDetails

#: Longer than any vigil; past this somebody mistyped a year.
MAX_LENGTH = timedelta(days=31)


class EndsBeforeStart(DomainError):
    """The end is not after the start."""

    code = "ends_before_start"


class TooLong(DomainError):
    """The event lasts longer than an event can; params: days."""

    code = "too_long"


class CapacityTooSmall(DomainError):
    """Fewer places than people who are coming; params: taken, and online when it is the places online."""

    code = "capacity_below_taken"


@dataclass(frozen=True, slots=True)
class Timing:
    """The instants of an event (aware, UTC). ``ends_utc`` is None when no end is known."""

    starts_utc: datetime
    ends_utc: datetime | None


def work_out_timing(details: EventDetails) -> Timing:
    """Return the instants of the wall times.

    Raises UnknownZone, TimeDoesNotExist, TimeIsAmbiguous, EndsBeforeStart, TooLong. All-day events
    run from the first instant of the first day to the first instant after the last.
    """
    if details.all_day or details.to_be_announced:
        last = details.end if details.all_day and details.end else details.start
        if last < details.start:
            raise EndsBeforeStart
        _refuse_too_long(details.start, last)
        return Timing(first_instant(details.start, details.zone), first_instant(last + timedelta(days=1), details.zone))
    starts = resolve(details.start, details.zone, details.fold)
    if details.end is None:
        return Timing(starts, None)
    ends = resolve(details.end, details.zone, details.fold if details.end.date() == details.start.date() else 0)
    if ends <= starts:
        raise EndsBeforeStart
    _refuse_too_long(details.start, details.end)
    return Timing(starts, ends)


def check_timing(details: EventDetails) -> None:
    """Raise what ``work_out_timing`` raises; for forms."""
    work_out_timing(details)


def first_instant(day: datetime, zone: str) -> datetime:
    """Return the first instant of a local day; where clocks skip midnight, the first that exists."""
    midnight = day.replace(hour=0, minute=0, second=0)
    for minutes in range(0, 24 * 60, 15):
        local = midnight + timedelta(minutes=minutes)
        try:
            return resolve(local, zone, 0)
        except DomainError as error:
            if error.code != "time_does_not_exist":
                raise
    # Samoa skipped a whole day in 2011: the next day's first instant is the honest answer.
    return first_instant(midnight + timedelta(days=1), zone)


def _refuse_too_long(start: datetime, end: datetime) -> None:
    if end - start > MAX_LENGTH:
        raise TooLong(days=MAX_LENGTH.days)
