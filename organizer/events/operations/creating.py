"""A new event: a draft with its first version."""

from dataclasses import replace
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from organizer.campaigns.models import Campaign
from organizer.campaigns.rules import SAFETY, AddressRule
from organizer.events.models import Event
from organizer.events.queries import find_event
from organizer.events.rules import AddressVisibility, EventDetails, EventState
from organizer.events.rules.notice import RevisionState
from organizer.foundation.core.ids import new_code

from .writing import Writing, apply_details, record_revision


def create_event(
    session: Session, *, campaign: Campaign, details: EventDetails, writing: Writing, group_id: UUID | None = None
) -> Event:
    """Add a draft with its first version. Raises what ``work_out_timing`` raises."""
    details = as_safe_as_the_campaign(campaign, details)
    event = Event(
        campaign_id=campaign.id,
        group_id=group_id,
        code=_free_code(session),
        # A random UUID, kept for ever, the same in every feed and mail (RFC 7986 section 5.3).
        uid=str(uuid4()),
        state=EventState.DRAFT,
        revision=1,
        sequence=0,
        created_at=writing.at,
        updated_at=writing.at,
        taken=0,
    )
    apply_details(event, details)
    session.add(event)
    session.flush()
    record_revision(session, event=event, details=details, writing=writing, state=RevisionState.APPLIED)
    return event


def as_safe_as_the_campaign(campaign: Campaign, details: EventDetails) -> EventDetails:
    """Withhold the exact place and link where the campaign's safety profile says so."""
    if SAFETY[campaign.safety].public_place is AddressRule.EXACT:
        return details
    withheld = AddressVisibility.CONFIRMED
    return replace(details, address_visibility=withheld, online_visibility=withheld)


def _free_code(session: Session) -> str:
    while True:
        code = new_code()
        if find_event(session, code=code) is None:
            return code
