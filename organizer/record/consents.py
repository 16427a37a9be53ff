"""Who may write to a guest, for that guest alone: the sentences beside the boxes, and which are ticked."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from organizer.consents.forms import sentence_of
from organizer.consents.queries import standing_of
from organizer.events.models import Event
from organizer.rsvps.operations import list_offered
from organizer.rsvps.queries import get_rsvp


@dataclass(frozen=True, slots=True)
class ConsentRecord:
    """One box: its sentence in the reader's language, and since when it is ticked."""

    id: UUID
    words: str
    given_on: date | None


def load_consents(session: Session, *, rsvp_id: UUID) -> tuple[ConsentRecord, ...]:
    """Return the boxes of a guest. Raises NotFound."""
    rsvp = get_rsvp(session, rsvp_id=rsvp_id)
    group_name = session.get_one(Event, rsvp.event_id).group_name
    standing = standing_of(session, rsvp_id=rsvp_id)
    boxes = []
    for asker in list_offered(session, rsvp):
        last = standing.get(asker.id)
        given_on = last.on if last is not None and last.is_given else None
        boxes.append(ConsentRecord(asker.id, sentence_of(asker, group_name).words, given_on))
    return tuple(boxes)
