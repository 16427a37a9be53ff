"""Several mail servers in their order: one that takes no mail is left alone for a while, and the next one is asked.

A mail goes on to the next server only when this one has certainly not taken it: it could not be reached, or refused
to talk. Whoever was cut off in the middle may have it already.
"""

import time
from collections import deque
from collections.abc import Callable, Sequence
from datetime import timedelta
from email.message import EmailMessage

from .brakes import BrakeBook, MemoryBrakes
from .failures import ServerAway, TemporaryFailure
from .smtp import SmtpTransport

#: Servers that are cut off this often in a row, in the middle of mails, are left alone, too.
_MOST_CUTS = 3
_CUTS = ("timeout", "connection-lost", "smtp-421")
_MINUTE = 60.0


class Relay:
    """One server with its name in tables and pages, and how many mails a minute it takes."""

    def __init__(self, name: str, transport: SmtpTransport, rate: int, clock: Callable[[], float]) -> None:
        """``rate``: 0 for any number."""
        self.name, self.transport = name, transport
        self._rate, self._clock = rate, clock
        self._sent: deque[float] = deque()
        self.cuts = 0

    @property
    def has_room(self) -> bool:
        """Tell whether it takes another mail in this minute."""
        while self._sent and self._sent[0] <= self._clock() - _MINUTE:
            self._sent.popleft()
        return not self._rate or len(self._sent) < self._rate

    def send(self, message: EmailMessage, recipient: str) -> None:
        """Hand a mail over; it counts, whatever becomes of it."""
        if self._rate:
            self._sent.append(self._clock())
        self.transport.send(message, recipient)


class RelayTransport:
    """Hands mails to the first server that takes them. Not for several threads at once."""

    def __init__(
        self,
        transports: Sequence[tuple[SmtpTransport, int]],
        brakes: BrakeBook | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """``transports``: each with its rate, in the order in which they are asked."""
        self._relays = [
            Relay(relay_name(number), transport, rate, clock) for number, (transport, rate) in enumerate(transports, 1)
        ]
        self._brakes: BrakeBook = brakes or MemoryBrakes()
        self.sender = transports[0][0].sender
        # One that is asked in vain costs its own patience before the next one's begins.
        self.patience = sum((transport.patience for transport, _ in transports), timedelta(0))

    def send(self, message: EmailMessage, recipient: str) -> None:
        """Return once a server has taken the mail. Raises ServerAway, TemporaryFailure, PermanentFailure."""
        cause = "relays-paused"
        for relay in self._relays:
            if self._brakes.is_held(relay.name):
                continue
            if not relay.has_room:
                cause = "rate"
                continue
            try:
                self._send(relay, message, recipient)
            except ServerAway as away:
                cause = away.cause
                self._brakes.miss(relay.name, away.cause)
            else:
                return
        raise ServerAway(cause)

    def _send(self, relay: Relay, message: EmailMessage, recipient: str) -> None:
        try:
            relay.send(message, recipient)
        except ServerAway:
            raise
        except TemporaryFailure as failure:
            relay.cuts = relay.cuts + 1 if failure.cause in _CUTS else 0
            if relay.cuts >= _MOST_CUTS:
                relay.cuts = 0
                self._brakes.miss(relay.name, failure.cause)
            raise
        relay.cuts = 0
        self._brakes.clear(relay.name)

    def close(self) -> None:
        """Take leave of all servers."""
        for relay in self._relays:
            relay.transport.close()


def relay_name(number: int) -> str:
    """Return the name of the n-th server in tables and pages."""
    return f"relay-{number}"
