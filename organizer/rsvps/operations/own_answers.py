"""A guest answers what they are asked besides whether they come."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from organizer.campaigns.queries import get_campaign_by_id
from organizer.questions.models import Question
from organizer.questions.operations import Guest, keep_answers
from organizer.questions.queries import list_asked
from organizer.rsvps.models import Rsvp
from organizer.rsvps.queries import get_rsvp

from .answering import get_locked
from .standing import get_event_to_change


def list_questions(session: Session, *, rsvp_id: UUID, link_version: int) -> list[Question]:
    """Return what the guest is asked. Raises NotFound."""
    return _asked(session, get_rsvp(session, rsvp_id=rsvp_id, link_version=link_version))


def answer_questions(
    session: Session, *, rsvp_id: UUID, link_version: int, given: Mapping[UUID, str | None], now: datetime
) -> None:
    """Keep what a guest answers, by question; what is asked no more is passed over.

    Raises NotFound, NothingToChange, HostsSaidNo, EventTakesNoAnswers.
    """
    rsvp = get_locked(session, rsvp_id, link_version)
    get_event_to_change(session, rsvp, now)
    asked = {question.id for question in _asked(session, rsvp)}
    guest = Guest(rsvp.id, rsvp.event_id, rsvp.campaign_id)
    keep_answers(session, guest=guest, given={key: value for key, value in given.items() if key in asked})


def _asked(session: Session, rsvp: Rsvp) -> list[Question]:
    campaign = get_campaign_by_id(session, campaign_id=rsvp.campaign_id)
    return list(list_asked(session, campaign=campaign, event_id=rsvp.event_id))
