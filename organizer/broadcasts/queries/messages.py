"""Reads of messages themselves."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from organizer.broadcasts.models import Broadcast, BroadcastStop, BroadcastWave
from organizer.broadcasts.policy import may_decide
from organizer.broadcasts.rules import LET_THROUGH, LIMIT_DAYS, State
from organizer.campaigns.models import CampaignRole
from organizer.events.models import Event
from organizer.foundation.access import PERMISSIONS_OF, Actor, Permission, Role
from organizer.foundation.core.errors import NotFound

_COUNTED = (State.HELD, State.RUNNING, State.DONE, State.STOPPED)


def get_broadcast(session: Session, *, broadcast_id: UUID) -> Broadcast:
    """Return a message. Raises NotFound."""
    row = session.get(Broadcast, broadcast_id)
    if row is None:
        raise NotFound(message=str(broadcast_id))
    return row


def lock_broadcast(session: Session, *, broadcast_id: UUID) -> Broadcast:
    """Return a message, its row locked until the transaction ends. Raises NotFound."""
    row = session.get(Broadcast, broadcast_id, with_for_update=True, populate_existing=True)
    if row is None:
        raise NotFound(message=str(broadcast_id))
    return row


def list_of_event(session: Session, *, event_id: UUID) -> Sequence[Broadcast]:
    """Return the messages to an event's guests, newest first."""
    return session.scalars(_newest_first(select(Broadcast).where(Broadcast.event_id == event_id))).all()


def list_of_campaign(session: Session, *, campaign_id: UUID, limit: int = 100) -> Sequence[Broadcast]:
    """Return a campaign's messages to hosts and subscribers, newest first."""
    mine = (Broadcast.campaign_id == campaign_id, Broadcast.event_id.is_(None))
    return session.scalars(_newest_first(select(Broadcast).where(*mine)).limit(limit)).all()


def list_waiting(session: Session, *, actor: Actor, limit: int = 200) -> Sequence[tuple[Broadcast, Event | None]]:
    """Return the messages that the actor may let through, who has waited longest first."""
    query = select(Broadcast, Event).outerjoin(Event, Event.id == Broadcast.event_id)
    held = query.where(Broadcast.state == State.HELD).order_by(Broadcast.asked_at, Broadcast.id).limit(limit)
    found = [(row[0], row[1]) for row in session.execute(held)]
    return [(broadcast, event) for broadcast, event in found if may_decide(actor, broadcast, event)]


def count_lately(session: Session, *, event_id: UUID, now: datetime) -> int:
    """Return how many messages an event's guests were to get in the last days, those that were stopped among them."""
    since = now - timedelta(days=LIMIT_DAYS)
    lately = (Broadcast.event_id == event_id, Broadcast.asked_at > since, Broadcast.state.in_(_COUNTED))
    return session.scalar(select(func.count()).select_from(Broadcast).where(*lately)) or 0


def is_known_author(session: Session, *, campaign_id: UUID, person_id: UUID | None) -> bool:
    """Tell whether an earlier message of this person was let through in the campaign."""
    if person_id is None:
        return False
    sent = (Broadcast.author_id == person_id, Broadcast.campaign_id == campaign_id, Broadcast.state.in_(LET_THROUGH))
    return session.scalar(select(Broadcast.id).where(*sent).limit(1)) is not None


def others_may_decide(session: Session, *, campaign_id: UUID, author_id: UUID | None) -> bool:
    """Tell whether somebody else could let a message to hosts or subscribers through."""
    roles = [
        role for role in Role if Permission.MESSAGE_APPROVE in PERMISSIONS_OF[role] and role is not Role.COORDINATOR
    ]
    query = select(CampaignRole.id).where(CampaignRole.campaign_id == campaign_id, CampaignRole.role.in_(roles))
    if author_id is not None:
        query = query.where(CampaignRole.person_id != author_id)
    return session.scalar(query.limit(1)) is not None


def is_stopped(session: Session, *, campaign_id: UUID) -> bool:
    """Tell whether no message to many leaves in the campaign."""
    return session.scalar(select(BroadcastStop.id).where(BroadcastStop.campaign_id == campaign_id)) is not None


def waves_of(session: Session, *, broadcast_id: UUID) -> Sequence[BroadcastWave]:
    """Return the waves of a message, the first due first."""
    query = select(BroadcastWave).where(BroadcastWave.broadcast_id == broadcast_id)
    return session.scalars(query.order_by(BroadcastWave.due_at, BroadcastWave.id)).all()


def _newest_first(query: Select[Broadcast]) -> Select[Broadcast]:
    return query.order_by(Broadcast.created_at.desc(), Broadcast.id.desc())
