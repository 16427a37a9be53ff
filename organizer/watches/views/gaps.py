"""A coordinator's page: where people wait in vain, and big cities without an event, in their own countries."""

from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from organizer.campaigns.models import Campaign
from organizer.campaigns.queries import Masthead, list_campaigns, masthead_of
from organizer.foundation.access import Permission, Scopes, campaign_scopes
from organizer.foundation.core.clock import now
from organizer.foundation.core.errors import NotFound
from organizer.foundation.web.access import current_actor, requires_somewhere
from organizer.foundation.web.branded import staff_chrome
from organizer.foundation.web.language import content_languages, ui_language
from organizer.foundation.web.rendering import render_page
from organizer.foundation.web.state import reading
from organizer.places.countries import country_name, is_country
from organizer.places.current import gazetteer
from organizer.places.gazetteer import City
from organizer.watches.forms import GapForm, fill_gap_choices
from organizer.watches.queries import list_waiting, live_points
from organizer.watches.rules import DISTANCES, SIZES, USUAL_DISTANCE, USUAL_SIZE, Gap, cities_without, find_gaps

from .blueprint import blueprint
from .gap_page import FIRST, MOST_CITIES, city_rows, country_rows, gap_map, gap_rows


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for: cities of at least this size, this far from any event, perhaps of one country."""

    least: int
    km: int
    country: str | None

    def query(self, country: str | None) -> str:
        """Return the query of the same page for another country."""
        pairs = [("least", str(self.least)), ("km", str(self.km)), *([("country", country)] if country else [])]
        return f"?{urlencode(pairs)}#cities"


@blueprint.get("/manage/gaps/")
@requires_somewhere(Permission.GAP_VIEW)
def gaps() -> ResponseReturnValue:
    """Show the gaps of the campaign whose day is next, with the way to the others."""
    return _page(None)


@blueprint.get("/manage/gaps/<slug>/")
@requires_somewhere(Permission.GAP_VIEW)
def campaign_gaps(slug: str) -> ResponseReturnValue:
    """Show the gaps of one campaign; one that the reader has no countries in is not found."""
    return _page(slug)


def _page(slug: str | None) -> Response:
    scopes = campaign_scopes(current_actor(), Permission.GAP_VIEW)
    with reading() as session:
        campaign, others = _choose(session, scopes, slug)
        countries = scopes[campaign.id]
        found, cities, asked = _look(session, campaign, countries)
        masthead = _masthead(campaign)
    language = ui_language()
    form = GapForm(formdata=None, data={"least": asked.least, "km": asked.km, "country": asked.country or ""})
    fill_gap_choices(form, countries, language)
    bands = {gap.place_id: gap.band for gap in found}
    link = {city.country: asked.query(city.country) for city in cities}
    is_one = asked.country is not None
    return render_page(
        "watches/gaps.html",
        masthead=masthead,
        chrome=staff_chrome(current_actor(), masthead),
        others=[(other.title.value, url_for("watches.campaign_gaps", slug=other.slug), None) for other in others],
        towns=gap_rows(found, masthead.slug, language),
        map=gap_map(found, masthead.slug, language),
        cities=city_rows(cities, masthead.slug, bands, language) if is_one else country_rows(cities, link, language),
        first=FIRST,
        cut=len(cities) - MOST_CITIES if is_one else 0,
        country=country_name(asked.country, language) if asked.country else None,
        form=form,
    )


def _look(
    session: Session, campaign: Campaign, countries: frozenset[str] | None
) -> tuple[list[Gap], list[City], Asked]:
    asked = _asked(countries)
    events = live_points(session, campaign_id=campaign.id, now=now())
    waiting = list_waiting(session, campaign_id=campaign.id, countries=countries, now=now())
    wanted = frozenset({asked.country}) if asked.country else countries
    cities = cities_without(gazetteer().cities(asked.least, wanted), events, asked.km)
    return find_gaps(waiting, events, campaign.safety), cities, asked


def _choose(session: Session, scopes: Scopes, slug: str | None) -> tuple[Campaign, list[Masthead]]:
    """Return the campaign that is asked for and the heads of the others. Raises NotFound."""
    mine = [campaign for campaign in list_campaigns(session) if campaign.id in scopes]
    chosen = next((campaign for campaign in mine if slug in (None, campaign.slug)), None)
    if chosen is None:
        raise NotFound(campaign=slug or "")
    return chosen, [_masthead(campaign) for campaign in mine if campaign is not chosen]


def _masthead(campaign: Campaign) -> Masthead:
    return masthead_of(campaign, languages=content_languages(), now=now())


def _asked(countries: frozenset[str] | None) -> Asked:
    """Return what the address asks for; what makes no sense there, or is not the reader's, is left out."""
    country = request.args.get("country", "").upper()
    is_mine = is_country(country) and (countries is None or country in countries)
    only = next(iter(countries)) if countries is not None and len(countries) == 1 else None
    return Asked(
        least=_one_of(SIZES, request.args.get("least", ""), USUAL_SIZE),
        km=_one_of(DISTANCES, request.args.get("km", ""), USUAL_DISTANCE),
        country=country if is_mine else only,
    )


def _one_of(numbers: tuple[int, ...], text: str, usual: int) -> int:
    return next((number for number in numbers if str(number) == text), usual)
