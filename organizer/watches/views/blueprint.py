"""The blueprint of watches: sentences after each act, and what stands around their pages."""

from uuid import UUID

from flask import Blueprint
from flask_babel import lazy_gettext
from sqlalchemy.orm import Session

from organizer.campaigns.queries import Masthead, get_campaign, get_campaign_by_id, masthead_of
from organizer.campaigns.rules import is_public
from organizer.foundation.core.clock import now
from organizer.foundation.core.errors import NotFound
from organizer.foundation.web.done import word_results
from organizer.foundation.web.language import content_languages
from organizer.foundation.web.links import LinkNotUsable
from organizer.foundation.web.state import services

blueprint = Blueprint("watches", __name__)

#: Purpose of the links in mails; payload ``w`` (the watch's id) and ``v`` (link version).
LINK_PURPOSE = "watch"

word_results(
    {
        "watch-confirmed": lazy_gettext("Done. You get a mail as soon as something happens there."),
        "watch-saved": lazy_gettext("Saved."),
        "question-sent": lazy_gettext("Sent. Whoever wants to host gets to the form by the link in the mail."),
        "question-to-nobody": lazy_gettext("Nobody there can be asked right now, so nothing was sent."),
    }
)


def read_link(token: str) -> tuple[UUID, int]:
    """Return the watch's id and link version. Raises NotFound: a broken link looks like none."""
    try:
        payload = services().signer.read(LINK_PURPOSE, token)
        return UUID(str(payload["w"])), int(payload["v"])
    except (LinkNotUsable, KeyError, ValueError) as error:
        raise NotFound(link=LINK_PURPOSE) from error


def masthead_by_slug(session: Session, slug: str) -> Masthead:
    """Return the head of a public campaign's pages. Raises NotFound."""
    masthead = masthead_of(get_campaign(session, slug=slug), languages=content_languages(), now=now())
    if not is_public(masthead.phase):
        raise NotFound(campaign=slug)
    return masthead


def masthead_by_id(session: Session, campaign_id: UUID) -> Masthead:
    """Return the head of a campaign's pages, whatever its phase. Raises NotFound."""
    campaign = get_campaign_by_id(session, campaign_id=campaign_id)
    return masthead_of(campaign, languages=content_languages(), now=now())
