"""Into the waiting list: at its end, with a number of one's own."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from organizer.events.models import Event
from organizer.foundation.access import ANONYMOUS
from organizer.foundation.audit import Act, record_act_of_crowd
from organizer.rsvps.models import Rsvp
from organizer.rsvps.queries import capacity_of
from organizer.rsvps.rules import RsvpState, check_fits

from .inviting import mail_guest
from .places import count_waiting, let_go


def line_up(session: Session, rsvp: Rsvp, now: datetime) -> None:
    """Put an answer at the end of the waiting list and say so by mail. The event is locked by the caller.

    Raises PartyAbovePlaces.
    """
    event = session.get_one(Event, rsvp.event_id)
    check_fits(rsvp.party_size, capacity_of(event, rsvp.way))
    let_go(session, rsvp, RsvpState.CANCELLED)
    number = next_number(session, rsvp.event_id)
    rsvp.state, rsvp.queue_number, rsvp.declined_for = RsvpState.WAITING, number, None
    count_waiting(session, event_id=rsvp.event_id, people=rsvp.party_size, way=rsvp.way)
    act = Act("waiting-joined", "event", rsvp.event_id, rsvp.campaign_id, is_dated=True)
    record_act_of_crowd(session, actor=ANONYMOUS, act=act)
    mail_guest(session, rsvp, "waiting-joined", at=now)


def next_number(session: Session, event_id: UUID) -> int:
    """Return the number after the last one in use; the event is locked by the caller, so nobody gets the same."""
    return (session.scalar(select(func.max(Rsvp.queue_number)).where(Rsvp.event_id == event_id)) or 0) + 1
