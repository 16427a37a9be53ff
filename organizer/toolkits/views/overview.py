"""What there is, by country and language: what is published, what is a draft, what is missing."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy.orm import Session

from organizer.campaigns.models import Campaign
from organizer.campaigns.queries import get_campaign, list_titles
from organizer.foundation.access import Permission, Scopes, campaign_scopes
from organizer.foundation.core.clock import now
from organizer.foundation.core.errors import NotFound
from organizer.foundation.core.languages import is_language, normalize_tag, own_name
from organizer.foundation.core.wording import listed
from organizer.foundation.web.access import current_actor, requires_somewhere
from organizer.foundation.web.branded import staff_chrome
from organizer.foundation.web.choosing import one_or_choice
from organizer.foundation.web.language import content_languages, ui_language
from organizer.foundation.web.rendering import render_page
from organizer.foundation.web.state import reading
from organizer.places.countries import country_codes
from organizer.toolkits.forms import OpenForm, fill_places
from organizer.toolkits.models import ToolkitSheet
from organizer.toolkits.queries import EVERYWHERE, list_published_cards, list_sheets, list_spoken, read_place
from organizer.toolkits.rules import SheetKind, is_current, read_card

from .blueprint import blueprint, masthead, place_name


@dataclass(frozen=True, slots=True)
class Cell:
    """A language of a country, and how its words stand (``kind``: of components/state.html)."""

    language: str
    name: str
    words: str
    kind: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Row:
    """A country, or everywhere; ``missing``: languages of the campaign for which nothing is written."""

    name: str
    cells: tuple[Cell, ...]
    missing: str
    cards: tuple[Cell, ...]
    may_write_card: bool


@blueprint.get("/manage/toolkits/")
@requires_somewhere(Permission.TOOLKIT_EDIT)
def campaigns() -> ResponseReturnValue:
    """Go to the campaign of whoever has one, else let them choose."""
    with reading() as session:
        scopes = campaign_scopes(current_actor(), Permission.TOOLKIT_EDIT)
        mine = list_titles(session, campaign_ids=scopes, languages=content_languages())
    return one_or_choice(mine, "toolkits.of_campaign", gettext("Toolkit for hosts"))


@blueprint.get("/manage/c/<slug>/toolkit/")
@requires_somewhere(Permission.TOOLKIT_EDIT)
def of_campaign(slug: str) -> ResponseReturnValue:
    """Show what there is and what is missing."""
    with reading() as session:
        campaign = _campaign(session, slug)
        head, rows, form = (
            masthead(campaign),
            _rows(session, campaign),
            OpenForm(data={"language": campaign.default_language}),
        )
        countries = _scopes()[campaign.id]
        fill_places(
            form, countries=country_codes() if countries is None else countries, has_everywhere=countries is None,
            languages=campaign.languages, ui=ui_language(),
        )  # fmt: skip
    chrome = staff_chrome(current_actor(), head)
    return render_page("toolkits/campaign.html", rows=rows, masthead=head, form=form, chrome=chrome)


@blueprint.get("/manage/c/<slug>/toolkit/open")
@requires_somewhere(Permission.TOOLKIT_EDIT)
def open_sheet(slug: str) -> ResponseReturnValue:
    """Go to the words of the chosen country and language."""
    place, language = request.args.get("country", ""), request.args.get("language", "")
    with reading() as session:
        campaign = _campaign(session, slug)
        language = language or campaign.default_language
    read_place(place or EVERYWHERE)
    if not is_language(language):
        raise NotFound(language=language)
    return redirect(url_for("toolkits.edit", slug=slug, place=place or EVERYWHERE, lang=normalize_tag(language)), 303)


def _campaign(session: Session, slug: str) -> Campaign:
    campaign = get_campaign(session, slug=slug)
    if campaign.id not in _scopes():
        raise NotFound(campaign=slug)
    return campaign


def _scopes() -> Scopes:
    return campaign_scopes(current_actor(), Permission.TOOLKIT_EDIT)


def _rows(session: Session, campaign: Campaign) -> list[Row]:
    """Return everywhere, then the countries that have events or words of their own, by name."""
    sheets: dict[str, dict[tuple[SheetKind, str], ToolkitSheet]] = defaultdict(dict)
    for sheet in list_sheets(session, campaign_id=campaign.id):
        sheets[sheet.country][sheet.kind, sheet.language] = sheet
    spoken: dict[str, list[str]] = defaultdict(list)
    for country, language in list_spoken(session, campaign_id=campaign.id):
        spoken[country].append(language)
    stale = _stale_cards(session, campaign)
    mine = _scopes()[campaign.id]
    countries = {*spoken, *sheets} - {""} if mine is None else {*mine}
    everywhere = sheets.get("", {})
    order = ["", *sorted(countries, key=place_name)]
    return [
        _row(campaign, country, sheets.get(country, {}), _told(country, campaign, spoken), everywhere, stale)
        for country in order
    ]


def _told(country: str, campaign: Campaign, spoken: dict[str, list[str]]) -> Sequence[str]:
    return spoken[country] if country else (campaign.default_language,)


def _stale_cards(session: Session, campaign: Campaign) -> set[tuple[str, str]]:
    """Return country and language of published cards that are not given out any more: their check is too old."""
    today = now().date()
    return {
        (country, language)
        for country, language, pieces in list_published_cards(session, campaign_id=campaign.id)
        if not is_current(read_card(pieces, date.max), today)
    }


def _row(
    campaign: Campaign, country: str, own: dict[tuple[SheetKind, str], ToolkitSheet], spoken: Iterable[str],
    everywhere: dict[tuple[SheetKind, str], ToolkitSheet], stale: set[tuple[str, str]],
) -> Row:  # fmt: skip
    place = country.lower() or EVERYWHERE
    mine = _scopes()[campaign.id]
    may = mine is None or country in mine

    def cell(kind: SheetKind, language: str, words: str, state: str) -> Cell:
        view = "toolkits.edit_card" if kind is SheetKind.CARD else "toolkits.edit"
        url = url_for(view, slug=campaign.slug, place=place, lang=language) if may else None
        return Cell(language, own_name(language), words, state, url)

    written = [language for kind, language in own if kind is SheetKind.KIT]
    kits = [
        cell(
            SheetKind.KIT,
            language,
            *_stand(own.get((SheetKind.KIT, language)), everywhere.get((SheetKind.KIT, language))),
        )
        for language in dict.fromkeys([*written, *spoken])
    ]
    cards = [
        cell(kind, language, *(_old() if (country, language) in stale else _stand(sheet, None)))
        for (kind, language), sheet in own.items()
        if kind is SheetKind.CARD
    ]
    missing = [own_name(tag) for tag in campaign.languages if tag not in written] if not country else []
    return Row(
        place_name(country or None), tuple(kits), listed(missing, ui_language()), tuple(cards), bool(country) and may
    )


def _old() -> tuple[str, str]:
    return gettext("Check too old"), "stop"


def _stand(sheet: ToolkitSheet | None, everywhere: ToolkitSheet | None) -> tuple[str, str]:
    """Return how words stand: what is said of them, and the kind of its mark."""
    if sheet is None or sheet.newest == 0:
        if everywhere is not None and everywhere.published:
            return gettext("as everywhere"), ""
        return gettext("missing"), "stop"
    if sheet.published is None:
        return gettext("draft"), "warn"
    if sheet.published != sheet.newest:
        return gettext("published, with a newer draft"), "warn"
    return gettext("published"), "good"
