"""A guest who may come: no place is taken, and news and reminders reach them all the same."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from organizer.rsvps.models import Rsvp
from organizer.rsvps.rules import HostsSaidNo, RsvpState
from organizer.rsvps.rules.replies import Reply

from .answering import get_locked, note_act, note_answered, refuse_when_closed
from .inviting import take_back_invitation
from .places import let_go
from .shifts import leave_shifts
from .standing import get_event_of, refuse_when_taken_away


def say_maybe(session: Session, *, rsvp_id: UUID, link_version: int, now: datetime) -> Rsvp:
    """Let an answer say ``maybe``; its places and shifts are free again, exactly once. Doing it again changes nothing.

    It confirms the address, too: who presses it has the link. Raises NotFound, EventTakesNoAnswers, HostsSaidNo.
    """
    rsvp = get_locked(session, rsvp_id, link_version)
    if rsvp.state is RsvpState.CONFIRMED and rsvp.reply is Reply.MAYBE:
        return rsvp
    event = get_event_of(session, rsvp)
    refuse_when_taken_away(event)
    refuse_when_closed(event, now)
    if rsvp.state is RsvpState.DECLINED:
        raise HostsSaidNo
    note_answered(session, rsvp, now)
    take_back_invitation(session, rsvp)
    rsvp.wants_invitation = False  # an invitation says that somebody is there
    let_go(session, rsvp, RsvpState.CONFIRMED)
    leave_shifts(session, rsvp)
    rsvp.reply = Reply.MAYBE
    note_act(session, rsvp, "rsvp-maybe")
    return rsvp
