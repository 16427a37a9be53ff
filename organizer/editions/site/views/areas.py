"""Pages of countries and provinces, at addresses that stay: by code, whatever the reader's language calls them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from organizer.editions.site.area_page import area_page
from organizer.editions.site.areas import Area, countries_in, country_area, country_url, other_countries, region_area
from organizer.editions.site.around import campaign_chrome
from organizer.editions.site.drawing import draw_campaign_page, send
from organizer.editions.site.listing import page_number
from organizer.editions.site.metadata import area_preview
from organizer.editions.site.reader import PageReader, page_reader
from organizer.foundation.core.prepared import Draft
from organizer.foundation.web.access import public
from organizer.places.countries import is_country
from organizer.record.around import around_country
from organizer.record.filters import Filters
from organizer.record.finding import Found
from organizer.record.listing import Listed, find_around, load_everything, load_listed
from organizer.record.shelf import shelf

from .blueprint import blueprint

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@blueprint.get("/c/<slug>/country/")
@public
def countries(slug: str) -> ResponseReturnValue:
    """List the countries of a campaign; one that was chosen from a list (``?code=co``) leads to its page."""
    code = request.args.get("code", "")
    if is_country(code.upper()):
        return redirect(country_url(slug, code), 303)
    reader = page_reader()
    return send(shelf().of_campaign(slug, reader.wanted("page-countries"), lambda s: _countries(s, slug, reader)))


@blueprint.get("/c/<slug>/country/<code>/")
@public
def country(slug: str, code: str) -> ResponseReturnValue:
    """Show a country: its list, map, calendar and posters; or that nobody has begun there yet."""
    if code.isascii() and code != code.lower():
        return redirect(country_url(slug, code), 301)
    return _area(slug, country_area(code))


@blueprint.get("/c/<slug>/region/<key>/")
@public
def region(slug: str, key: str) -> ResponseReturnValue:
    """Show a province in the same way."""
    if key != key.lower():
        return redirect(url_for("site.region", slug=slug, key=key.lower()), 301)
    return _area(slug, region_area(key))


def _countries(session: "Session", slug: str, reader: PageReader) -> Draft:
    campaign, events = load_everything(session, slug=slug, reader=reader.record())
    values = {
        "countries": countries_in(events, slug, reader.ui),
        "others": other_countries(events, slug, reader.ui),
    }
    return draw_campaign_page("site/countries.html", campaign, campaign_chrome(campaign, reader), values)


def _area(slug: str, area: Area) -> Response:
    reader, page = page_reader(), page_number(request.args.get("page", ""))
    # What is over changes with the hour, with no write.
    wanted = reader.wanted("page-area", area.feed.key, str(page), f"{reader.at:%H}")
    return send(shelf().of_campaign(slug, wanted, lambda session: _area_draft(session, slug, area, page, reader)))


def _area_draft(session: "Session", slug: str, area: Area, page: int, reader: PageReader) -> Draft:
    listed = load_listed(session, slug=slug, reader=reader.record(), filters=area.filters)
    shown = area_page(area, listed, _elsewhere(listed, area), page, reader)
    canonical = shelf().base_url + area.path(slug)
    values = {
        "area": shown,
        "preview": area_preview(listed.campaign, shown.title, shown.lead, canonical, reader.ui),
        "canonical": canonical,
    }
    pairs = (("page", str(page)),) if page > 1 else ()
    chrome = campaign_chrome(listed.campaign, reader, pairs=pairs)
    # A hundred pages that say "nothing yet" are of no use to a search engine.
    return draw_campaign_page("site/area.html", listed.campaign, chrome, values, is_indexed=not shown.is_empty)


def _elsewhere(listed: Listed, area: Area) -> Sequence[Found]:
    """Return what is nearest to a country where nothing is."""
    around = None if listed.events else around_country(area.country)
    return find_around(listed.everything, Filters(radius=0), around).elsewhere if around else ()
