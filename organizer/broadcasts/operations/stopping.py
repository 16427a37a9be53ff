"""Kill switches: one message, or all of a campaign. What is in the outbox and has not left does not leave."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, delete, or_, select
from sqlalchemy.orm import Session

from organizer.broadcasts.models import Broadcast, BroadcastStop
from organizer.broadcasts.queries import lock_broadcast
from organizer.broadcasts.rules import STOPPABLE, State, check_state
from organizer.foundation.access import Actor
from organizer.foundation.audit import Act, record_act
from organizer.foundation.core.ids import new_id
from organizer.foundation.db import add_row_unless_there

from .expanding import USEFUL


def stop(session: Session, *, broadcast_id: UUID, actor: Actor, now: datetime) -> Broadcast:
    """Stop a message: nothing more of it leaves, ever. Raises MessageIsElsewhere, NotFound."""
    row = lock_broadcast(session, broadcast_id=broadcast_id)
    if not may_be_stopped(row, now):
        check_state(row.state, *STOPPABLE)
    row.state, row.ended_at = State.STOPPED, now
    record_act(session, actor=actor, act=Act("message-stopped", "broadcast", row.id, row.campaign_id))
    return row


def stop_all(session: Session, *, campaign_id: UUID, actor: Actor, now: datetime) -> int:
    """Stop every message of a campaign, and let none begin until ``lift_stop``; return how many were stopped."""
    add_row_unless_there(session, BroadcastStop(id=new_id(), campaign_id=campaign_id, stopped_at=now))
    lately = and_(Broadcast.state == State.DONE, Broadcast.ended_at > now - USEFUL)
    query = select(Broadcast).where(
        Broadcast.campaign_id == campaign_id, or_(Broadcast.state.in_(sorted(STOPPABLE)), lately)
    )
    rows = session.scalars(query.order_by(Broadcast.id).with_for_update()).all()
    for row in rows:
        row.state, row.ended_at = State.STOPPED, now
    record_act(session, actor=actor, act=Act("messages-all-stopped", "campaign", campaign_id, campaign_id))
    return len(rows)


def lift_stop(session: Session, *, campaign_id: UUID, actor: Actor) -> None:
    """Let messages be sent again; what was stopped stays so."""
    session.execute(delete(BroadcastStop).where(BroadcastStop.campaign_id == campaign_id))
    record_act(session, actor=actor, act=Act("messages-go-on", "campaign", campaign_id, campaign_id))


def may_be_stopped(row: Broadcast, now: datetime) -> bool:
    """Tell whether something of the message may still be on its way."""
    is_late = row.state is State.DONE and row.ended_at is not None and row.ended_at > now - USEFUL
    return row.state in STOPPABLE or is_late
