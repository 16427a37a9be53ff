"""Whether anything about an answer can still be changed: the same for every button on the guest's own page.

Taking an answer back and erasing it always work; coming, and coming perhaps, ask for an event that takes answers.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from organizer.events.models import Event
from organizer.events.rules import EventState
from organizer.foundation.core.errors import NotFound
from organizer.rsvps.models import Rsvp
from organizer.rsvps.rules import LIVE_STATES, EventTakesNoAnswers, HostsSaidNo, NothingToChange, RsvpState


def get_event_of(session: Session, rsvp: Rsvp) -> Event:
    """Return the event that is answered. Raises NotFound."""
    event = session.get(Event, rsvp.event_id)
    if event is None:
        raise NotFound(event=str(rsvp.event_id))
    return event


def get_event_to_change(session: Session, rsvp: Rsvp, now: datetime) -> Event:
    """Return the event of an answer that counts, while anything about that can still be changed: what the guest's page offers.

    Also when the event takes no new answers any more. Raises NotFound, EventTakesNoAnswers for one that was taken away,
    is off or over, HostsSaidNo, NothingToChange.
    """
    event = get_event_of(session, rsvp)
    refuse_when_taken_away(event)
    if event.state is EventState.CANCELLED:
        raise EventTakesNoAnswers(why="cancelled")
    if (event.ends_utc or event.starts_utc) < now:
        raise EventTakesNoAnswers(why="over")
    if rsvp.state is RsvpState.DECLINED:
        raise HostsSaidNo
    if rsvp.state not in LIVE_STATES:
        raise NothingToChange
    return event


def refuse_when_taken_away(event: Event) -> None:
    """Raise EventTakesNoAnswers for an event that was taken away: the link is good, it is the event that went."""
    if event.state is EventState.HIDDEN:
        raise EventTakesNoAnswers(why="taken-away")
