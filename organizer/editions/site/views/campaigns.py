"""Pages of a campaign: front page, list, map."""

from dataclasses import replace
from typing import TYPE_CHECKING

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from organizer.editions.site.areas import country_url
from organizer.editions.site.around import campaign_chrome
from organizer.editions.site.choices import address
from organizer.editions.site.drawing import draw_campaign_page, send
from organizer.editions.site.front import front_of
from organizer.editions.site.listing import list_page, page_number
from organizer.editions.site.metadata import campaign_preview
from organizer.editions.site.reader import PageReader, page_reader
from organizer.foundation.core.prepared import Draft
from organizer.foundation.web.access import public
from organizer.record.around import country_meant
from organizer.record.filters import Filters
from organizer.record.listing import asked_filters, load_listed, prepared_list, words_meant
from organizer.record.loader import load_campaign, load_events
from organizer.record.shelf import shelf

from .blueprint import blueprint

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

#: What is under way is said on this page, so it is drawn again this often (minutes).
_SLOT = 15


@blueprint.get("/c/<slug>/")
@public
def campaign(slug: str) -> Response:
    """Show a campaign: the call, the day, where it happens."""
    reader = page_reader()
    wanted = reader.wanted("page-campaign", reader.slot(_SLOT))
    return send(shelf().of_campaign(slug, wanted, lambda session: _front(session, slug, reader)))


@blueprint.get("/c/<slug>/events/")
@public
def events(slug: str) -> ResponseReturnValue:
    """List the events that fit, by day and start, or by distance."""
    return _list(slug, is_map=False)


@blueprint.get("/c/<slug>/map/")
@public
def map(slug: str) -> ResponseReturnValue:  # noqa: A001 - the address and its name are the public's
    """Show the events that fit on the map of the world, and the list of the same below it."""
    return _list(slug, is_map=True)


def _front(session: "Session", slug: str, reader: PageReader) -> Draft:
    campaign = load_campaign(session, slug=slug, reader=reader.record())
    events = load_events(session, campaign=campaign, reader=reader.record())
    values = {
        "front": front_of(campaign, events, reader),
        "preview": campaign_preview(campaign, reader.ui),
        "map_data": url_for("maps.points", slug=slug),
    }
    return draw_campaign_page("site/campaign.html", campaign, campaign_chrome(campaign, reader, is_front=True), values)


def _of_country(slug: str, filters: Filters, country: str, *, is_map: bool) -> str:
    """Return where somebody is led who looks near a whole country: to its page, or with other filters to the list of it."""
    there = replace(filters.without("near"), country=country)
    if not is_map and there == Filters(country=country):
        return country_url(slug, country)
    return address(url_for("site.map" if is_map else "site.events", slug=slug), there.pairs())


def _list(slug: str, *, is_map: bool) -> ResponseReturnValue:
    reader, filters, page = page_reader(), asked_filters(), page_number(request.args.get("page", ""))
    country = country_meant(filters.near) if filters.near and filters.place is None else None
    if country is not None:
        return redirect(_of_country(slug, filters, country, is_map=is_map), 303)
    parts = [f"{name}={value}" for name, value in filters.pairs()]
    wanted = reader.wanted("page-map" if is_map else "page-events", str(page), f"{reader.at:%H}", *parts)

    def draw(session: "Session") -> Draft:
        return _list_draft(session, slug, (filters, page), reader, is_map=is_map)

    return send(prepared_list(slug, wanted, filters, draw))


def _list_draft(
    session: "Session", slug: str, asked: tuple[Filters, int], reader: PageReader, *, is_map: bool
) -> Draft:
    filters, page = asked
    listed = load_listed(session, slug=slug, reader=reader.record(), filters=filters)
    url = url_for("site.map" if is_map else "site.events", slug=slug)
    shown = list_page(listed, url, page, reader, words_meant(session, listed))
    pairs = (*filters.pairs(), *((("page", str(page)),) if page > 1 else ()))
    values = {
        "list": shown,
        "is_map": is_map,
        "url": url,
        "map_data": url_for("maps.points", slug=slug) + shown.query,
    }
    return draw_campaign_page(
        "site/events.html", listed.campaign, campaign_chrome(listed.campaign, reader, pairs=pairs), values
    )
