"""Somebody's address was typed by somebody else: the answer goes, and no mail asks again for a while."""

from uuid import UUID

from sqlalchemy.orm import Session

from organizer.foundation.outbox import Addressee, Purpose, Reason, suppress
from organizer.rsvps.queries import get_rsvp
from organizer.rsvps.rules import RsvpState

from .erasing import erase

#: Nobody comes with these: unconfirmed, or taken back, by whoever opened the mail to somebody else's answer.
_COUNTS_NOT = (RsvpState.PENDING, RsvpState.CANCELLED)


def may_be_somebody_elses(session: Session, *, rsvp_id: UUID, link_version: int) -> bool:
    """Tell whether the answer can be said to be somebody else's; False for one that counts. Raises NotFound."""
    return get_rsvp(session, rsvp_id=rsvp_id, link_version=link_version).state in _COUNTS_NOT


def say_not_me(session: Session, *, rsvp_id: UUID, link_version: int) -> bool:
    """Erase an answer that does not count, and ask its address no more; False for one that counts. Raises NotFound."""
    rsvp = get_rsvp(session, rsvp_id=rsvp_id, link_version=link_version)
    if rsvp.state not in _COUNTS_NOT:
        return False
    whom = Addressee(rsvp.email_index, rsvp.campaign_id)
    erase(session, rsvp_id=rsvp_id, link_version=link_version)
    suppress(session, whom, (Purpose.CONFIRMING,), Reason.UNSUBSCRIBED)
    return True
