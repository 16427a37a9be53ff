"""The blueprint of the toolkit, with the sentences after each act, and what its pages share."""

from dataclasses import dataclass

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext
from sqlalchemy.orm import Session

from organizer.campaigns.models import Campaign
from organizer.campaigns.queries import Masthead, get_campaign, masthead_of
from organizer.foundation.core.clock import now
from organizer.foundation.core.languages import direction, own_name
from organizer.foundation.web.access import current_actor
from organizer.foundation.web.branded import staff_chrome
from organizer.foundation.web.done import word_results
from organizer.foundation.web.language import content_languages, ui_language
from organizer.foundation.web.rendering import render_page
from organizer.foundation.web.state import reading
from organizer.places.countries import country_name
from organizer.toolkits.queries import where_of

blueprint = Blueprint("toolkits", __name__)

word_results(
    {
        "toolkit-saved": lazy_gettext("Saved. Hosts read it when it is published."),
        "card-saved": lazy_gettext("Saved. Somebody else reads it and publishes it."),
        "toolkit-published": lazy_gettext("Published. Hosts have it now."),
        "toolkit-withdrawn": lazy_gettext("Withdrawn. Hosts don’t see it any more; your words are kept."),
        "toolkit-translated": lazy_gettext("Taken from the file. Look at it, then publish it."),
    }
)


@dataclass(frozen=True, slots=True)
class Desk:
    """What every page about one country and language shows."""

    masthead: Masthead
    place: str
    place_name: str
    country: str | None
    language: str
    language_name: str

    @property
    def direction(self) -> str:
        """``rtl`` or ``ltr``, of what is typed."""
        return direction(self.language)

    def url(self, view: str) -> str:
        """Return the address of a page about the same country and language."""
        return url_for(f"toolkits.{view}", slug=self.masthead.slug, place=self.place, lang=self.language)


def desk_of(session: Session, slug: str, place: str, lang: str) -> Desk:
    """Return the desk of a country and language. Raises NotFound."""
    campaign = get_campaign(session, slug=slug)
    where = where_of(session, slug=slug, place=place, language=lang)
    return Desk(
        masthead=masthead(campaign),
        place=place,
        place_name=place_name(where.country),
        country=where.country,
        language=lang,
        language_name=own_name(lang),
    )


def masthead(campaign: Campaign) -> Masthead:
    """Return the head of the campaign's pages."""
    return masthead_of(campaign, languages=content_languages(), now=now())


def place_name(country: str | None) -> str:
    """Return what a country is called, or everywhere."""
    return country_name(country, ui_language()) if country else gettext("Everywhere")


def desk_page(
    template: str, slug: str, place: str, lang: str, *, status: int = 200, **values: object
) -> ResponseReturnValue:
    """Return a page about one country and language. Raises NotFound."""
    with reading() as session:
        desk = desk_of(session, slug, place, lang)
    chrome = staff_chrome(current_actor(), desk.masthead)
    return render_page(template, status=status, desk=desk, chrome=chrome, **values)
