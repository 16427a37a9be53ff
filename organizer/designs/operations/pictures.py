"""Keeping pictures, each once for a campaign, and forgetting those that nothing uses.

Callers hold the campaign (``queries.lock_campaign``): nobody can begin to use a picture that is being forgotten.
"""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from organizer.campaigns.models import Campaign
from organizer.designs.models import Picture
from organizer.designs.queries import find_own_picture, list_designs
from organizer.foundation.core.clock import now
from organizer.foundation.uploads import CleanPicture


def keep_picture(session: Session, *, campaign: Campaign, picture: CleanPicture) -> Picture:
    """Return the campaign's row of a picture; a new one when it has none with this content."""
    found = find_own_picture(session, campaign_id=campaign.id, digest=picture.digest)
    if found is None:
        found = Picture(
            campaign_id=campaign.id, digest=picture.digest, kind=picture.kind, width=picture.width,
            height=picture.height, body=picture.body, added_at=now(),
        )  # fmt: skip
        session.add(found)
        session.flush()
    return found


def forget_unused(session: Session, *, campaign: Campaign) -> None:
    """Delete the campaign's pictures that are no logo and in no design, as it is worked on or as it is published."""
    session.flush()
    designs = list_designs(session, campaign_id=campaign.id)
    used = {logo["digest"] for logo in campaign.logos}
    used |= {
        str(spec.get("art", "")).partition(".")[0]
        for design in designs
        for spec in (design.draft, design.published or {})
    }
    of_campaign = Picture.campaign_id == campaign.id
    session.execute(delete(Picture).where(of_campaign, Picture.digest.not_in(sorted(filter(None, used)))))
