"""A guest wants to be forgotten now, not at the purge."""

from uuid import UUID

from sqlalchemy.orm import Session

from organizer.foundation.access import ANONYMOUS
from organizer.foundation.audit import Act, record_act_of_crowd
from organizer.foundation.outbox import forget_subjects
from organizer.rsvps.models import Rsvp
from organizer.rsvps.queries import get_rsvp, list_of_same_guest

from .calendar_keys import forget_lonely_keys
from .places import give_back


def erase(session: Session, *, rsvp_id: UUID, link_version: int, with_others: bool = False) -> int:
    """Delete an answer, the mails about it, and the own calendar when no answer is left; return how many answers.

    ``with_others``: what the same address answered in this campaign, too. Places are free again, exactly once. Mails
    that wait are not sent any more; no mail tells of it. Raises NotFound.
    """
    rsvp = get_rsvp(session, rsvp_id=rsvp_id, link_version=link_version)
    ids = [one.id for one in list_of_same_guest(session, rsvp)] if with_others else [rsvp.id]
    # Locked in the order of their keys: two erasures at once can't wait for each other.
    gone = [found for key in sorted(ids) if (found := _locked(session, key)) is not None]
    for answer in sorted(gone, key=lambda one: one.event_id):
        if answer.holds_places:
            give_back(session, event_id=answer.event_id, people=answer.party_size)
        act = Act("rsvp-erased", "event", answer.event_id, answer.campaign_id, is_dated=True)
        record_act_of_crowd(session, actor=ANONYMOUS, act=act)
        session.delete(answer)
    session.flush()
    forget_subjects(session, subject_ids=ids)
    forget_lonely_keys(session)
    return len(gone)


def _locked(session: Session, rsvp_id: UUID) -> Rsvp | None:
    return session.get(Rsvp, rsvp_id, with_for_update=True, populate_existing=True)
