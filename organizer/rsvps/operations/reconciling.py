"""Counted anew: what events and shifts say of their places must equal what their answers say.

Nothing of ours makes them differ; a restored backup, or a hand in the database, might. Events that are over are left out:
the purge takes their answers and not their numbers.
"""

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, and_, case, func, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from organizer.events.models import Event
from organizer.rsvps.models import Rsvp, Shift, ShiftTaken
from organizer.rsvps.rules import RsvpState
from organizer.rsvps.rules.ways import Way

from .places import COUNTERS, lock_event

_log = logging.getLogger(__name__)


def count_drifted(session: Session, *, now: datetime) -> int:
    """Return how many events that are not over count their guests or hands wrongly."""
    return len(_list_drifted(session, now))


def count_places_anew(session: Session, *, now: datetime) -> int:
    """Put right what is counted wrongly, and say so in the log; return how many events."""
    drifted = _list_drifted(session, now)
    for event_id in drifted:
        lock_event(session, event_id)
        _log.error("places of an event were counted wrongly and are counted anew", extra={"event": str(event_id)})
        event = update(Event).where(Event.id == event_id).values(dict(_true_counts()))
        session.execute(event.execution_options(synchronize_session=False))
        shifts = update(Shift).where(Shift.event_id == event_id).values(taken=_true_hands())
        session.execute(shifts.execution_options(synchronize_session=False))
    return len(drifted)


def _list_drifted(session: Session, now: datetime) -> Sequence[UUID]:
    is_wrong = or_(*(column != true_count for column, true_count in _true_counts().items()))
    wrong_hands = select(Shift.event_id).where(Shift.taken != _true_hands())
    is_coming = func.coalesce(Event.ends_utc, Event.starts_utc) >= now
    query = select(Event.id).where(is_coming, or_(is_wrong, Event.id.in_(wrong_hands)))
    return session.scalars(query.order_by(Event.id)).all()


def _true_counts() -> Mapping[InstrumentedAttribute[int], ScalarSelect[int]]:
    """Return by column what the answers to an event say it must be."""
    has_places = Rsvp.holds_places.is_(True)
    firm = and_(has_places, Rsvp.state.not_in((RsvpState.PENDING, RsvpState.OFFERED)))
    counts: dict[InstrumentedAttribute[int], ScalarSelect[int]] = {}
    for way, counted in COUNTERS.items():
        counts[counted.taken] = _people(way, has_places)
        counts[counted.held] = _people(way, and_(has_places, Rsvp.state == RsvpState.PENDING))
        counts[counted.mailless] = _people(way, and_(firm, Rsvp.email_sealed.is_(None)))
        counts[counted.waiting] = _people(way, Rsvp.state == RsvpState.WAITING)
    return counts


def _people(way: Way, which: ColumnElement[bool]) -> ScalarSelect[int]:
    people = func.coalesce(func.sum(case((which, Rsvp.party_size), else_=0)), 0)
    return select(people).where(Rsvp.event_id == Event.id, Rsvp.way == way).correlate(Event).scalar_subquery()


def _true_hands() -> ScalarSelect[int]:
    return select(func.count()).where(ShiftTaken.shift_id == Shift.id).correlate(Shift).scalar_subquery()
