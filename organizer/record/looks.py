"""How a campaign looks, beside its words: logos and the pictures that editions draw."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy.orm import Session

from organizer.campaigns.models import Campaign
from organizer.campaigns.queries import get_campaign
from organizer.designs.queries import get_design, list_designs, read_pictures
from organizer.designs.rules import Logo
from organizer.designs.rules.slots import Spec, read_spec
from organizer.foundation.access import Target
from organizer.foundation.core.errors import NotFound
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


def load_design(session: Session, *, campaign_id: UUID, code: str) -> Spec:
    """Return a design as it is published, the first of all for ``""``. Raises NotFound."""
    found = next(
        (one for one in list_designs(session, campaign_id=campaign_id) if one.published and code in ("", one.code)),
        None,
    )
    if found is None:
        raise NotFound(design=code)
    return read_spec(found.published)


def load_draft(session: Session, *, campaign_id: UUID, code: str) -> Spec:
    """Return a design as it is worked on, for those who do. Raises NotFound."""
    return read_spec(get_design(session, campaign_id=campaign_id, code=code).draft)
