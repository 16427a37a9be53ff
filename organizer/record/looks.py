"""How a campaign looks, beside its words: logos and the pictures that editions draw."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy.orm import Session

from organizer.campaigns.models import Campaign
from organizer.campaigns.queries import get_campaign
from organizer.designs.queries import read_pictures
from organizer.designs.rules import Logo
from organizer.foundation.access import Target
from organizer.foundation.core.languages import Text

from .types import LogoRecord


def campaign_target(session: Session, slug: str, **_: object) -> Target:
    """Return what rights on the campaign of an address depend on. Raises NotFound."""
    return Target(campaign_id=get_campaign(session, slug=slug).id)


def logos_of(campaign: Campaign) -> tuple[LogoRecord, ...]:
    """Return the campaign's logos, its own first."""
    logos = [Logo(**row) for row in campaign.logos]
    return tuple(
        LogoRecord(
            one.digest, one.kind, one.width, one.height, Text(one.alt, campaign.default_language), one.is_partner
        )
        for one in sorted(logos, key=lambda logo: logo.is_partner)
    )


def load_pictures(session: Session, *, campaign_id: UUID, digests: tuple[str, ...]) -> Mapping[str, bytes]:
    """Return pictures of a campaign by their hashes; what is gone is left out."""
    return read_pictures(session, campaign_id=campaign_id, digests=digests) if digests else {}
