"""The one clock. Rules take ``now`` as a parameter; only edges ask here."""

from datetime import UTC, datetime


def now() -> datetime:
    """Return the current instant, aware, in UTC, in whole seconds.

    Whole seconds, because iCalendar and HTTP dates hold no fraction and a stored
    stamp must come out of the database as it went in.
    """
    return datetime.now(UTC).replace(microsecond=0)
