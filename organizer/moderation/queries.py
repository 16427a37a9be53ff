"""What waits for a decision, what may be the same thing twice, and what was decided."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from organizer.accounts.models import Person
from organizer.events.models import Event, EventRevision
from organizer.events.policy import permitted_clause, stand_of, waits_clause
from organizer.events.queries import details_of, get_series, line_of, list_dates, read_revision
from organizer.events.rules import EventDetails, EventState
from organizer.events.rules.line import EventLine
from organizer.events.rules.notice import RevisionState
from organizer.events.rules.repeating import MOST_DATES
from organizer.foundation.access import Actor, Permission, can
from organizer.foundation.audit import list_acts

#: Any day will do, so that dates can be laid over each other.
_SOME_DAY = datetime(2000, 1, 1)  # noqa: DTZ001 - wall time


@dataclass(frozen=True, slots=True)
class Waiting:
    """An event that waits for a decision, and since when (aware, UTC); of a series its first date stands for all.

    ``codes``: those of all of them that wait, its own too.
    """

    event: EventLine
    since: datetime
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """An act on an event: ``by`` is the name of who did it, None for a host or somebody without a name."""

    verb: str
    at: datetime
    by: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Beside:
    """A date of a series that stands as the one before the reader; ``is_alike``: it differs in nothing but its day."""

    event: EventLine
    is_alike: bool


def list_waiting(session: Session, *, actor: Actor, limit: int = 200) -> Sequence[Waiting]:
    """Return the events that the actor may decide on, who has waited longest first."""
    proposal = and_(EventRevision.event_id == Event.id, EventRevision.state == RevisionState.PROPOSED)
    since = func.coalesce(EventRevision.created_at, Event.updated_at, type_=Event.updated_at.type)
    query = select(Event, since).outerjoin(EventRevision, proposal)
    query = query.where(waits_clause(), permitted_clause(actor, Permission.EVENT_APPROVE))
    rows = session.execute(query.order_by(since, Event.id).limit(limit * MOST_DATES)).all()
    together: dict[tuple[UUID, EventState], list[tuple[Event, datetime]]] = {}
    for event, at in rows:
        together.setdefault((event.series_id or event.id, event.state), []).append((event, at))
    return [_first(dates) for dates in together.values()][:limit]


def _first(dates: Sequence[tuple[Event, datetime]]) -> Waiting:
    event, _ = min(dates, key=lambda date: (date[0].starts_utc, date[0].id))
    return Waiting(line_of(event), dates[0][1], tuple(date.code for date, _ in dates))


def list_beside(session: Session, *, event: Event, actor: Actor) -> Sequence[Beside]:
    """Return the dates of the event's series that stand as it does and on which the actor may decide, itself first.

    Those that are not alike are never decided on together with it: nobody has seen them.
    """
    if event.series_id is None:
        return ()
    dates = list_dates(session, series=get_series(session, series_id=event.series_id))
    others = [
        date
        for date in dates
        if date.id != event.id and _stand_alike(date, event) and can(actor, Permission.EVENT_APPROVE, date.target)
    ]
    proposed = (EventRevision.state == RevisionState.PROPOSED, EventRevision.event_id.in_([date.id for date in dates]))
    proposals = {one.event_id: one for one in session.scalars(select(EventRevision).where(*proposed))}
    own = _wanted(event, proposals.get(event.id))
    return [Beside(line_of(date), _is_alike(own, _wanted(date, proposals.get(date.id)))) for date in (event, *others)]


def _stand_alike(one: Event, other: Event) -> bool:
    return one.state is other.state and stand_of(one).waits is stand_of(other).waits


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What would be public after the decision, and the place in a series that it would have."""

    details: EventDetails
    series_id: UUID | None
    place: datetime | None


def _wanted(event: Event, proposal: EventRevision | None) -> _Wanted:
    if proposal is None:
        return _Wanted(details_of(event), event.series_id, event.series_start)
    if proposal.series_id is None:
        return _Wanted(read_revision(proposal), event.series_id, event.series_start)
    return _Wanted(read_revision(proposal), proposal.series_id, proposal.series_start)


def _is_alike(one: _Wanted, other: _Wanted) -> bool:
    """Tell whether two dates differ in nothing but the day that the series gives them."""
    if one.series_id != other.series_id or one.place is None or other.place is None:
        return False
    return _face(one.details, one.place) == _face(other.details, other.place)


def _face(details: EventDetails, place: datetime) -> EventDetails:
    """Return the details as if the series began on a certain day."""
    length = details.end - details.start if details.end else None
    start = _SOME_DAY + (details.start - place)
    return replace(details, start=start, end=start + length if length is not None else None, fold=0)


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
    # What guests did is on the trail, but no decision, and nobody's here.
    acts = list_acts(session, campaign_id=event.campaign_id, subject_id=event.id, without="rsvp-")
    people = select(Person).where(Person.id.in_({act.actor_id for act in acts if act.actor_id is not None}))
    names = {person.id: person.name for person in session.scalars(people)}
    return [Decision(act.verb, act.at, names.get(act.actor_id) if act.actor_id else None, act.reason) for act in acts]
