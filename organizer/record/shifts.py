"""Hands that an event needs, as the record tells of them: to everybody in bands, to a guest whether there is room."""

from sqlalchemy.orm import Session

from organizer.campaigns.rules import SAFETY, SafetyProfile
from organizer.events.models import Event
from organizer.events.rules import EventState
from organizer.rsvps.models import Rsvp
from organizer.rsvps.queries import list_shifts
from organizer.rsvps.rules.shifts import ShiftLine

from .labels import shift_label
from .types import CampaignRecord, ShiftRecord


def shifts_of(session: Session, event: Event, campaign: CampaignRecord) -> tuple[ShiftRecord, ...]:
    """Return what hands an event needs, as everybody may know it; nothing of one that was taken away."""
    if event.state is EventState.HIDDEN:
        return ()
    shows_numbers = SAFETY[SafetyProfile(campaign.safety)].shows_capacity
    rows = list_shifts(session, event_id=event.id)
    return tuple(_told(row.line, row.band if shows_numbers else None) for row in rows)


def own_shifts(session: Session, event: Event, rsvp: Rsvp) -> tuple[ShiftRecord, ...]:
    """Return the same for a guest who comes: which are theirs, and which have no room, at once."""
    if event.state is EventState.HIDDEN:
        return ()
    return tuple(_told(row.line, None) for row in list_shifts(session, event_id=event.id, rsvp_id=rsvp.id))


def _told(line: ShiftLine, band: str | None) -> ShiftRecord:
    return ShiftRecord(
        line.id, line.role.value, shift_label(line.role), line.start, line.end, band, line.is_mine, line.is_full
    )
