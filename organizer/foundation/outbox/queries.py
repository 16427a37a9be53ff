"""How the outbox is doing, for the operator: numbers and causes, no addresses."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from .models import Message
from .rules import State

#: What is as it should be, though the mail did not arrive: wished so, held so, or told by a server afterwards.
_NO_FAILURES = ("suppressed-", "budget-", "stopped-", "bounced-", "complaint")


@dataclass(frozen=True, slots=True)
class OutboxHealth:
    """Messages by state; since when the longest waiting one is due; messages by cause that were tried and failed.

    ``held``: by cause, those that left or ended otherwise than hoped: suppressed, over budget, stopped, come back.
    """

    counts: Mapping[State, int]
    oldest_due: datetime | None
    failures: Mapping[str, int]
    held: Mapping[str, int] = field(default_factory=dict)


def outbox_health(session: Session, *, now: datetime) -> OutboxHealth:
    """Return all of it at once."""
    causes = count_causes(session)
    held = {cause: count for cause, count in causes.items() if cause.startswith(_NO_FAILURES)}
    failures = {cause: count for cause, count in causes.items() if cause not in held}
    return OutboxHealth(count_by_state(session), find_oldest_due(session, now=now), failures, held)


def count_by_state(session: Session) -> dict[State, int]:
    """Return how many messages are in each state; every state is there."""
    counts = session.execute(select(Message.state, func.count()).group_by(Message.state)).all()
    return dict.fromkeys(State, 0) | {row[0]: row[1] for row in counts}


def find_oldest_due(session: Session, *, now: datetime) -> datetime | None:
    """Return since when the longest waiting due message is due."""
    return session.scalar(select(func.min(Message.next_attempt_at)).where(Message.next_attempt_at <= now))


def count_causes(session: Session) -> dict[str, int]:
    """Return how many messages wait or have ended, by cause (``smtp-550``, ``connection``, ``render-KeyError``)."""
    query = select(Message.error, func.count()).where(Message.error.is_not(None)).group_by(Message.error)
    return {cause: count for cause, count in session.execute(query).all() if cause is not None}
