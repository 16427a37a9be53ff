"""The proof of a calendar, for hosts and coordinators. All on it is public; only they have reason to look."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Response, request, url_for

from organizer.editions.calendars.proof.page import prove
from organizer.foundation.access import Permission
from organizer.foundation.core.clock import now
from organizer.foundation.core.errors import NotFound
from organizer.foundation.web.access import current_actor, requires_somewhere
from organizer.foundation.web.branded import staff_chrome
from organizer.foundation.web.language import ui_language
from organizer.foundation.web.rendering import render_page
from organizer.foundation.web.state import reading
from organizer.places.folding import fold
from organizer.record.feeds import CountedFeed, FeedKind, PublicFeed, feeds_of, parse_feed
from organizer.record.loader import load_campaign, load_campaigns, load_events, load_group
from organizer.record.shelf import shelf
from organizer.record.types import CampaignRecord, EventRecord

from .blueprint import blueprint
from .feeds import prepared_feed
from .sending import asked


@dataclass(frozen=True, slots=True)
class CampaignCalendars:
    """The calendars of a campaign: the whole first, then its parts; and those of the groups that take part, by name."""

    campaign: CampaignRecord
    feeds: tuple[CountedFeed, ...]
    groups: tuple[tuple[str, PublicFeed], ...]


@blueprint.get("/manage/calendars/")
@requires_somewhere(Permission.EVENT_EDIT)
def proofs() -> Response:
    """List the calendars of the public campaigns, each with its proof."""
    language = ui_language()
    reader = shelf().reader((language,))
    with reading() as session:
        campaigns = [
            _calendars(campaign, load_events(session, campaign=campaign, reader=reader), language)
            for campaign in load_campaigns(session, reader=reader)
        ]
    return render_page(
        "calendars/proofs.html", campaigns=campaigns, root=request.script_root, chrome=staff_chrome(current_actor())
    )


def _calendars(campaign: CampaignRecord, events: Sequence[EventRecord], language: str) -> CampaignCalendars:
    names = {event.group_slug: event.group_name for event in events if event.group_slug}
    groups = [(name, parse_feed("group", slug)) for slug, name in names.items()]
    return CampaignCalendars(campaign, feeds_of(events, language), tuple(sorted(groups, key=lambda one: fold(one[0]))))


@blueprint.get("/manage/c/<slug>/calendars/<kind>/", defaults={"key": ""})
@blueprint.get("/manage/c/<slug>/calendars/<kind>/<path:key>/")
@requires_somewhere(Permission.EVENT_EDIT)
def proof(slug: str, kind: str, key: str) -> Response:
    """Show whether a calendar is right, what changed in it, and how calendar programs show it."""
    feed = parse_feed(kind, key)
    if feed.kind is FeedKind.GROUP:
        raise NotFound(feed=kind)
    with reading() as session:
        title = load_campaign(session, slug=slug, reader=shelf().reader((ui_language(),))).title.value
    name = feed.name(ui_language())
    return _page(slug, feed, f"{title} – {name}" if name else title)


@blueprint.get("/manage/g/<slug>/calendars/")
@requires_somewhere(Permission.EVENT_EDIT)
def group_proof(slug: str) -> Response:
    """Show whether the calendar of a group is right."""
    with reading() as session:
        title = load_group(session, slug=slug, reader=shelf().reader((ui_language(),))).name
    return _page(slug, parse_feed("group", slug), title)


def _page(slug: str, feed: PublicFeed, title: str) -> Response:
    body = prepared_feed(slug, feed).draft.body
    address = asked(feed.path(slug)).source_url
    chosen = request.args.get("event", "")[:255]
    found = prove(body, address, shelf().history.find(address), chosen, ui_language(), now())
    return render_page(
        "calendars/proof.html",
        proof=found,
        title=title,
        follow=request.script_root + feed.page_path(slug),
        back=url_for(".proofs"),
        chrome=staff_chrome(current_actor()),
    )
