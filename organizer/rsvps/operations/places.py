"""Places: taken and given back by one conditional statement, so that no race can oversell.

The condition and the addition are one UPDATE; on both engines the row is locked between them and
the commit, and whoever comes later counts what was taken (security.md F6). An event counts for each way of taking part:

``taken``     persons with places: confirmed, held, offered. Never above ``capacity``, unless the hosts lowered that.
``held``      of them, those that nobody confirmed yet: at most a fifth of the places, but always one person.
``mailless``  of them, those without an address behind: at most half of the places.
``waiting``   persons in the waiting list without an offer. While there are any, nobody gets past them.
``capacity``  None: no limit. 0: closed.

Who acts on answers locks the event first, then the answers: two acts on one event follow one another.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from uuid import UUID

from sqlalchemy import BindParameter, ColumnElement, Update, and_, bindparam, or_, select, true, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from organizer.events.models import Event
from organizer.rsvps.models import Rsvp
from organizer.rsvps.rules import EventIsFull, HoldsAreFull, NoPlacesWithoutMail, RsvpState
from organizer.rsvps.rules.ways import HELD_SHARE, MAILLESS_SHARE, Claim, Way


@dataclass(frozen=True, slots=True)
class Counters:
    """The columns that count the places of one way."""

    capacity: InstrumentedAttribute[int | None]
    taken: InstrumentedAttribute[int]
    held: InstrumentedAttribute[int]
    mailless: InstrumentedAttribute[int]
    waiting: InstrumentedAttribute[int]


COUNTERS: Mapping[Way, Counters] = {
    Way.HERE: Counters(Event.capacity, Event.taken, Event.held, Event.mailless, Event.waiting),
    Way.ONLINE: Counters(
        Event.online_capacity, Event.online_taken, Event.online_held, Event.online_mailless, Event.online_waiting
    ),
}
#: What is said when there is room, only not for more answers of this sort.
_TOO_MANY = {Claim.HELD: HoldsAreFull, Claim.MAILLESS: NoPlacesWithoutMail}
_Guard = Callable[[BindParameter[int], Counters], ColumnElement[bool]]


def has_room_for(people: BindParameter[int], counted: Counters) -> ColumnElement[bool]:
    """Return the guard: no limit, or the party still fits."""
    return or_(counted.capacity.is_(None), counted.taken + people <= counted.capacity)


def lock_event(session: Session, event_id: UUID) -> None:
    """Wait until nobody else acts on the answers to an event; before any of them is locked."""
    session.execute(select(Event.id).where(Event.id == event_id).with_for_update(key_share=True))


def take_places(
    session: Session, *, event_id: UUID, people: int, way: Way = Way.HERE, claim: Claim = Claim.FIRM
) -> None:
    """Take places for a party. Raises EventIsFull, HoldsAreFull, NoPlacesWithoutMail; then nothing was taken.

    HoldsAreFull, of HELD, and NoPlacesWithoutMail, of MAILLESS: there is room, only not for more of this sort.
    """
    session.flush()
    values = {"event": event_id, "people": people}
    connection = session.connection()
    if connection.execute(_taking(has_room_for, way, claim), values).rowcount == 1:
        return
    has_room = select(Event.id).where(*_where(has_room_for, way, Claim.FIRM))
    if claim in _TOO_MANY and connection.execute(has_room, values).first() is not None:
        raise _TOO_MANY[claim]
    raise EventIsFull


def give_back(session: Session, *, event_id: UUID, people: int, way: Way = Way.HERE, claim: Claim = Claim.FIRM) -> None:
    """Give a party's places back; ``claim`` as they were taken."""
    _count(session, event_id, way, dict.fromkeys(_counted(claim), -people))


def make_firm(session: Session, *, event_id: UUID, people: int, way: Way) -> None:
    """Turn places that were held into firm ones."""
    _count(session, event_id, way, {"held": -people})


def count_waiting(session: Session, *, event_id: UUID, people: int, way: Way) -> None:
    """Count people in the waiting list, or with a negative number out of it."""
    _count(session, event_id, way, {"waiting": people})


def claim_of(rsvp: Rsvp) -> Claim | None:
    """Return on what ground an answer has places; None: it has none."""
    if not rsvp.holds_places:
        return None
    match rsvp.state:
        case RsvpState.PENDING:
            return Claim.HELD
        case RsvpState.OFFERED:
            return Claim.OFFERED
        case _:
            return Claim.MAILLESS if rsvp.email_sealed is None else Claim.FIRM


def let_go(session: Session, rsvp: Rsvp, state: RsvpState) -> None:
    """Give back whatever places an answer has, and its number in the waiting list; from now on it stands as ``state``.

    Doing it again changes nothing.
    """
    claim = claim_of(rsvp)
    if claim is not None:
        give_back(session, event_id=rsvp.event_id, people=rsvp.party_size, way=rsvp.way, claim=claim)
    elif rsvp.state is RsvpState.WAITING:
        count_waiting(session, event_id=rsvp.event_id, people=-rsvp.party_size, way=rsvp.way)
    rsvp.state = state
    rsvp.holds_places, rsvp.hold_until, rsvp.queue_number, rsvp.passed_over = False, None, None, 0


def _count(session: Session, event_id: UUID, way: Way, changes: Mapping[str, int]) -> None:
    columns = {getattr(COUNTERS[way], name): getattr(COUNTERS[way], name) + more for name, more in changes.items()}
    statement = update(Event).where(Event.id == event_id).values(columns)
    session.execute(statement.execution_options(synchronize_session=False))


def _counted(claim: Claim) -> tuple[str, ...]:
    return ("taken", claim.value) if claim in (Claim.HELD, Claim.MAILLESS) else ("taken",)


def _where(guard: _Guard, way: Way, claim: Claim) -> tuple[ColumnElement[bool], ...]:
    counted, people = COUNTERS[way], bindparam("people", type_=Event.taken.type)
    is_event = Event.id == bindparam("event")
    nobody_waits = true() if claim is Claim.OFFERED else or_(counted.capacity.is_(None), counted.waiting == 0)
    return is_event, guard(people, counted), nobody_waits, _leaves_room_for_others(people, counted, claim)


def _leaves_room_for_others(people: BindParameter[int], counted: Counters, claim: Claim) -> ColumnElement[bool]:
    """Return the second guard of answers that nobody stands behind: not too many of them."""
    no_limit = counted.capacity.is_(None)
    match claim:
        case Claim.HELD:
            is_first = and_(counted.held == 0, people == 1)
            return or_(no_limit, is_first, (counted.held + people) * HELD_SHARE <= counted.capacity)
        case Claim.MAILLESS:
            return or_(no_limit, (counted.mailless + people) * MAILLESS_SHARE <= counted.capacity)
        case _:
            return true()


@cache
def _taking(guard: _Guard, way: Way, claim: Claim) -> Update:
    """Return the statement; it is the same for everybody who comes, so it is put together once."""
    counted, people = COUNTERS[way], bindparam("people", type_=Event.taken.type)
    more = {getattr(counted, name): getattr(counted, name) + people for name in _counted(claim)}
    return update(Event).where(and_(*_where(guard, way, claim))).values(more)
