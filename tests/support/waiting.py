"""Guests of a limited event, for tests: who comes, who waits, and what the counts say."""

from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer.events.models import Event
from organizer.foundation.outbox import Message
from organizer.rsvps.models import Rsvp
from organizer.rsvps.operations import Answer, answer, confirm, count_drifted, list_events_with_turns, take_turns
from organizer.rsvps.rules import RsvpState
from organizer.rsvps.rules.ways import Way

#: Long before the events of make_event, which begin on 17 November 2027 at 20:00 UTC.
NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)
STARTS = datetime(2027, 11, 17, 20, tzinfo=UTC)


def come(
    session: Session, event: Event, email: str, people: int = 1, *, way: Way = Way.HERE, at: datetime = NOW
) -> Rsvp:
    """Answer and confirm, into the waiting list when there are no places."""
    given = Answer(email, email.partition("@")[0], people, "en", way=way, waits=True)
    rsvp = answer(session, code=event.code, given=given, now=at)
    confirm(session, rsvp_id=rsvp.id, link_version=1, now=at, may_wait=True)
    session.flush()
    return rsvp


def turn(session: Session, *, at: datetime = NOW) -> None:
    """Do what the worker does for waiting lists, and see that everything is counted rightly."""
    for event_id in list_events_with_turns(session, now=at):
        take_turns(session, event_id=event_id, now=at)
    session.flush()
    assert count_drifted(session, now=NOW) == 0


def states(session: Session, event: Event) -> dict[str, RsvpState]:
    """Return where the answers stand, by the name of the address."""
    rows = session.scalars(select(Rsvp).where(Rsvp.event_id == event.id).order_by(Rsvp.id))
    return {(row.email or "").partition("@")[0]: row.state for row in rows}


def mails_to(session: Session, rsvp_id: UUID) -> list[str]:
    """Return the kinds of the mails about an answer, oldest first."""
    return list(session.scalars(select(Message.kind).where(Message.subject_id == rsvp_id).order_by(Message.id)))
