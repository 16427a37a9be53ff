"""Another pair of eyes: a message that waits is let through, or not."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from organizer.accounts.queries import get_person
from organizer.broadcasts.models import Broadcast
from organizer.broadcasts.queries import lock_broadcast
from organizer.broadcasts.rules import NeedsOtherHands, State, check_state
from organizer.foundation.access import Actor
from organizer.foundation.audit import Act, record_act
from organizer.foundation.core.email import stored_email
from organizer.foundation.outbox import Letter, enqueue, own_occurrence

from .planning import plan_waves


def approve(session: Session, *, broadcast_id: UUID, actor: Actor, now: datetime) -> Broadcast:
    """Let a message through: it leaves after a minute, or at its moment. Raises MessageIsElsewhere, NeedsOtherHands."""
    row = _held(session, broadcast_id, actor)
    row.state = State.RUNNING
    plan_waves(session, row, now)
    _tell(session, row, actor, "message-approved")
    return row


def refuse(session: Session, *, broadcast_id: UUID, actor: Actor, reason: str) -> Broadcast:
    """Let a message not through, and tell its writer why. Raises MessageIsElsewhere, NeedsOtherHands."""
    row = _held(session, broadcast_id, actor)
    row.state, row.reason = State.REFUSED, reason
    _tell(session, row, actor, "message-refused")
    return row


def _held(session: Session, broadcast_id: UUID, actor: Actor) -> Broadcast:
    row = lock_broadcast(session, broadcast_id=broadcast_id)
    check_state(row.state, State.HELD)
    if row.author_id is not None and row.author_id == actor.person_id:
        raise NeedsOtherHands
    row.decided_by = actor.person_id
    return row


def _tell(session: Session, row: Broadcast, actor: Actor, verb: str) -> None:
    record_act(session, actor=actor, act=Act(verb, "broadcast", row.id, row.campaign_id, row.reason))
    if row.author_id is None:
        return
    author = get_person(session, person_id=row.author_id)
    letter = Letter(
        kind="broadcast-decided",
        subject_id=row.id,
        recipient=stored_email(author.email),
        locale=author.locale,
        context={},
        campaign_id=row.campaign_id,
        occurrence=f"{verb}.{own_occurrence()}",
    )
    enqueue(session, letter)
