"""Delivering what is due: claim, render, send, note. One message at a time, so that a crash touches one.

Promise: no message is lost; one that a worker had sent but not noted when it died goes out again, with the
same Message-ID, so that most mail clients show it once.
"""

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from enum import StrEnum

import structlog
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from organizer.foundation.core.clock import now as current_time
from organizer.foundation.core.email import EmailNotUsable
from organizer.foundation.core.errors import TryAgainLater
from organizer.foundation.core.ids import new_code
from organizer.foundation.core.languages import interface_language
from organizer.foundation.db import Database

from . import claims
from .brakes import ALL, is_held
from .claims import Claim
from .compose import Envelope, Rendered, compose
from .failures import PermanentFailure, ServerAway, TemporaryFailure
from .models import Message
from .purposes import STOPPABLE, Purpose, Reason
from .rules import HELD_PAUSE, MOST_BROKEN_TRIES
from .suppression import Addressee, find_reason, suppress
from .tallies import Count, add_one, count_of, is_over_budget
from .transport import Transport

#: Renders a message in its locale, None when it is no longer true. Reads only; the session is undone.
#: Raises TemporaryFailure when it can't be known yet.
Render = Callable[[Session, Message], Rendered | None]

_log = structlog.get_logger("organizer.outbox")
_MARGIN = timedelta(minutes=1)
_NOTE_TRIES = 5


class Outcome(StrEnum):
    """What became of one try."""

    SENT = "sent"
    LATER = "later"
    SERVER_AWAY = "server-away"
    BROKEN = "broken"  # it could not be rendered
    HELD = "held"  # it may leave later: its day's budget is spent, or mails of its purpose are stopped
    DEAD = "dead"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Try:
    """One try and, where it failed, its cause.

    ``count``: where a mail that left is counted; ``nobody``: an address that takes no mails; ``until``: when a held
    mail may leave.
    """

    outcome: Outcome
    cause: str = ""
    count: Count | None = None
    nobody: Addressee | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Ready:
    """A mail that may leave now."""

    mail: EmailMessage
    recipient: str
    addressee: Addressee
    count: Count


@dataclass(frozen=True, slots=True)
class DeliveryReport:
    """What one round did. ``is_more``: the limit ended it, not the queue."""

    counts: dict[Outcome, int]
    is_more: bool = False


@dataclass(frozen=True, slots=True)
class Postman:
    """Carries messages from the table to the transport.

    ``lease``: how long a message stays with a worker that died; by default a minute more than one mail can take.
    """

    database: Database
    transport: Transport
    render: Render
    lease: timedelta | None = None
    name: str = field(default_factory=lambda: new_code(12))

    def deliver(
        self, *, now: datetime, limit: int = 100, is_stopping: Callable[[], bool] = lambda: False
    ) -> DeliveryReport:
        """Deliver up to ``limit`` due messages over one connection; ends early when the server is away."""
        counts: Counter[Outcome] = Counter()
        clock = _ticking(now)
        try:
            while counts.total() < limit and not is_stopping():
                claim = self._claim(clock())
                if claim is None:
                    return DeliveryReport(dict(counts))
                attempt = self._try(claim, clock())
                self._note(claim, attempt, clock)
                counts[attempt.outcome] += 1
                if attempt.outcome is Outcome.SERVER_AWAY:
                    return DeliveryReport(dict(counts))
            return DeliveryReport(dict(counts), is_more=True)
        finally:
            self.transport.close()
            if counts:
                _log.info("mail_round", **{str(outcome): count for outcome, count in counts.items()})

    def deliver_round(self, is_stopping: Callable[[], bool]) -> bool:
        """Deliver what is due now; True when more is waiting. For the worker's loop."""
        return self.deliver(now=current_time(), is_stopping=is_stopping).is_more

    def release(self) -> None:
        """Put back what this postman still holds; for a shutdown that did not come between two mails."""
        self.database.run(lambda session: claims.release_claims(session, worker=self.name, now=current_time()))

    def _claim(self, now: datetime) -> Claim | None:
        lease = self.lease or self.transport.patience + _MARGIN

        def claim(session: Session) -> Claim | None:
            if is_held(session, ALL, now):
                return None
            return claims.claim_next(session, now=now, worker=self.name, lease=lease)

        return self.database.run(claim)

    def _try(self, claim: Claim, now: datetime) -> Try:
        try:
            ready = self._prepare(claim, now)
        except (TryAgainLater, OperationalError):
            raise  # the database, not the message
        except EmailNotUsable:
            return Try(Outcome.DEAD, "address")
        except TemporaryFailure as failure:
            return Try(Outcome.LATER, failure.cause)  # whoever renders must know first what became of another mail
        # A message that nobody can render must not stop the queue; the cause is kept on its row, without words.
        except Exception as error:  # noqa: BLE001  # any fault of any renderer
            _log.warning("mail_not_rendered", kind=type(error).__name__)
            return Try(Outcome.BROKEN, f"render-{type(error).__name__}"[:80])
        return ready if isinstance(ready, Try) else self._send(ready)

    def _send(self, ready: Ready) -> Try:
        try:
            self.transport.send(ready.mail, ready.recipient)
        except ServerAway as failure:
            return Try(Outcome.SERVER_AWAY, failure.cause)
        except TemporaryFailure as failure:
            return Try(Outcome.LATER, failure.cause)
        except PermanentFailure as failure:
            return Try(Outcome.DEAD, failure.cause, nobody=ready.addressee if failure.is_nobody else None)
        return Try(Outcome.SENT, count=ready.count)

    def _prepare(self, claim: Claim, now: datetime) -> Ready | Try:
        """Return the mail, or why it does not leave: gone, too late, no longer true, not wanted, or not yet."""
        with self.database.reading() as session:
            message = session.get(Message, claim.message_id)
            if message is None or message.recipient is None:
                return Try(Outcome.DROPPED)
            if message.not_after is not None and message.not_after < now:
                return Try(Outcome.DROPPED)
            rendered = self.render(session, message)
            if rendered is None:
                return Try(Outcome.DROPPED)
            count = count_of(session, message.recipient, rendered.purpose, now)
            refusal = _refusal(session, message.recipient_index, count, now)
            if refusal is not None:
                return refusal
            sender = self.transport.sender
            message_id = f"{message.message_id}@{sender.domain}"
            envelope = Envelope(message.recipient, sender, message_id, now, interface_language([message.locale]))
            addressee = Addressee(message.recipient_index, message.campaign_id)
            return Ready(compose(rendered, envelope), message.recipient, addressee, count)

    def _note(self, claim: Claim, attempt: Try, clock: Callable[[], datetime]) -> None:
        """Write down what became of it, and insist: a mail that left unnoted goes out twice."""
        for tries_left in reversed(range(_NOTE_TRIES)):
            try:
                self.database.run(lambda session: _mark(session, claim, attempt, clock()))
                return
            except TryAgainLater:
                if not tries_left:
                    raise
                time.sleep(0.2)


