"""Public feeds: prepared bytes, the same for everybody who asks for that address.

Everything that decides stands in the path. A query is ignored, not refused: no address of ours has one, but people
add one by hand to make a web calendar look again, and it must find the same calendar (calendars.md R80).
"""

from flask import Response

from organizer.editions.calendars.drafts import Asked, campaign_draft, group_draft
from organizer.foundation.core.clock import now
from organizer.foundation.core.prepared import Draft, Prepared
from organizer.foundation.web.access import public
from organizer.record.feeds import FeedKind, PublicFeed, parse_feed
from organizer.record.shelf import Wanted, shelf

from .blueprint import blueprint
from .sending import asked, send_public


@blueprint.get("/c/<slug>/calendar.ics")
@public
def campaign_feed(slug: str) -> Response:
    """Send the feed of all events."""
    return _send(slug, parse_feed("all"))


@blueprint.get("/c/<slug>/calendar/country/<code>.ics")
@public
def country_feed(slug: str, code: str) -> Response:
    """Send the feed of a country; 404 when there is no such country, an empty feed when nothing happens there (R17)."""
    return _send(slug, parse_feed("country", code))


@blueprint.get("/c/<slug>/calendar/region/<region>.ics")
@public
def region_feed(slug: str, region: str) -> Response:
    """Send the feed of a province or state, such as ``co-antioquia``."""
    return _send(slug, parse_feed("region", region))


@blueprint.get("/c/<slug>/calendar/city/<place>/<name>.ics")
@public
def city_feed(slug: str, place: str, name: str) -> Response:
    """Send the feed of a city. Its id decides; the name is for calendar programs that show it, and may be any."""
    assert name
    return _send(slug, parse_feed("city", place))


@blueprint.get("/c/<slug>/calendar/language/<tag>.ics")
@public
def language_feed(slug: str, tag: str) -> Response:
    """Send the feed of the events in a language."""
    return _send(slug, parse_feed("language", tag))


@blueprint.get("/c/<slug>/calendar/kind/<kind>.ics")
@public
def kind_feed(slug: str, kind: str) -> Response:
    """Send the feed of one kind of event."""
    return _send(slug, parse_feed("kind", kind))


@blueprint.get("/c/<slug>/calendar/online.ics")
@public
def online_feed(slug: str) -> Response:
    """Send the feed of what one can join from afar."""
    return _send(slug, parse_feed("online"))


@blueprint.get("/c/<slug>/calendar/near/<place>/<km>.ics")
@public
def near_feed(slug: str, place: str, km: str) -> Response:
    """Send the feed of what is around a place: ``100.ics``, or ``100-km-bogota.ics`` with a name that may be any."""
    return _send(slug, parse_feed("near", f"{place}/{km.partition('-')[0]}"))


@blueprint.get("/g/<slug>/calendar.ics")
@public
def group_feed(slug: str) -> Response:
    """Send the feed of a group's events, in all campaigns."""
    feed = parse_feed("group", slug)
    return send_public(prepared_feed(slug, feed), feed.path(slug))


def _send(slug: str, feed: PublicFeed) -> Response:
    return send_public(prepared_feed(slug, feed), feed.path(slug))


def prepared_feed(slug: str, feed: PublicFeed) -> Prepared:
    """Return a feed as it is sent in the language of this request's address. Raises NotFound."""
    path = feed.path(slug)
    want = asked(path)
    if feed.kind is FeedKind.GROUP:
        wanted = Wanted("calendar-group", (path,), want.prefix or "")
        return shelf().of_group(slug, wanted, lambda session: _noted(group_draft(session, want, slug), want))
    # The address is the key: the country CO and the language co are two feeds. There are a million circles around
    # places: what somebody made up to fill a disk is kept in memory only, where the oldest gives way.
    wanted = Wanted("calendar", (path,), want.prefix or "", is_stored=feed.kind is not FeedKind.NEAR)
    if not wanted.is_stored:
        return shelf().of_campaign(slug, wanted, lambda session: campaign_draft(session, want, slug, feed))
    return shelf().of_campaign(slug, wanted, lambda s: _noted(campaign_draft(s, want, slug, feed), want))


def _noted(draft: Draft, want: Asked) -> Draft:
    """Remember what was drawn, so that the next version can be held against it."""
    shelf().history.note(want.source_url, draft.body, now())
    return draft
