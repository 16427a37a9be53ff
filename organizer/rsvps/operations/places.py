"""Places: taken and given back by one conditional statement, so that no race can oversell.

The condition and the addition are one UPDATE; on both engines the row is locked between them and
the commit, and whoever comes later counts what was taken (security.md F6).
"""

from collections.abc import Callable
from functools import cache
from uuid import UUID

from sqlalchemy import BindParameter, ColumnElement, Update, bindparam, or_, update
from sqlalchemy.orm import Session

from organizer.events.models import Event
from organizer.rsvps.rules import EventIsFull

_Guard = Callable[[BindParameter[int]], ColumnElement[bool]]


def has_room_for(people: BindParameter[int]) -> ColumnElement[bool]:
    """Return the guard: no limit, or the party still fits."""
    return or_(Event.capacity.is_(None), Event.taken + people <= Event.capacity)


def take_places(session: Session, *, event_id: UUID, people: int) -> None:
    """Take places for a party. Raises EventIsFull; then nothing was taken."""
    session.flush()
    if session.connection().execute(_taking(has_room_for), {"event": event_id, "people": people}).rowcount != 1:
        raise EventIsFull


def give_back(session: Session, *, event_id: UUID, people: int) -> None:
    """Give a party's places back."""
    statement = update(Event).where(Event.id == event_id).values(taken=Event.taken - people)
    session.execute(statement.execution_options(synchronize_session=False))


@cache
def _taking(guard: _Guard) -> Update:
    """Return the statement; it is the same for everybody who comes, so it is put together once."""
    people: BindParameter[int] = bindparam("people")
    return update(Event).where(Event.id == bindparam("event"), guard(people)).values(taken=Event.taken + people)