def deliver_due(
    database: Database, transport: Transport, render: Render, *, now: datetime, limit: int = 100
) -> DeliveryReport:
    """Deliver up to ``limit`` messages that are due at ``now``."""
    return Postman(database, transport, render).deliver(now=now, limit=limit)


def _refusal(session: Session, index: bytes, count: Count, now: datetime) -> Try | None:
    """Return what keeps a true mail from leaving: its recipient, its day's budget, or an operator."""
    reason = None if count.purpose is Purpose.ASKED else find_reason(session, index, count.purpose)
    if reason is not None:
        return Try(Outcome.DROPPED, f"suppressed-{reason.value}")
    if is_over_budget(session, count):
        if count.purpose is Purpose.CONFIRMING:  # tomorrow it would be as unwanted
            return Try(Outcome.DROPPED, f"budget-{count.purpose.value}")
        tomorrow = datetime.combine(count.day + timedelta(days=1), datetime.min.time(), UTC)
        return Try(Outcome.HELD, f"budget-{count.purpose.value}", until=tomorrow)
    if is_held(session, count.purpose, now):
        return Try(Outcome.HELD, f"stopped-{count.purpose.value}", until=now + HELD_PAUSE)
    return None


def _mark(session: Session, claim: Claim, attempt: Try, now: datetime) -> None:
    is_hopeless = attempt.outcome is Outcome.BROKEN and claim.attempts >= MOST_BROKEN_TRIES
    match attempt.outcome:
        case Outcome.SENT:
            claims.mark_sent(session, claim, now=now)
            if attempt.count is not None:
                add_one(session, attempt.count)
        case Outcome.DROPPED:
            claims.mark_dropped(session, claim, now=now, cause=attempt.cause or None)
        case Outcome.SERVER_AWAY:
            claims.mark_server_away(session, claim, now=now, cause=attempt.cause)
        case Outcome.HELD:
            claims.mark_held(session, claim, until=attempt.until or now + HELD_PAUSE, cause=attempt.cause)
        case Outcome.LATER | Outcome.BROKEN if not is_hopeless:
            claims.mark_retry(session, claim, now=now, cause=attempt.cause)
        case _:
            claims.mark_dead(session, claim, now=now, cause=attempt.cause)
            if attempt.nobody is not None:
                suppress(session, attempt.nobody, STOPPABLE, Reason.BOUNCE)


def _ticking(now: datetime) -> Callable[[], datetime]:
    """Return a clock that starts at ``now``: leases of a long round are counted from when they begin."""
    start = time.monotonic()
    return lambda: now + timedelta(seconds=int(time.monotonic() - start))
