"""States of a message, and how long it is tried."""

from datetime import timedelta
from enum import StrEnum

#: First pause, doubled at each try; nobody waits for a mail that comes a week late.
_FIRST_PAUSE = timedelta(minutes=1)
_LONGEST_PAUSE = timedelta(hours=24)
#: With these pauses sixteen tries take six days; RFC 5321 section 4.5.4.1 asks for four to five.
MOST_TRIES = 16
#: A message that cannot be made into a mail will not get better with time.
MOST_BROKEN_TRIES = 5
#: How long until the next look when the mail server as a whole is away.
SERVER_PAUSE = timedelta(minutes=1)
#: How long until the next look at a mail whose purpose an operator has stopped.
HELD_PAUSE = timedelta(minutes=5)
#: After this the recipient and the words of a mail that left are forgotten.
KEEP_WORDS = timedelta(hours=72)
#: After this nothing of it is left.
KEEP_ROW = timedelta(days=30)


class State(StrEnum):
    """Where a message stands."""

    QUEUED = "queued"  # waits for its time, new or after a failed try
    CLAIMED = "claimed"  # a worker holds it until the lease runs out
    SENT = "sent"  # a mail server took it
    DEAD = "dead"  # refused for good, or tried too often; the cause is on the row
    DROPPED = "dropped"  # no longer true or no longer wanted when its turn came


def retry_pause(tries: int, fraction: float) -> timedelta:
    """Return the pause after ``tries`` failed tries (1 or more), in whole seconds.

    ``fraction`` in [0, 1) is the jitter: the pause lies between half and the whole of its step,
    so that mails that failed together don't come back together.
    """
    step = min(_FIRST_PAUSE * 2 ** min(tries - 1, 20), _LONGEST_PAUSE)
    return timedelta(seconds=round(step.total_seconds() * (1 + fraction) / 2))
