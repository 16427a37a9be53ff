"""Shifts: hosts plan them, guests take them, counted by a guarded statement as places are.

One of a guest's party does a shift. Only who surely comes can take one, and who comes no more leaves all.
"""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func, or_, select, update
from sqlalchemy.orm import Session

from organizer.campaigns.operations import raise_version
from organizer.events.models import Event
from organizer.foundation.access import Actor
from organizer.foundation.audit import Act, record_act
from organizer.foundation.core.errors import NotFound
from organizer.rsvps.models import Rsvp, Shift, ShiftTaken
from organizer.rsvps.queries import get_locked_rsvp, get_rsvp, is_coming
from organizer.rsvps.rules import NothingToChange
from organizer.rsvps.rules.shifts import (
    MOST_SHIFTS,
    ShiftIsFull,
    ShiftIsTaken,
    ShiftPlan,
    TooManyShifts,
    minutes_of,
)

from .places import lock_event
from .standing import get_event_to_change


def add_shift(session: Session, *, event_id: UUID, plan: ShiftPlan, actor: Actor) -> Shift:
    """Plan a shift. Raises ShiftTimesWrong, TooManyShifts."""
    lock_event(session, event_id)
    event = session.get_one(Event, event_id)
    offset, minutes = minutes_of(plan, event.starts)
    if (session.scalar(select(func.count()).where(Shift.event_id == event_id)) or 0) >= MOST_SHIFTS:
        raise TooManyShifts(limit=MOST_SHIFTS)
    shift = Shift(
        campaign_id=event.campaign_id,
        event_id=event_id,
        role=plan.role,
        begins_after=offset,
        minutes=minutes,
        capacity=plan.hands,
        taken=0,
    )
    session.add(shift)
    _record(session, event, actor, "shift-added")
    return shift


def remove_shift(session: Session, *, event_id: UUID, shift_id: UUID, actor: Actor) -> None:
    """Take a shift off the plan. Raises NotFound, ShiftIsTaken: whoever does it is to be asked first."""
    lock_event(session, event_id)
    shift = get_shift(session, event_id=event_id, shift_id=shift_id)
    if shift.taken:
        raise ShiftIsTaken(taken=shift.taken)
    session.delete(shift)
    _record(session, session.get_one(Event, event_id), actor, "shift-removed")


def set_hands(session: Session, *, event_id: UUID, shift_id: UUID, hands: int | None, actor: Actor) -> None:
    """Need more hands, or fewer, but not fewer than there are. Raises NotFound, ShiftIsTaken."""
    lock_event(session, event_id)
    shift = get_shift(session, event_id=event_id, shift_id=shift_id)
    if hands is not None and hands < shift.taken:
        raise ShiftIsTaken(taken=shift.taken)
    shift.capacity = hands
    _record(session, session.get_one(Event, event_id), actor, "shift-changed")


def choose_shifts(
    session: Session,
    *,
    rsvp_id: UUID,
    link_version: int,
    wanted: Collection[UUID],
    now: datetime,
    shown: Collection[UUID] | None = None,
) -> None:
    """Let a guest do exactly these shifts and no others (of ``shown``, when given); sent again it changes nothing.

    Raises NotFound, NothingToChange of who does not come for sure, HostsSaidNo, EventTakesNoAnswers, ShiftIsFull; then
    nothing changed.
    """
    found = get_rsvp(session, rsvp_id=rsvp_id, link_version=link_version)
    lock_event(session, found.event_id)
    rsvp = get_locked_rsvp(session, rsvp_id=rsvp_id, link_version=link_version)
    get_event_to_change(session, rsvp, now)
    if not is_coming(rsvp):
        raise NothingToChange
    mine = _shifts_of(session, rsvp)
    left = mine - set(wanted)
    for shift_id in sorted(left if shown is None else left & set(shown)):
        _leave(session, rsvp, shift_id)
    for shift_id in sorted(set(wanted) - mine):
        shift = get_shift(session, event_id=rsvp.event_id, shift_id=shift_id)
        _take(session, shift_id)
        session.add(ShiftTaken(rsvp_id=rsvp.id, shift_id=shift_id, role=shift.role))
    session.flush()


def leave_shifts(session: Session, rsvp: Rsvp) -> None:
    """Leave all shifts of a guest. The event is locked by the caller."""
    for shift_id in sorted(_shifts_of(session, rsvp)):
        _leave(session, rsvp, shift_id)


def get_shift(session: Session, *, event_id: UUID, shift_id: UUID) -> Shift:
    """Return a shift of an event, as it is in the database now. Raises NotFound, also for one of another event."""
    shift = session.get(Shift, shift_id, populate_existing=True)
    if shift is None or shift.event_id != event_id:
        raise NotFound(shift=str(shift_id))
    return shift


def has_hands_left() -> ColumnElement[bool]:
    """Return the guard: no limit, or one more is needed."""
    return or_(Shift.capacity.is_(None), Shift.taken < Shift.capacity)


def _take(session: Session, shift_id: UUID) -> None:
    taking = update(Shift).where(Shift.id == shift_id, has_hands_left()).values(taken=Shift.taken + 1)
    # One row, or none: asked for by what came back, which every driver tells alike.
    taken = session.scalar(taking.returning(Shift.id).execution_options(synchronize_session=False))
    if taken is None:
        raise ShiftIsFull


def _leave(session: Session, rsvp: Rsvp, shift_id: UUID) -> None:
    left = delete(ShiftTaken).where(ShiftTaken.rsvp_id == rsvp.id, ShiftTaken.shift_id == shift_id)
    if session.scalar(left.returning(ShiftTaken.id).execution_options(synchronize_session=False)) is not None:
        fewer = update(Shift).where(Shift.id == shift_id).values(taken=Shift.taken - 1)
        session.execute(fewer.execution_options(synchronize_session=False))


def _shifts_of(session: Session, rsvp: Rsvp) -> set[UUID]:
    return set(session.scalars(select(ShiftTaken.shift_id).where(ShiftTaken.rsvp_id == rsvp.id)))


def _record(session: Session, event: Event, actor: Actor, verb: str) -> None:
    record_act(session, actor=actor, act=Act(verb, "event", event.id, event.campaign_id))
    session.flush()
    raise_version(session, campaign_id=event.campaign_id)
