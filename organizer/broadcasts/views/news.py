"""A campaign's news by mail: asked for, confirmed, ended. Looking changes nothing; only the buttons act."""

from uuid import UUID

from flask import Response, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from organizer.broadcasts.forms import NewsForm
from organizer.broadcasts.operations import NewsAsked, confirm_news, stop_news, subscribe
from organizer.broadcasts.queries import get_subscription
from organizer.broadcasts.rules.news import NewsIsOver, NewsState, news_ends
from organizer.campaigns.queries import Masthead, get_campaign, get_campaign_by_id, masthead_of
from organizer.campaigns.rules import SAFETY, Phase, is_public
from organizer.foundation.core.clock import now
from organizer.foundation.core.email import lookup_form, mask_email
from organizer.foundation.core.errors import NotFound
from organizer.foundation.core.wording import plain_day
from organizer.foundation.web.access import by_link, public
from organizer.foundation.web.branded import reader_chrome
from organizer.foundation.web.gate import Gate, admit
from organizer.foundation.web.language import content_languages, page_language, ui_language
from organizer.foundation.web.links import LinkNotUsable
from organizer.foundation.web.ratelimit import Budget, spend
from organizer.foundation.web.rendering import render_page
from organizer.foundation.web.state import reading, services, write

from .blueprint import blueprint

#: Purpose of the links in mails; payload ``n`` (the subscription's id) and ``v`` (link version).
LINK_PURPOSE = "news"
#: Each may send a mail to an address that somebody names; the operation bounds those further.
_ASKED = Budget("news", per_subject="10 per day", overall="6000 per hour")
_GATE = Gate("news", lands="broadcasts.news_sent", crowd=60)


@blueprint.get("/c/<slug>/news/")
@public
def news_form(slug: str) -> ResponseReturnValue:
    """Show the form."""
    return _ask_page(slug, NewsForm(formdata=None))


@blueprint.post("/c/<slug>/news/")
@public
def ask_news(slug: str) -> ResponseReturnValue:
    """Take an address; say the same to everybody, the mail tells the rest."""
    form = NewsForm()
    if not form.validate():
        return _ask_page(slug, form, status=422)
    admit(_GATE, slug)
    spend(_ASKED, lookup_form(form.email.data))
    try:
        write(subscribe, slug=slug, given=NewsAsked(form.email.data, page_language()), now=now())
    except NewsIsOver as refusal:
        form.refuse(refusal)
        return _ask_page(slug, form, status=409)
    return redirect(url_for("broadcasts.news_sent", slug=slug), 303)


@blueprint.get("/c/<slug>/news/sent/")
@public
def news_sent(slug: str) -> ResponseReturnValue:
    """Say where to look now: in the mail."""
    with reading() as session:
        masthead = _public_masthead(session, slug)
    return render_page("broadcasts/news-sent.html", masthead=masthead, chrome=reader_chrome(masthead))


@blueprint.get("/manage/news/<token>/")
@by_link(LINK_PURPOSE)
def own_news(token: str) -> ResponseReturnValue:
    """Show the subscription: the button that confirms it, or what we hold."""
    return _own_page(token)


@blueprint.post("/manage/news/<token>/confirm")
@by_link(LINK_PURPOSE)
def begin_news(token: str) -> ResponseReturnValue:
    """Let the news begin."""
    subscription_id, version = _read_link(token)
    try:
        write(confirm_news, subscription_id=subscription_id, link_version=version, now=now())
    except (NewsIsOver, NotFound):
        return _over()
    return redirect(url_for("broadcasts.own_news", token=token, done="news-confirmed"), 303)


@blueprint.get("/manage/news/<token>/stop")
@by_link(LINK_PURPOSE)
def ask_end_news(token: str) -> ResponseReturnValue:
    """Show the button that ends it: what a reader sees who follows the mail program's own link."""
    return _own_page(token, is_ending=True)


@blueprint.post("/manage/news/<token>/stop")
@by_link(LINK_PURPOSE)
def end_news(token: str) -> ResponseReturnValue:
    """End and erase it; also by one POST of a mail program, without asking and without going on (RFC 8058)."""
    subscription_id, version = _read_link(token)
    try:
        write(stop_news, subscription_id=subscription_id, link_version=version)
    except NotFound:
        return _over(200)  # it ended before: what was wanted is so
    return _over(200)


def _read_link(token: str) -> tuple[UUID, int]:
    try:
        payload = services().signer.read(LINK_PURPOSE, token)
        return UUID(str(payload["n"])), int(payload["v"])
    except (LinkNotUsable, KeyError, ValueError) as error:
        raise NotFound(link=LINK_PURPOSE) from error


def _public_masthead(session: Session, slug: str) -> Masthead:
    masthead = masthead_of(get_campaign(session, slug=slug), languages=content_languages(), now=now())
    if not is_public(masthead.phase):
        raise NotFound(campaign=slug)
    return masthead


def _ask_page(slug: str, form: NewsForm, status: int = 200) -> Response:
    with reading() as session:
        masthead = _public_masthead(session, slug)
    return render_page(
        "broadcasts/news.html", status=status, masthead=masthead, chrome=reader_chrome(masthead), form=form,
        is_over=masthead.phase is Phase.ARCHIVE,
    )  # fmt: skip


def _own_page(token: str, *, is_ending: bool = False) -> Response:
    subscription_id, version = _read_link(token)
    try:
        with reading() as session:
            row = get_subscription(session, subscription_id=subscription_id, link_version=version)
            campaign = get_campaign_by_id(session, campaign_id=row.campaign_id)
            masthead = masthead_of(campaign, languages=content_languages(), now=now())
            is_confirmed, email = row.state is NewsState.CONFIRMED, mask_email(row.email or "")
            ends_on = plain_day(news_ends(campaign.schedule, campaign.safety).date(), ui_language())
            shields = SAFETY[campaign.safety].neutral_subjects
    except NotFound:
        return _over()
    return render_page(
        "broadcasts/own-news.html", token=token, masthead=masthead, chrome=reader_chrome(masthead), email=email,
        is_confirmed=is_confirmed, ends_on=ends_on, shields=shields, is_ending=is_ending,
    )  # fmt: skip


def _over(status: int = 410) -> Response:
    """Say that no news comes any more, whatever the reason."""
    return render_page("broadcasts/news-over.html", status=status)
