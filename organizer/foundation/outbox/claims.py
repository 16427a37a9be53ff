"""Claims: one worker holds one message for a while, then says what became of it.

Each function is one short transaction of its caller; nothing is sent inside one.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Update, select, update
from sqlalchemy.orm import Session

from .models import Message
from .rules import MOST_TRIES, SERVER_PAUSE, State, retry_pause

_OVER = {"next_attempt_at": None, "claimed_by": None}


@dataclass(frozen=True, slots=True)
class Claim:
    """A message that one worker holds."""

    message_id: UUID
    worker: str
    attempts: int


def claim_next(session: Session, *, now: datetime, worker: str, lease: timedelta) -> Claim | None:
    """Give the longest due message to ``worker`` until ``now + lease``; None when nothing is due.

    A claim whose lease has run out is due again. A message that was claimed too often kills its workers: it ends.
    """
    while (claim := _claim(session, now=now, worker=worker, lease=lease)) is not None:
        if claim.attempts <= MOST_TRIES:
            return claim
        mark_dead(session, claim, now=now, cause="gave-up")
    return None


def mark_sent(session: Session, claim: Claim, *, now: datetime) -> None:
    """Note that a mail server took it; true even when the lease has run out meanwhile."""
    ended = {"state": State.SENT, "ended_at": now, "error": None, **_OVER}
    session.execute(update(Message).where(Message.id == claim.message_id, Message.state != State.SENT).values(**ended))


def mark_retry(session: Session, claim: Claim, *, now: datetime, cause: str) -> None:
    """Put it back for later, with a growing pause; after the last try it is dead."""
    if claim.attempts >= MOST_TRIES:
        mark_dead(session, claim, now=now, cause=cause)
        return
    pause = retry_pause(claim.attempts, secrets.randbelow(1000) / 1000)
    _put_back(session, claim, at=now + pause, attempts=claim.attempts, cause=cause)


def mark_server_away(session: Session, claim: Claim, *, now: datetime, cause: str) -> None:
    """Put it back for the next look at the server; the try does not count against the message."""
    _put_back(session, claim, at=now + SERVER_PAUSE, attempts=claim.attempts - 1, cause=cause)


def mark_dead(session: Session, claim: Claim, *, now: datetime, cause: str) -> None:
    """End it for good, with the cause; its words stay for three days, so that an operator can send it again."""
    session.execute(_held(claim).values(state=State.DEAD, ended_at=now, error=cause, **_OVER))


def mark_held(session: Session, claim: Claim, *, until: datetime, cause: str) -> None:
    """Put it back until it may leave; the try does not count."""
    _put_back(session, claim, at=until, attempts=claim.attempts - 1, cause=cause)


def mark_dropped(session: Session, claim: Claim, *, now: datetime, cause: str | None = None) -> None:
    """End it because it is no longer true, of use or wanted; recipient and words are forgotten at once."""
    forgotten = {"recipient_sealed": None, "context_sealed": None}
    session.execute(_held(claim).values(state=State.DROPPED, ended_at=now, error=cause, **forgotten, **_OVER))


def release_claims(session: Session, *, worker: str, now: datetime) -> int:
    """Put back what ``worker`` holds; for a shutdown. Returns how many."""
    held = update(Message).where(Message.claimed_by == worker, Message.state == State.CLAIMED)
    back = held.values(state=State.QUEUED, claimed_by=None, next_attempt_at=now, attempts=Message.attempts - 1)
    return len(session.scalars(back.returning(Message.id)).all())


def put_back_claims(session: Session, *, worker: str, now: datetime) -> int:
    """Make due at once what a killed ``worker`` held; the try counts, it may be what killed it. Returns how many."""
    held = update(Message).where(Message.claimed_by == worker, Message.state == State.CLAIMED)
    back = held.values(state=State.QUEUED, claimed_by=None, next_attempt_at=now)
    return len(session.scalars(back.returning(Message.id)).all())


def _claim(session: Session, *, now: datetime, worker: str, lease: timedelta) -> Claim | None:
    """One statement: SKIP LOCKED on PostgreSQL; on SQLite the transaction holds the only write lock."""
    due = select(Message.id).where(Message.next_attempt_at <= now).order_by(Message.next_attempt_at, Message.id)
    first = due.limit(1).with_for_update(skip_locked=True).scalar_subquery()
    taken = {"state": State.CLAIMED, "claimed_by": worker, "next_attempt_at": now + lease}
    claim = update(Message).where(Message.id == first).values(attempts=Message.attempts + 1, **taken)
    row = session.execute(claim.returning(Message.id, Message.attempts)).one_or_none()
    return None if row is None else Claim(row.id, worker, row.attempts)


def _put_back(session: Session, claim: Claim, *, at: datetime, attempts: int, cause: str) -> None:
    waiting = {"state": State.QUEUED, "claimed_by": None, "next_attempt_at": at}
    session.execute(_held(claim).values(attempts=attempts, error=cause, **waiting))


def _held(claim: Claim) -> Update:
    """The message, as long as this worker still holds it: another one may have taken over after the lease."""
    return update(Message).where(
        Message.id == claim.message_id, Message.claimed_by == claim.worker, Message.state == State.CLAIMED
    )
