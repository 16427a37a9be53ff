"""Calendar invitations: only for guests who ask, taken back when they stop asking or come no more.

Each switch makes the next SEQUENCE: calendars pass over a message that is no newer than the last (RFC 5546 section 2.1.4).
"""

from uuid import UUID

from sqlalchemy.orm import Session

from organizer.foundation.outbox import Letter, enqueue
from organizer.rsvps.models import Rsvp
from organizer.rsvps.queries import get_rsvp
from organizer.rsvps.rules import RsvpState


def switch_invitation(session: Session, *, rsvp_id: UUID, link_version: int, is_wanted: bool) -> Rsvp:
    """Send the guest an invitation, or take it back. Doing it again changes nothing. Raises NotFound."""
    session.get(Rsvp, rsvp_id, with_for_update=True, populate_existing=True)
    rsvp = get_rsvp(session, rsvp_id=rsvp_id, link_version=link_version)
    if rsvp.wants_invitation is is_wanted:
        return rsvp
    rsvp.wants_invitation = is_wanted
    if rsvp.state is RsvpState.CONFIRMED:
        rsvp.invitation_step += 1
        send_invitation(session, rsvp, "rsvp-invitation" if is_wanted else "rsvp-uninvited")
    return rsvp


def take_back_invitation(session: Session, rsvp: Rsvp) -> None:
    """Take an invitation out of the calendar of a guest who comes no more; nothing for one who never had it."""
    if rsvp.wants_invitation and rsvp.state is RsvpState.CONFIRMED:
        rsvp.invitation_step += 1
        send_invitation(session, rsvp, "rsvp-uninvited")


def send_invitation(session: Session, rsvp: Rsvp, kind: str) -> None:
    """Enqueue the mail of this step, once."""
    if rsvp.email is not None:
        letter = Letter(
            kind=kind,
            subject_id=rsvp.id,
            recipient=rsvp.email,
            locale=rsvp.language,
            context={},
            campaign_id=rsvp.campaign_id,
            occurrence=f"{rsvp.link_version}.{rsvp.invitation_step}",
        )
        enqueue(session, letter)
