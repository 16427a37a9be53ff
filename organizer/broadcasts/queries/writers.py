"""Guests who wrote to the hosts of an event: whom a host may answer."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from organizer.foundation.core.errors import NotFound
from organizer.foundation.outbox import Message
from organizer.rsvps.models import Rsvp

_WROTE = exists().where(Message.subject_id == Rsvp.id, Message.kind == "guest-words")


def list_writers(session: Session, *, event_id: UUID) -> Sequence[Rsvp]:
    """Return the answers of guests who wrote in the last weeks and can be answered, in the order of their keys."""
    query = select(Rsvp).where(Rsvp.event_id == event_id, Rsvp.email_sealed.is_not(None), _WROTE)
    return session.scalars(query.order_by(Rsvp.id)).all()


def get_writer(session: Session, *, event_id: UUID, rsvp_id: UUID) -> Rsvp:
    """Return one of them. Raises NotFound."""
    rsvp = session.scalar(select(Rsvp).where(Rsvp.id == rsvp_id, Rsvp.event_id == event_id, _WROTE))
    if rsvp is None:
        raise NotFound(rsvp=str(rsvp_id))
    return rsvp
