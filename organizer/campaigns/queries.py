"""Reads of campaigns."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer.foundation.access import Grant
from organizer.foundation.core.errors import NotFound
from organizer.foundation.core.languages import Text, pick

from .models import Campaign, CampaignRole, Endorsement
from .rules import Phase, phase_at


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


def list_titles(session: Session, *, campaign_ids: Collection[UUID], languages: Sequence[str]) -> list[tuple[str, str]]:
    """Return slug and title of campaigns in a reader's languages, the nearest day first."""
    mine = (campaign for campaign in list_campaigns(session) if campaign.id in campaign_ids)
    return [(one.slug, _title_of(one, languages).value) for one in mine]


def list_endorsers(session: Session, *, campaign_id: UUID) -> Sequence[str]:
    """Return the names of who stands behind a campaign, in its order."""
    query = select(Endorsement.name).where(Endorsement.campaign_id == campaign_id)
    return session.scalars(query.order_by(Endorsement.position, Endorsement.name)).all()


def list_grants(session: Session, *, person_id: UUID) -> Sequence[Grant]:
    """Return the person's roles in campaigns."""
    roles = session.scalars(select(CampaignRole).where(CampaignRole.person_id == person_id)).all()
    return [Grant(row.role, row.campaign_id, frozenset(row.countries)) for row in roles]


@dataclass(frozen=True, slots=True)
class Masthead:
    """What the head of every page of a campaign shows, and what its forms need."""

    id: UUID
    slug: str
    mark: str
    title: Text
    languages: tuple[str, ...]
    default_language: str
    primary_colour: str
    accent_colour: str
    phase: Phase
    day: date
    trusts_hosts: bool


def _title_of(campaign: Campaign, languages: Sequence[str]) -> Text:
    title = pick(campaign.title, [*languages, campaign.default_language])
    return title or Text(campaign.slug, campaign.default_language)


def masthead_of(campaign: Campaign, *, languages: Sequence[str], now: datetime) -> Masthead:
    """Return the masthead of a campaign for a reader's languages."""
    return Masthead(
        id=campaign.id,
        slug=campaign.slug,
        mark=campaign.mark,
        title=_title_of(campaign, languages),
        languages=tuple(campaign.languages),
        default_language=campaign.default_language,
        primary_colour=campaign.primary_colour,
        accent_colour=campaign.accent_colour,
        phase=phase_at(campaign.schedule, now, by_hand=campaign.phase_by_hand),
        day=campaign.day,
        trusts_hosts=campaign.trusts_hosts,
    )
