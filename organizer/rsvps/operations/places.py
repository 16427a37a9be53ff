"""Places: taken and given back by one conditional statement, so that no race can oversell.

The condition and the addition are one UPDATE; on both engines the row is locked between them and
the commit, and whoever comes later counts what was taken (security.md F6).
"""

from uuid import UUID

from sqlalchemy import ColumnElement, or_, update
from sqlalchemy.orm import Session

from organizer.events.models import Event
from organizer.rsvps.rules import EventIsFull


def has_room_for(people: int) -> ColumnElement[bool]:
    """Return the guard: no limit, or the party still fits."""
    return or_(Event.capacity.is_(None), Event.taken + people <= Event.capacity)


def take_places(session: Session, *, event_id: UUID, people: int) -> None:
    """Take places for a party. Raises EventIsFull; then nothing was taken."""
    statement = (
        update(Event)
        .where(Event.id == event_id, has_room_for(people))
        .values(taken=Event.taken + people)
        .execution_options(synchronize_session=False)
    )
    if session.execute(statement).rowcount != 1:  # type: ignore[attr-defined]  # of an UPDATE
        raise EventIsFull


def give_back(session: Session, *, event_id: UUID, people: int) -> None:
    """Give a party's places back."""
    statement = update(Event).where(Event.id == event_id).values(taken=Event.taken - people)
    session.execute(statement.execution_options(synchronize_session=False))
