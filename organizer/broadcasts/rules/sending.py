"""When a message leaves, and how many may."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from organizer.foundation.core.errors import DomainError
from organizer.foundation.core.walltime import get_zone

#: So long nothing leaves, and the message can be taken back.
UNDO = timedelta(minutes=1)
#: An event's guests hear from its hosts at most so often in so many days (security.md AD5).
MOST_PER_EVENT, LIMIT_DAYS = 3, 7
#: Messages of one campaign to single people in a day (UTC); the rest waits for the next.
DAILY_CAP = 20_000


@dataclass(frozen=True, slots=True)
class Moment:
    """A naive wall time at which a message leaves, by the clock of ``zone``; None: by the clock of each recipient's event."""

    wall: datetime
    zone: str | None = None


class TooManyMessages(DomainError):
    """The event's guests have heard enough from its hosts; params: most, days."""

    code = "too_many_messages"


class HourIsOver(DomainError):
    """The moment is in the past already."""

    code = "message_hour_is_over"


def due_in(zone: str, wall: datetime) -> datetime:
    """Return the instant (UTC) of a naive wall time in a zone.

    A wall time that the clocks skip counts as after the gap, one that comes twice as the first (PEP 495): a message has
    no hour that somebody waits for. Raises UnknownZone.
    """
    return wall.replace(tzinfo=get_zone(zone), fold=0).astimezone(UTC)
