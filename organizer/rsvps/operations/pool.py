"""Places for who gives no address: at most half of an event's, so that made-up answers can't fill it (security.md AD4).

The event's row is locked first: the sum in the condition then counts everybody who took places before.
"""

from uuid import UUID

from sqlalchemy import bindparam, func, or_, select, update
from sqlalchemy.orm import Session

from organizer.events.models import Event
from organizer.rsvps.models import Rsvp
from organizer.rsvps.rules import EventIsFull, NoPlacesWithoutMail

from .places import has_room_for, take_places


def take_places_for(session: Session, rsvp: Rsvp, *, people: int) -> None:
    """Take places for an answer, of all or of the pool. Raises EventIsFull, NoPlacesWithoutMail; then nothing was taken."""
    if rsvp.email_sealed is None:
        take_places_of_pool(session, event_id=rsvp.event_id, people=people)
    else:
        take_places(session, event_id=rsvp.event_id, people=people)


def take_places_of_pool(session: Session, *, event_id: UUID, people: int) -> None:
    """Take places of the half that needs no address. Raises EventIsFull, NoPlacesWithoutMail; then nothing was taken."""
    session.flush()
    session.execute(select(Event.id).where(Event.id == event_id).with_for_update())
    without = (Rsvp.event_id == event_id, Rsvp.holds_places, Rsvp.email_sealed.is_(None))
    held = select(func.coalesce(func.sum(Rsvp.party_size), 0)).where(*without).scalar_subquery()
    in_pool = or_(Event.capacity.is_(None), (held + people) * 2 <= Event.capacity)
    has_room = has_room_for(bindparam("people", people))
    statement = update(Event).where(Event.id == event_id, has_room, in_pool).values(taken=Event.taken + people)
    taken = session.execute(statement.execution_options(synchronize_session=False, preserve_rowcount=True))
    if taken.rowcount == 1:  # type: ignore[attr-defined]  # the result of an UPDATE has it
        return
    fits = session.scalar(select(Event.id).where(Event.id == event_id, has_room))
    raise EventIsFull if fits is None else NoPlacesWithoutMail
