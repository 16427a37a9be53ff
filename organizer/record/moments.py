"""Where an event stands in time. Ends are instants that were worked out in the event's own zone, never in a reader's."""

from datetime import datetime, timedelta

from .types import EventRecord

#: How long an event goes on that says no end.
_USUAL_LENGTH = timedelta(hours=4)


def is_over(event: EventRecord, now: datetime) -> bool:
    """Tell whether an event has ended; one without a known end after four hours, a day-long one with its last day."""
    end = event.time.end_utc or event.time.start_utc + _USUAL_LENGTH
    return end <= now


def is_under_way(event: EventRecord, now: datetime) -> bool:
    """Tell whether an event has started and not ended."""
    return event.time.start_utc <= now and not is_over(event, now)
