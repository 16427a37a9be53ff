"""Calendars that people can follow: the whole, by country, region, town, language, kind, from anywhere, near a place."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import request, url_for
from flask_babel import gettext

from organizer.foundation.core.languages import Text, own_name
from organizer.foundation.core.wording import number
from organizer.record.feeds import CountedFeed, FeedKind, PublicFeed, feeds_of
from organizer.record.filters import RADII, USUAL_RADIUS
from organizer.record.types import CampaignRecord, EventRecord

#: More are folded away under their heading, or one scrolls past them all to the next.
_SHOWN = 12


@dataclass(frozen=True, slots=True)
class FeedLine:
    """One feed: its name, how many events are in it now, its page and file; ``id`` is where a page can lead to."""

    id: str
    name: Text | str
    full_name: str
    events: int
    count: str
    page: str
    path: str


@dataclass(frozen=True, slots=True)
class FeedGroup:
    """Feeds of one sort under a heading. ``is_folded``: so many that they are shown when asked for; ``count`` in words."""

    id: str
    title: str
    lines: tuple[FeedLine, ...]
    count: str
    is_folded: bool


@dataclass(frozen=True, slots=True)
class NearForm:
    """The form for a calendar of what is near a place: its address, the radii, and the one chosen first."""

    action: str
    radii: tuple[tuple[str, str, bool], ...]


@dataclass(frozen=True, slots=True)
class Follow:
    """What the overview shows: the whole first, then the groups."""

    whole: FeedLine
    groups: tuple[FeedGroup, ...]
    near: NearForm


def follow_of(campaign: CampaignRecord, events: Sequence[EventRecord], language: str) -> Follow:
    """Return every feed that holds something now, and the whole, which always does its work later."""
    counted = feeds_of(events, language)
    whole = next(one for one in counted if one.feed.kind is FeedKind.WHOLE)
    sorts = (
        ("country", gettext("By country"), (FeedKind.COUNTRY,)),
        ("language", gettext("By language"), (FeedKind.LANGUAGE,)),
        ("kind", gettext("By kind, or online"), (FeedKind.KIND, FeedKind.ONLINE)),
        ("region", gettext("By region"), (FeedKind.REGION,)),
        ("city", gettext("By town or city"), (FeedKind.CITY,)),
    )
    groups = (
        FeedGroup(id_, title, lines, number(len(lines), language), len(lines) > _SHOWN)
        for id_, title, kinds in sorts
        if (lines := tuple(feed_line(campaign, one, language) for one in counted if one.feed.kind in kinds))
    )
    return Follow(
        feed_line(campaign, whole, language),
        tuple(groups),
        near_form(campaign, language),
    )


def feed_line(campaign: CampaignRecord, one: CountedFeed, language: str) -> FeedLine:
    """Return a feed as a page shows it. A language is called by its own name: who needs it can read it."""
    feed, title = one.feed, campaign.title.value
    name: Text | str = one.name or gettext("The whole day")
    if feed.kind is FeedKind.LANGUAGE:
        name = Text(own_name(feed.key), feed.key)
    return FeedLine(
        id=f"{feed.kind.value}-{feed.key.lower()}" if feed.key else feed.kind.value,
        name=name,
        full_name=f"{title} – {name}" if one.name else title,
        events=one.events,
        count=number(one.events, language),
        page=_with_prefix(feed.page_path(campaign.slug)),
        path=_with_prefix(feed.path(campaign.slug)),
    )


def near_form(campaign: CampaignRecord, language: str, km: int = USUAL_RADIUS) -> NearForm:
    """Return the form that asks for a place and a distance."""
    radii = tuple((str(radius), gettext("%(km)s km", km=number(radius, language)), radius == km) for radius in RADII)
    return NearForm(url_for("site.subscribe_near", slug=campaign.slug), radii)


def near_feed(place_id: int, km: int) -> PublicFeed:
    """Return the feed of what is within ``km`` of a place of the gazetteer."""
    return PublicFeed(FeedKind.NEAR, f"{place_id}/{km}")


def _with_prefix(path: str) -> str:
    """Return a path as this page's reader must ask for it: with the language that stands in the address, if one does."""
    return f"{request.script_root}{path}"
