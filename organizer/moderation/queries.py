"""What waits for a decision, what may be the same thing twice, and what was decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from organizer.accounts.models import Person
from organizer.events.models import Event, EventRevision
from organizer.events.policy import permitted_clause
from organizer.events.queries import line_of
from organizer.events.rules import WAITING_STATES
from organizer.events.rules.line import EventLine
from organizer.events.rules.notice import RevisionState
from organizer.foundation.access import Actor, Permission
from organizer.foundation.audit import list_acts


@dataclass(frozen=True, slots=True)
class Waiting:
    """An event that waits for a decision, and since when (aware, UTC)."""

    event: EventLine
    since: datetime


@dataclass(frozen=True, slots=True)
class Decision:
    """An act on an event: ``by`` is the name of who did it, None for a host or somebody without a name."""

    verb: str
    at: datetime
    by: str | None
    reason: str | None


def list_waiting(session: Session, *, actor: Actor, limit: int = 200) -> Sequence[Waiting]:
    """Return the events that the actor may decide on, who has waited longest first."""
    proposal = and_(EventRevision.event_id == Event.id, EventRevision.state == RevisionState.PROPOSED)
    since = func.coalesce(EventRevision.created_at, Event.updated_at, type_=Event.updated_at.type)
    query = select(Event, since).outerjoin(EventRevision, proposal)
    query = query.where(Event.state.in_(WAITING_STATES), permitted_clause(actor, Permission.EVENT_APPROVE))
    rows = session.execute(query.order_by(since, Event.id).limit(limit)).all()
    return [Waiting(line_of(row[0]), row[1]) for row in rows]


def list_lookalikes(session: Session, *, event: Event, limit: int = 5) -> Sequence[EventLine]:
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
    return [line_of(other) for other in found if other.starts.date() == event.starts.date()][:limit]


def list_decisions(session: Session, *, event: Event) -> Sequence[Decision]:
    """Return the acts on an event, newest first, each with the name of who did it."""
    acts = list_acts(session, campaign_id=event.campaign_id, subject_id=event.id)
    people = select(Person).where(Person.id.in_({act.actor_id for act in acts if act.actor_id is not None}))
    names = {person.id: person.name for person in session.scalars(people)}
    return [Decision(act.verb, act.at, names.get(act.actor_id) if act.actor_id else None, act.reason) for act in acts]
