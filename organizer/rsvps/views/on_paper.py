"""Behind the link in the mail to an address on a sign-in sheet. Looking changes nothing; only the buttons act."""

from datetime import timedelta
from uuid import UUID

from flask import Response, redirect, url_for
from flask.typing import ResponseReturnValue

from organizer.campaigns.queries import get_campaign_by_id, masthead_of
from organizer.campaigns.rules import SAFETY
from organizer.consents.models import ConsentWording
from organizer.consents.queries import get_tick
from organizer.events.models import Event
from organizer.events.queries import line_of
from organizer.foundation.core.clock import now
from organizer.foundation.core.email import mask_email
from organizer.foundation.core.errors import NotFound
from organizer.foundation.core.wording import plain_day
from organizer.foundation.web.access import by_link
from organizer.foundation.web.branded import reader_chrome
from organizer.foundation.web.headers import unindexed
from organizer.foundation.web.language import content_languages, ui_language
from organizer.foundation.web.links import LinkNotUsable
from organizer.foundation.web.rendering import render_page
from organizer.foundation.web.state import reading, services, transaction, write
from organizer.rsvps.operations import confirm_tick, take_tick_back

from .blueprint import blueprint
from .link import make_link

#: Purpose of the link in the mail; payload ``t`` (the tick's id).
SHEET_PURPOSE = "sheet"


@blueprint.get("/manage/sheet/<token>/")
@by_link(SHEET_PURPOSE)
def own_tick(token: str) -> ResponseReturnValue:
    """Show what the sheet said: with the button that says yes, or the one that takes it back."""
    return _page(token)


@blueprint.post("/manage/sheet/<token>/confirm")
@by_link(SHEET_PURPOSE)
def say_it_was_me(token: str) -> ResponseReturnValue:
    """Let it count. Of who answered the event, too, it stands on their own page from now on."""
    tick_id = _read_link(token)
    try:
        with transaction() as session:
            rsvp = confirm_tick(session, tick_id=tick_id, now=now())
            own_page = make_link(rsvp.id, rsvp.link_version) if rsvp is not None else None
    except NotFound:
        return _over()
    if own_page is not None:
        return redirect(url_for("site.guest", token=own_page, done="tick-confirmed", _anchor="consents"), 303)
    return redirect(url_for("rsvps.own_tick", token=token, done="tick-confirmed"), 303)


@blueprint.get("/manage/sheet/<token>/stop")
@by_link(SHEET_PURPOSE)
def ask_take_tick_back(token: str) -> ResponseReturnValue:
    """Show the button that takes it back: what a reader sees who follows the mail program's own link."""
    return _page(token, is_ending=True)


@blueprint.post("/manage/sheet/<token>/stop")
@by_link(SHEET_PURPOSE)
def end_tick(token: str) -> ResponseReturnValue:
    """Take it back and erase it; also by one POST of a mail program, without asking and without going on (RFC 8058)."""
    try:
        write(take_tick_back, tick_id=_read_link(token), now=now())
    except NotFound:
        return _over(200)  # it ended before: what was wanted is so
    return _over(200)


def _read_link(token: str) -> UUID:
    try:
        return UUID(str(services().signer.read(SHEET_PURPOSE, token)["t"]))
    except (LinkNotUsable, KeyError, ValueError) as error:
        raise NotFound(link=SHEET_PURPOSE) from error


def _page(token: str, *, is_ending: bool = False) -> Response:
    tick_id = _read_link(token)
    try:
        with reading() as session:
            tick = get_tick(session, tick_id=tick_id, now=now())
            event, wording = session.get_one(Event, tick.event_id), session.get_one(ConsentWording, tick.wording_id)
            campaign = get_campaign_by_id(session, campaign_id=tick.campaign_id)
            masthead = masthead_of(campaign, languages=content_languages(), now=now())
            purge = (event.ends_utc or event.starts_utc) + timedelta(days=SAFETY[campaign.safety].purge_days)
            shown = {
                "email": mask_email(tick.email or ""),
                "title": line_of(event).title,
                "words": wording.words,
                "words_lang": wording.language,
                "is_confirmed": tick.confirmed_on is not None,
                "ends_on": plain_day((tick.forget_after or purge).date(), ui_language()),
            }
    except NotFound:
        return _over()
    page = render_page(
        "rsvps/sheet.html",
        token=token,
        masthead=masthead,
        chrome=reader_chrome(masthead),
        tick=shown,
        is_ending=is_ending,
    )
    return unindexed(page)


def _over(status: int = 410) -> Response:
    """Say that nothing is there any more, whatever the reason."""
    return unindexed(render_page("rsvps/sheet-over.html", status=status))
