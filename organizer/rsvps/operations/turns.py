"""The waiting lists: offers are made, lapse and go on to the next, by the worker and in no other way.

What is due is asked of the events, so that a worker that was off finds it. Each event is done in a transaction of its
own, locked, so that exactly what is free is offered. An event that is called off or taken away makes no offers: those
that stand go back to their places in the list. At the start of an event its list is closed.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session

from organizer.events.models import Event
from organizer.events.policy import is_public, is_public_clause
from organizer.events.rules import EventState
from organizer.rsvps.models import Rsvp
from organizer.rsvps.queries import capacity_of, list_in_line
from organizer.rsvps.rules import EventIsFull, RsvpState
from organizer.rsvps.rules.waiting import Party, offer_until, over_is_told_until, saves_places, whose_turn
from organizer.rsvps.rules.ways import Claim, Way

from .inviting import mail_guest
from .places import COUNTERS, count_waiting, give_back, let_go, lock_event, take_places


def list_events_with_turns(session: Session, *, now: datetime) -> Sequence[UUID]:
    """Return the events whose waiting list has something to do, in the order of their keys."""
    lines = select(Rsvp.event_id).where(Rsvp.queue_number.is_not(None)).distinct()
    offers = select(Rsvp.event_id).where(Rsvp.state == RsvpState.OFFERED)
    is_off = or_(~is_public_clause(), Event.state == EventState.CANCELLED, Event.takes_rsvp.is_(False))
    due = or_(
        Event.starts_utc <= now,
        Event.id.in_(offers.where(Rsvp.hold_until < now)),
        and_(is_off, Event.id.in_(offers)),
        and_(~is_off, or_(*(_has_room_in_line(way) for way in Way))),
    )
    return session.scalars(select(Event.id).where(Event.id.in_(lines), due).order_by(Event.id)).all()


def take_turns(session: Session, *, event_id: UUID, now: datetime) -> int:
    """Do what is due in the waiting lists of one event; return how many offers were made."""
    lock_event(session, event_id)
    event = session.get(Event, event_id, populate_existing=True)
    if event is None:
        return 0
    if event.starts_utc <= now:
        _close(session, event, now)
        return 0
    if not is_public(event) or event.state is EventState.CANCELLED or not event.takes_rsvp:
        _withdraw_offers(session, event)
        return 0
    _end_late_offers(session, event, now)
    return sum(_offer(session, event, way, now) for way in Way)


def _offer(session: Session, event: Event, way: Way, now: datetime) -> int:
    """Offer what is free to whose turn it is. A party above all places, since they were lowered, is let out and told."""
    capacity = capacity_of(event, way)
    for rsvp in list_in_line(session, event_id=event.id, way=way) if capacity else ():
        if capacity and rsvp.party_size > capacity:
            _let_out(session, rsvp, "waiting-too-large", now, event.starts_utc)
    session.flush()
    line = list_in_line(session, event_id=event.id, way=way)
    taken = session.scalar(select(COUNTERS[way].taken).where(Event.id == event.id)) or 0
    turn = whose_turn(
        [Party(rsvp.id, rsvp.party_size, rsvp.passed_over) for rsvp in line],
        free=None if capacity is None else capacity - taken,
        capacity=capacity,
        saves=saves_places(now, event.starts_utc),
    )
    made = 0
    for rsvp in line:
        rsvp.passed_over = turn.passed_over.get(rsvp.id, rsvp.passed_over)
        if rsvp.id in turn.offered:
            made += _make_offer(session, event, rsvp, now)
    return made


def _make_offer(session: Session, event: Event, rsvp: Rsvp, now: datetime) -> bool:
    try:
        take_places(session, event_id=event.id, people=rsvp.party_size, way=rsvp.way, claim=Claim.OFFERED)
    except EventIsFull:  # nobody gets here while the event is locked; if they do, they wait on
        return False
    count_waiting(session, event_id=event.id, people=-rsvp.party_size, way=rsvp.way)
    rsvp.state, rsvp.holds_places = RsvpState.OFFERED, True
    rsvp.hold_until = offer_until(now, event.starts_utc)
    mail_guest(session, rsvp, "waiting-offer", at=now, not_after=rsvp.hold_until)
    return True


def _end_late_offers(session: Session, event: Event, now: datetime) -> None:
    for rsvp in _list_offers(session, event):
        if rsvp.hold_until is not None and rsvp.hold_until < now:
            _let_out(session, rsvp, "waiting-lapsed", now, event.starts_utc)


def _withdraw_offers(session: Session, event: Event) -> None:
    for rsvp in _list_offers(session, event):
        give_back(session, event_id=event.id, people=rsvp.party_size, way=rsvp.way, claim=Claim.OFFERED)
        count_waiting(session, event_id=event.id, people=rsvp.party_size, way=rsvp.way)
        rsvp.state, rsvp.holds_places, rsvp.hold_until = RsvpState.WAITING, False, None


def _close(session: Session, event: Event, now: datetime) -> None:
    for rsvp in session.scalars(_in_line(event)).all():
        _let_out(session, rsvp, "waiting-over", now, over_is_told_until(event.starts_utc, event.ends_utc))


def _let_out(session: Session, rsvp: Rsvp, mail: str, now: datetime, useful_until: datetime) -> None:
    let_go(session, rsvp, RsvpState.CANCELLED)
    mail_guest(session, rsvp, mail, at=now, not_after=useful_until)


def _list_offers(session: Session, event: Event) -> Sequence[Rsvp]:
    return session.scalars(_in_line(event).where(Rsvp.state == RsvpState.OFFERED)).all()


def _in_line(event: Event) -> Select[Rsvp]:
    in_line = (Rsvp.event_id == event.id, Rsvp.queue_number.is_not(None))
    return select(Rsvp).where(*in_line).order_by(Rsvp.queue_number).execution_options(populate_existing=True)


def _has_room_in_line(way: Way) -> ColumnElement[bool]:
    counted = COUNTERS[way]
    return and_(counted.waiting > 0, or_(counted.capacity.is_(None), counted.taken < counted.capacity))
