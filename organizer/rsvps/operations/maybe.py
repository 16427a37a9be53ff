"""A guest who may come: no place is taken, and news and reminders reach them all the same."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from organizer.events.rules import EventState
from organizer.rsvps.models import Rsvp
from organizer.rsvps.rules import EventTakesNoAnswers, RsvpState
from organizer.rsvps.rules.replies import Reply

from .answering import get_event_of, get_locked, note_act, refuse_when_closed
from .inviting import take_back_invitation
from .places import give_back


def say_maybe(session: Session, *, rsvp_id: UUID, link_version: int, now: datetime) -> Rsvp:
    """Let an answer say ``maybe``; its places are free again, exactly once. Doing it again changes nothing.

    It confirms the address, too: who presses it has the link. Raises NotFound, EventTakesNoAnswers.
    """
    rsvp = get_locked(session, rsvp_id, link_version)
    if rsvp.state is RsvpState.CONFIRMED and rsvp.reply is Reply.MAYBE:
        return rsvp
    event = get_event_of(session, rsvp)
    if event.state is EventState.HIDDEN:
        raise EventTakesNoAnswers(why="taken-away")
    refuse_when_closed(event, now)
    if rsvp.holds_places:
        give_back(session, event_id=rsvp.event_id, people=rsvp.party_size)
    take_back_invitation(session, rsvp)
    rsvp.wants_invitation = False  # an invitation says that somebody is there
    rsvp.state, rsvp.reply, rsvp.holds_places, rsvp.hold_until = RsvpState.CONFIRMED, Reply.MAYBE, False, None
    note_act(session, rsvp, "rsvp-maybe")
    return rsvp
