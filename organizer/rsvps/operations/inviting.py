"""Calendar invitations: only for guests who ask, taken back when they stop asking or come no more.

Each switch makes the next SEQUENCE: calendars pass over a message that is no newer than the last (RFC 5546 section 2.1.4).
"""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from organizer.foundation.outbox import Letter, enqueue, own_occurrence
from organizer.rsvps.models import Rsvp
from organizer.rsvps.rules import RsvpState


def switch_invitation(session: Session, rsvp: Rsvp, *, is_wanted: bool) -> bool:
    """Send the guest an invitation, or take it back; True when something was sent.

    Doing it again changes nothing. The row is locked by the caller. An answer that doesn't count yet, or no more, only
    remembers the wish.
    """
    if rsvp.wants_invitation is is_wanted or rsvp.email is None:
        return False
    rsvp.wants_invitation = is_wanted
    if rsvp.state is not RsvpState.CONFIRMED:
        return False
    rsvp.invitation_step += 1
    mail_guest(session, rsvp, "rsvp-invitation" if is_wanted else "rsvp-uninvited")
    return True


def take_back_invitation(session: Session, rsvp: Rsvp) -> None:
    """Take an invitation out of the calendar of a guest who comes no more; nothing for one who never had it."""
    if rsvp.wants_invitation and rsvp.state is RsvpState.CONFIRMED:
        rsvp.invitation_step += 1
        mail_guest(session, rsvp, "rsvp-uninvited")


def mail_guest(
    session: Session,
    rsvp: Rsvp,
    kind: str,
    *,
    at: datetime | None = None,
    context: Mapping[str, object] | None = None,
    not_after: datetime | None = None,
) -> None:
    """Enqueue a mail of ``kind``, once for each step of the invitation, or each time when ``at`` tells when.

    Two acts of one second are two mails: a guest who is let in, goes and is let in again must know what holds.
    """
    if rsvp.email is not None:
        moment = "" if at is None else f".{int(at.timestamp())}.{own_occurrence()}"
        letter = Letter(
            kind=kind,
            subject_id=rsvp.id,
            recipient=rsvp.email,
            locale=rsvp.language,
            context=context or {},
            campaign_id=rsvp.campaign_id,
            recipient_index=rsvp.email_index,
            occurrence=f"{rsvp.link_version}.{rsvp.invitation_step}{moment}",
            not_after=not_after,
        )
        enqueue(session, letter)
