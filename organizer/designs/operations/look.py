"""A campaign's colours, lines and logos."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from organizer.campaigns.models import Campaign
from organizer.campaigns.operations import raise_version
from organizer.designs.rules import MOST_LOGOS, Logo, LogoThereAlready, TooManyLogos, check_colours
from organizer.foundation.access import Actor
from organizer.foundation.audit import Act, record_act
from organizer.foundation.core.colour import clean_colour
from organizer.foundation.core.errors import NotFound
from organizer.foundation.uploads import CleanPicture

from .pictures import forget_unused, keep_picture


@dataclass(frozen=True, slots=True)
class Look:
    """Two colours (``#rrggbb``), the line that signs, and who answers for what is printed; "" for none."""

    primary: str
    accent: str
    signature: str
    imprint: str


def set_look(session: Session, *, campaign: Campaign, look: Look, actor: Actor) -> None:
    """Change colours and lines. Raises NotAColour, ColoursTooClose."""
    check_colours(look.primary, look.accent)
    campaign.primary_colour, campaign.accent_colour = clean_colour(look.primary), clean_colour(look.accent)
    campaign.signature, campaign.imprint = look.signature or None, look.imprint or None
    _told(session, campaign, actor, "look-changed")


def add_logo(
    session: Session, *, campaign: Campaign, picture: CleanPicture, alt: str, is_partner: bool, actor: Actor
) -> None:
    """Add a logo at the end. The campaign is locked. Raises TooManyLogos, LogoThereAlready."""
    if any(logo["digest"] == picture.digest for logo in campaign.logos):
        raise LogoThereAlready
    if len(campaign.logos) >= MOST_LOGOS:
        raise TooManyLogos(most=MOST_LOGOS)
    kept = keep_picture(session, campaign=campaign, picture=picture)
    logo = Logo(kept.digest, kept.kind, kept.width, kept.height, alt, is_partner)
    campaign.logos = [*campaign.logos, logo.to_row()]
    _told(session, campaign, actor, "logo-added")


def remove_logo(session: Session, *, campaign: Campaign, digest: str, actor: Actor) -> None:
    """Take a logo away, and its picture with it unless a design shows it. The campaign is locked. Raises NotFound."""
    left = [logo for logo in campaign.logos if logo["digest"] != digest]
    if len(left) == len(campaign.logos):
        raise NotFound(logo=digest)
    campaign.logos = left
    forget_unused(session, campaign=campaign)
    _told(session, campaign, actor, "logo-removed")


def _told(session: Session, campaign: Campaign, actor: Actor, verb: str) -> None:
    session.flush()
    raise_version(session, campaign_id=campaign.id)
    record_act(session, actor=actor, act=Act(verb, "campaign", campaign.id, campaign.id))
