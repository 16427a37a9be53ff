"""How often a password may be tried for one address.

There is no lock-out that others could bring about: after the limit the password rests for the
rest of the window, and the mailed link always works.
"""

from datetime import timedelta

from organizer.foundation.core.errors import DomainError

WINDOW = timedelta(minutes=15)
MAX_TRIES = 10


class TooManyTries(DomainError):
    """The password has been tried too often for this address; params: minutes."""

    code = "too_many_tries"


def refuse_too_many(count: int) -> None:
    """Raise TooManyTries when ``count`` (this try included) is over the limit."""
    if count > MAX_TRIES:
        raise TooManyTries(minutes=int(WINDOW.total_seconds() // 60))
