"""Pages that help to follow a calendar: all of them, one of them, and the way to one near a place."""

from typing import TYPE_CHECKING

from flask import Response, redirect, request
from flask.typing import ResponseReturnValue

from organizer.editions.site.around import campaign_chrome, site_around
from organizer.editions.site.drawing import draw, draw_campaign_page, send
from organizer.editions.site.feed_page import feed_page_of, near_choices
from organizer.editions.site.feeds import follow_of, near_form
from organizer.editions.site.reader import PageReader, page_reader
from organizer.foundation.core.prepared import Draft
from organizer.foundation.web.access import public
from organizer.foundation.web.qr import qr_svg
from organizer.foundation.web.ratelimit import Budget, spend
from organizer.foundation.web.state import reading
from organizer.record.feeds import FeedKind, PublicFeed, parse_feed
from organizer.record.loader import load_campaign, load_events, load_group
from organizer.record.shelf import Wanted, shelf
from organizer.record.types import EventRecord

from .blueprint import blueprint

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_SEARCHES = Budget("calendars-near", per_client="600 per hour")
_LONGEST = 100


@blueprint.get("/c/<slug>/subscribe/")
@public
def subscribe(slug: str) -> Response:
    """List the calendars that can be followed."""
    reader = page_reader()
    return send(shelf().of_campaign(slug, reader.wanted("page-subscribe"), lambda s: _overview(s, slug, reader)))


@blueprint.get("/c/<slug>/subscribe/near/")
@public
def subscribe_near(slug: str) -> ResponseReturnValue:
    """Let the reader choose which place is meant; none is chosen for them unless there is only one."""
    spend(_SEARCHES)
    reader = page_reader()
    typed = "".join(char for char in request.args.get("place", "")[:_LONGEST] if char.isprintable()).strip()
    km = request.args.get("km", "")
    found = near_choices(typed, km, slug, reader.ui)
    if found.only is not None:
        return redirect(found.only, 303)
    with reading() as session:
        campaign = load_campaign(session, slug=slug, reader=reader.record())
    values = {"found": found, "near": near_form(campaign, reader.ui, found.km)}
    draft = draw_campaign_page("site/near.html", campaign, campaign_chrome(campaign, reader), values)
    return Response(draft.body, content_type=draft.content_type, headers={"Cache-Control": "no-store"})


@blueprint.get("/c/<slug>/subscribe/<kind>/", defaults={"key": ""})
@blueprint.get("/c/<slug>/subscribe/<kind>/<path:key>/")
@public
def subscribe_to(slug: str, kind: str, key: str) -> Response:
    """Help to follow one calendar."""
    feed, reader = _campaign_feed(kind, key), page_reader()
    wanted = reader.wanted("page-feed", feed.kind.value, feed.key, f"{reader.at:%Y%m%d}")
    return send(shelf().of_campaign(slug, wanted, lambda session: _feed(session, slug, feed, reader)))


@blueprint.get("/c/<slug>/subscribe/<kind>/qr.svg", defaults={"key": ""})
@blueprint.get("/c/<slug>/subscribe/<kind>/<path:key>/qr.svg")
@public
def subscribe_qr(slug: str, kind: str, key: str) -> Response:
    """Send the address of that page as a code to scan, for whoever sits at a desk with the phone beside them."""
    feed = _campaign_feed(kind, key)
    wanted = Wanted("feed-qr", (request.script_root, feed.kind.value, feed.key))
    return send(shelf().of_campaign(slug, wanted, lambda _: _qr(feed.page_path(slug))))


@blueprint.get("/g/<slug>/subscribe/")
@public
def subscribe_group(slug: str) -> Response:
    """Help to follow the calendar of a group."""
    reader = page_reader()
    wanted = reader.wanted("page-feed", f"{reader.at:%Y%m%d}")
    return send(shelf().of_group(slug, wanted, lambda session: _group(session, slug, reader)))


@blueprint.get("/g/<slug>/subscribe/qr.svg")
@public
def subscribe_group_qr(slug: str) -> Response:
    """Send the address of that page as a code to scan."""
    wanted = Wanted("feed-qr", (request.script_root,))
    return send(shelf().of_group(slug, wanted, lambda _: _qr(parse_feed("group", slug).page_path(slug))))


def _campaign_feed(kind: str, key: str) -> PublicFeed:
    feed = parse_feed(kind, key)
    return feed if feed.kind is not FeedKind.GROUP else parse_feed("")


def _overview(session: "Session", slug: str, reader: PageReader) -> Draft:
    campaign = load_campaign(session, slug=slug, reader=reader.record())
    events = load_events(session, campaign=campaign, reader=reader.record())
    values = {"follow": follow_of(campaign, events, reader.ui)}
    return draw_campaign_page("site/subscribe.html", campaign, campaign_chrome(campaign, reader), values)


def _feed(session: "Session", slug: str, feed: PublicFeed, reader: PageReader) -> Draft:
    campaign = load_campaign(session, slug=slug, reader=reader.record())
    events = [event for event in load_events(session, campaign=campaign, reader=reader.record()) if feed.holds(event)]
    values = {"page": feed_page_of(feed, slug, campaign.title.value, events, reader), "today": reader.at.date()}
    return draw_campaign_page("site/feed.html", campaign, campaign_chrome(campaign, reader), values)


def _group(session: "Session", slug: str, reader: PageReader) -> Draft:
    group = load_group(session, slug=slug, reader=reader.record())
    events = [event for event in group.events if isinstance(event, EventRecord)]
    page = feed_page_of(parse_feed("group", slug), slug, group.name, events, reader)
    around = {"campaign": None, "chrome": site_around(), "base_url": shelf().base_url}
    return draw("site/feed.html", {**around, "page": page, "today": reader.at.date()})


def _qr(path: str) -> Draft:
    return Draft(qr_svg(f"{shelf().base_url}{request.script_root}{path}"), "image/svg+xml")
