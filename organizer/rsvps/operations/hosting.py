"""What hosts do on their guests' behalf: send the link again, take somebody off the list."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from organizer.foundation.access import Actor
from organizer.foundation.audit import Act, record_act
from organizer.foundation.outbox import Letter, enqueue, own_occurrence
from organizer.rsvps.models import Rsvp
from organizer.rsvps.queries import get_shown
from organizer.rsvps.rules import CONFIRM_WITHIN, RsvpState

from .answering import cancel, send_link


def resend_link(session: Session, *, event_id: UUID, rsvp_id: UUID, now: datetime) -> None:
    """Mail a guest the link to their own page, at most once in five minutes. Raises NotFound."""
    rsvp = get_shown(session, event_id=event_id, rsvp_id=rsvp_id)
    if rsvp.email is not None:
        send_link(session, rsvp, rsvp.email, now)


def take_off_list(session: Session, *, event_id: UUID, rsvp_id: UUID, actor: Actor, reason: str, now: datetime) -> None:
    """Cancel an answer for the guest, who is told so with the reason; the places are free. Raises NotFound."""
    rsvp = get_shown(session, event_id=event_id, rsvp_id=rsvp_id)
    if rsvp.state is RsvpState.DECLINED:
        return
    cancel(session, rsvp_id=rsvp.id, link_version=rsvp.link_version)
    record_act(session, actor=actor, act=Act("rsvp-taken-off", "event", event_id, rsvp.campaign_id))
    if rsvp.email is not None:
        enqueue(session, _letter(rsvp, rsvp.email, reason, now))


def note_about(session: Session, *, event_id: UUID, rsvp_id: UUID, note: str) -> None:
    """Keep what the hosts note about a guest, who reads it in their export; empty: nothing. Raises NotFound."""
    get_shown(session, event_id=event_id, rsvp_id=rsvp_id).note = note or None


def record_list_taken(session: Session, *, event_id: UUID, campaign_id: UUID, actor: Actor) -> None:
    """Put on the trail that somebody took the list along as a file."""
    record_act(session, actor=actor, act=Act("guest-list-taken", "event", event_id, campaign_id))


def _letter(rsvp: Rsvp, email: str, reason: str, now: datetime) -> Letter:
    return Letter(
        kind="rsvp-taken-off",
        subject_id=rsvp.id,
        recipient=email,
        locale=rsvp.language,
        context={"note": reason} if reason else {},
        campaign_id=rsvp.campaign_id,
        recipient_index=rsvp.email_index,
        occurrence=own_occurrence(),
        not_after=now + CONFIRM_WITHIN,
    )
