"""What waits for a decision."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer.events.models import Event
from organizer.events.policy import permitted_clause
from organizer.events.rules import WAITING_STATES
from organizer.foundation.access import Actor, Permission


def list_waiting(session: Session, *, actor: Actor, limit: int = 200) -> Sequence[Event]:
    """Return the events that the actor may decide on, who has waited longest first."""
    waits = Event.state.in_(WAITING_STATES)
    query = select(Event).where(waits, permitted_clause(actor, Permission.EVENT_APPROVE))
    return session.scalars(query.order_by(Event.updated_at, Event.id).limit(limit)).all()


def list_lookalikes(session: Session, *, event: Event, limit: int = 5) -> Sequence[Event]:
    """Return other events of the campaign in the same city on the same day: perhaps the same one listed twice."""
    if event.city is None:
        return []
    same = (
        Event.campaign_id == event.campaign_id,
        Event.id != event.id,
        Event.city == event.city,
        Event.country == event.country,
        Event.confirmed_at.is_not(None),
    )
    found = session.scalars(select(Event).where(*same).order_by(Event.starts_utc, Event.id).limit(50)).all()
    return [other for other in found if other.starts.date() == event.starts.date()][:limit]
