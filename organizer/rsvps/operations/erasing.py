"""A guest wants to be forgotten now, not at the purge."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import and_, delete, or_
from sqlalchemy.orm import Session

from organizer.consents.models import PaperTick
from organizer.foundation.access import ANONYMOUS
from organizer.foundation.audit import Act, record_act_of_crowd
from organizer.foundation.core.clock import now
from organizer.foundation.core.errors import NotFound
from organizer.foundation.outbox import forget_subjects
from organizer.rsvps.models import ErasedAnswer, Rsvp
from organizer.rsvps.queries import get_locked_rsvp, get_rsvp, list_of_same_guest
from organizer.rsvps.rules import RsvpState

from .calendar_keys import forget_lonely_keys
from .places import let_go, lock_event
from .shifts import leave_shifts


def erase(session: Session, *, rsvp_id: UUID, link_version: int, with_others: bool = False) -> int:
    """Delete an answer, the mails about it, and the own calendar when no answer is left; return how many answers.

    ``with_others``: what the same address answered in this campaign, too. Places are free again, exactly once. Mails
    that wait are not sent any more; no mail tells of it. Raises NotFound.
    """
    rsvp = get_rsvp(session, rsvp_id=rsvp_id, link_version=link_version)
    found = list_of_same_guest(session, rsvp) if with_others else [rsvp]
    # Events first, and all in the order of their keys: two erasures at once can't wait for each other.
    for event_id in sorted({one.event_id for one in found}):
        lock_event(session, event_id)
    ids = sorted(one.id for one in found)
    gone = [row for key in ids if (row := _locked(session, key)) is not None]
    for answer in gone:
        let_go(session, answer, RsvpState.CANCELLED)
        leave_shifts(session, answer)
        act = Act("rsvp-erased", "event", answer.event_id, answer.campaign_id, is_dated=True)
        record_act_of_crowd(session, actor=ANONYMOUS, act=act)
        if answer.words_index is not None:
            session.add(ErasedAnswer(id=answer.id, erased_on=now().date()))
        session.delete(answer)
    session.flush()
    forget_subjects(session, subject_ids=[*ids, *_forget_ticks(session, gone)])
    forget_lonely_keys(session)
    return len(gone)


def _forget_ticks(session: Session, gone: Sequence[Rsvp]) -> Sequence[UUID]:
    """Forget what the same addresses ticked on sign-in sheets of these events; return the keys."""
    same = [and_(PaperTick.event_id == one.event_id, PaperTick.email_index == one.email_index) for one in gone]
    return session.scalars(delete(PaperTick).where(or_(*same)).returning(PaperTick.id)).all() if same else []


def _locked(session: Session, rsvp_id: UUID) -> Rsvp | None:
    try:
        return get_locked_rsvp(session, rsvp_id=rsvp_id)
    except NotFound:  # erased meanwhile
        return None
