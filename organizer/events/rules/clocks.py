"""What becomes of an event when a government changes the clocks: the hour on the square stays (calendars.md R38)."""

from dataclasses import dataclass, replace
from datetime import datetime

from organizer.foundation.core.walltime import TimeDoesNotExist, resolve

from .details import EventDetails
from .timing import Timing, work_out_timing


@dataclass(frozen=True, slots=True)
class Retimed:
    """The details with wall times that exist, and their instants now.

    ``is_moved``: the clocks skip the hour at which the event started; it starts at another one.
    """

    details: EventDetails
    timing: Timing
    is_moved: bool


def follow_clocks(details: EventDetails) -> Retimed:
    """Return the event's instants by the clock rules in force now.

    The wall time is kept. One that the new rules skip becomes the first that exists after it; an end that would then
    not be after the start is left open. Raises UnknownZone.
    """
    given = details.start
    if not (details.all_day or details.to_be_announced):
        start = _existing(details.start, details)
        end = _existing(details.end, details) if details.end else None
        details = replace(details, start=start, end=end if end is None or end > start else None)
    return Retimed(details, work_out_timing(details), is_moved=details.start != given)


def _existing(wall: datetime, details: EventDetails) -> datetime:
    try:
        resolve(wall, details.zone, details.fold)
    except TimeDoesNotExist as refusal:
        after = refusal.params["after"]
        if not isinstance(after, datetime):
            raise
        return after
    return wall
