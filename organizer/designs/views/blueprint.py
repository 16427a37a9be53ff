"""The blueprint of looks and designs, with the sentences after each act."""

from flask import Blueprint
from flask_babel import lazy_gettext
from sqlalchemy.orm import Session

from organizer.campaigns.queries import get_campaign
from organizer.foundation.access import Target
from organizer.foundation.web.done import word_results

blueprint = Blueprint("designs", __name__)

word_results(
    {
        "look-saved": lazy_gettext("Saved. Pages, mails and sheets have it from now on."),
        "logo-added": lazy_gettext("The logo is on the campaign’s pages and sheets now."),
        "design-published": lazy_gettext("Published. Hosts find it beside the other posters."),
        "design-withdrawn": lazy_gettext("Nobody can print it any more. The draft is still there."),
        "design-deleted": lazy_gettext("The design and its artwork are deleted."),
        "logo-removed": lazy_gettext("The logo is gone."),
    }
)


def campaign_target(session: Session, slug: str, **_: object) -> Target:
    """Return what rights on the campaign of an address depend on. Raises NotFound."""
    return Target(campaign_id=get_campaign(session, slug=slug).id)
