"""A host's way out of a campaign's messages: behind the link in each of them."""

from uuid import UUID

from flask import Response, url_for
from flask.typing import ResponseReturnValue

from organizer.accounts.queries import get_person
from organizer.broadcasts.forms import KIND_WORDS
from organizer.campaigns.queries import get_campaign_by_id, masthead_of
from organizer.foundation.core.clock import now
from organizer.foundation.core.errors import NotFound
from organizer.foundation.web.access import by_link
from organizer.foundation.web.branded import reader_chrome
from organizer.foundation.web.headers import unindexed
from organizer.foundation.web.language import content_languages
from organizer.foundation.web.links import LinkNotUsable
from organizer.foundation.web.rendering import render_page
from organizer.foundation.web.state import reading, services, write
from organizer.rsvps.operations.switching import For, switch_mail
from organizer.rsvps.rules.kinds import MailKind

from .blueprint import blueprint

#: Purpose of the link; payload ``p`` (the person's id) and ``c`` (the campaign's).
LINK_PURPOSE = "host-mail"


@blueprint.get("/manage/mail/<token>/")
@by_link(LINK_PURPOSE)
def ask_no_campaign_mail(token: str) -> ResponseReturnValue:
    """Show the button that ends a campaign's messages to a host."""
    return _page(token, is_done=False)


@blueprint.post("/manage/mail/<token>/")
@by_link(LINK_PURPOSE)
def no_campaign_mail(token: str) -> ResponseReturnValue:
    """End them; also by one POST of a mail program, without asking and without going on (RFC 8058)."""
    person_id, campaign_id = _read(token)
    with reading() as session:
        get_person(session, person_id=person_id)
    of = For(campaign_id, person_id=person_id)
    write(switch_mail, of=of, kind=MailKind.CAMPAIGN_WORDS, is_on=False)
    return _page(token, is_done=True)


def _read(token: str) -> tuple[UUID, UUID]:
    try:
        payload = services().signer.read(LINK_PURPOSE, token)
        return UUID(str(payload["p"])), UUID(str(payload["c"]))
    except (LinkNotUsable, KeyError, ValueError) as error:
        raise NotFound(link=LINK_PURPOSE) from error


def _page(token: str, *, is_done: bool) -> Response:
    _, campaign_id = _read(token)
    with reading() as session:
        campaign = get_campaign_by_id(session, campaign_id=campaign_id)
        masthead = masthead_of(campaign, languages=content_languages(), now=now())
    title, about = KIND_WORDS[MailKind.CAMPAIGN_WORDS]
    page = render_page(
        "broadcasts/no-more.html", kind=str(title), about=str(about), is_done=is_done, masthead=masthead, back=None,
        action=url_for("broadcasts.no_campaign_mail", token=token), chrome=reader_chrome(masthead),
    )  # fmt: skip
    return unindexed(page)
