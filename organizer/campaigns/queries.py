"""Reads of campaigns."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer.foundation.access import Grant
from organizer.foundation.core.errors import NotFound

from .models import Campaign, CampaignRole, Endorsement


def find_campaign(session: Session, *, slug: str) -> Campaign | None:
    """Return the campaign, whatever its phase, or None."""
    return session.scalar(select(Campaign).where(Campaign.slug == slug))


def get_campaign(session: Session, *, slug: str) -> Campaign:
    """Return the campaign. Raises NotFound."""
    campaign = find_campaign(session, slug=slug)
    if campaign is None:
        raise NotFound(campaign=slug)
    return campaign


def get_campaign_by_id(session: Session, *, campaign_id: UUID) -> Campaign:
    """Return the campaign. Raises NotFound."""
    campaign = session.get(Campaign, campaign_id)
    if campaign is None:
        raise NotFound(campaign=str(campaign_id))
    return campaign


def list_campaigns(session: Session) -> Sequence[Campaign]:
    """Return all campaigns, the nearest day first."""
    return session.scalars(select(Campaign).order_by(Campaign.day, Campaign.slug)).all()


def list_endorsers(session: Session, *, campaign_id: UUID) -> Sequence[str]:
    """Return the names of who stands behind a campaign, in its order."""
    query = select(Endorsement.name).where(Endorsement.campaign_id == campaign_id)
    return session.scalars(query.order_by(Endorsement.position, Endorsement.name)).all()


def list_grants(session: Session, *, person_id: UUID) -> Sequence[Grant]:
    """Return the person's roles in campaigns."""
    roles = session.scalars(select(CampaignRole).where(CampaignRole.person_id == person_id)).all()
    return [Grant(row.role, row.campaign_id, frozenset(row.countries)) for row in roles]
