"""Listing an event without an account: the form, and the page after it."""

from dataclasses import dataclass, replace

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from organizer.campaigns.queries import Masthead, get_campaign, masthead_of
from organizer.campaigns.rules import is_public, takes_listings
from organizer.events.forms import EventFormValues, ListingForm, fill_choices, read_details, read_repetition
from organizer.events.forms.guess import guess_zone, zone_hints
from organizer.events.forms.pinning import take_way
from organizer.events.forms.placing import offer_places
from organizer.events.forms.repeating import date_words, series_words
from organizer.events.forms.when import WhenWords, when_words
from organizer.events.forms.where import WhereWords, where_words
from organizer.events.operations import Listing, Writing, submit_listing
from organizer.events.rules import EventDetails
from organizer.events.rules.repeating import Repetition
from organizer.foundation.access import ANONYMOUS
from organizer.foundation.core.clock import now
from organizer.foundation.core.errors import NotFound
from organizer.foundation.core.ids import new_token
from organizer.foundation.core.languages import Text
from organizer.foundation.core.text import clean_line
from organizer.foundation.web.access import public
from organizer.foundation.web.branded import reader_chrome
from organizer.foundation.web.gate import Gate, admit, refuse_traps
from organizer.foundation.web.language import content_languages, page_language, ui_language
from organizer.foundation.web.ratelimit import Budget, spend
from organizer.foundation.web.rendering import render_page
from organizer.foundation.web.state import reading, transaction
from organizer.places.countries import is_country
from organizer.places.current import gazetteer
from organizer.places.names import name_for

from .blueprint import blueprint
from .locating import with_located_pin

#: Longer than any name of a place.
_LONGEST_NAME = 200
_LONGEST_ID = 10
_LISTINGS = Budget("listings", overall="3000 per hour")
_GATE = Gate("listings", lands="events.listing_sent", crowd=200)
#: Each is up to a year of events.
_SERIES = Budget("series", per_client="20 per hour", overall="300 per hour")


@blueprint.get("/c/<slug>/host/")
@public
def host(slug: str) -> ResponseReturnValue:
    """Show the form. What the address says of the place is filled in: words, a town by its id, a country by its code."""
    masthead = _masthead(slug)
    if not takes_listings(masthead.phase):
        return _closed(masthead)
    form = _form(masthead)
    form.day.data = form.day.data or masthead.day
    form.language.data = _first_language(masthead)
    form.submit_key.data = new_token()
    _fill_in_place(form)
    offer_places(form, gazetteer(), page_language())
    return _page(masthead, form)


def _fill_in_place(form: ListingForm) -> None:
    """Take the place from the address (``?place_q=``, ``?place=3688689``, ``?country=CO``); the town is ticked, for all to see."""
    asked = request.args
    form.place_q.data = clean_line(asked.get("place_q", "")[:_LONGEST_NAME], _LONGEST_NAME) or form.place_q.data
    place_id, country = asked.get("place", ""), asked.get("country", "").upper()
    place = gazetteer().find(int(place_id[:_LONGEST_ID])) if place_id.isascii() and place_id.isdigit() else None
    if place is not None:
        form.place.data = str(place.id)
        form.place_q.data = form.place_before.data = name_for(place, page_language())
    if is_country(country):
        form.country.data = country


@blueprint.post("/c/<slug>/host/")
@public
def send_listing(slug: str) -> ResponseReturnValue:
    """Look a place up, show what is there so far, or take the listing and send the link that confirms it."""
    masthead = _masthead(slug)
    if not takes_listings(masthead.phase):
        return _closed(masthead, status=409)
    refuse_traps(_GATE)
    form = _form(masthead)
    form.submit_key.data = form.submit_key.data or new_token()
    offer_places(form, gazetteer(), page_language())
    wanted = request.form.get("do")
    if wanted == "search" or take_way(form, wanted):
        return _page(masthead, form)
    is_whole = form.validate()
    details = read_details(form, EventFormValues(gazetteer(), page_language()))
    repetition = read_repetition(form, details)
    if not is_whole or details is None or form.errors:
        return _page(masthead, form, status=422)
    if wanted == "look":
        return _page(masthead, form, _preview(details, repetition))
    admit(_GATE, slug)
    spend(_LISTINGS)
    if repetition is not None:
        spend(_SERIES)
    _submit(slug, form, with_located_pin(details, slug), repetition)
    return redirect(url_for("events.listing_sent", slug=slug), 303)


@blueprint.get("/c/<slug>/host/sent/")
@public
def listing_sent(slug: str) -> ResponseReturnValue:
    """Tell where to look now."""
    masthead = _masthead(slug)
    return render_page("events/sent.html", masthead=masthead, chrome=reader_chrome(masthead))


@dataclass(frozen=True, slots=True)
class Preview:
    """The event as it would be listed; ``series`` and ``dates`` say when it comes again."""

    details: EventDetails
    title: Text
    when: WhenWords
    where: WhereWords
    series: str | None = None
    dates: tuple[str, ...] = ()


def _page(
    masthead: Masthead, form: ListingForm, preview: Preview | None = None, status: int = 200
) -> ResponseReturnValue:
    return _fresh(
        render_page(
            "events/host.html",
            status=status,
            masthead=masthead,
            chrome=reader_chrome(masthead),
            form=form,
            guess=guess_zone(form, gazetteer(), page_language()),
            hints=zone_hints(form, gazetteer()),
            preview=preview,
        )
    )


def _preview(details: EventDetails, repetition: Repetition | None) -> Preview:
    title = Text(details.title[details.language], details.language)
    preview = Preview(details, title, when_words(details), where_words(details, may_see_place=True))
    if repetition is None:
        return preview
    starts = list(repetition.starts)
    dates = tuple(date_words(details, start, repetition.fold) for start in starts)
    return replace(preview, series=series_words(repetition.rule, starts), dates=dates)


def _closed(masthead: Masthead, status: int = 200) -> ResponseReturnValue:
    return _fresh(render_page("events/closed.html", status=status, masthead=masthead, chrome=reader_chrome(masthead)))


def _submit(slug: str, form: ListingForm, details: EventDetails, repetition: Repetition | None) -> None:
    listing = Listing(form.email.data, page_language(), form.submit_key.data[:64], repetition=repetition)
    with transaction() as session:
        campaign = get_campaign(session, slug=slug)
        submit_listing(session, campaign=campaign, details=details, listing=listing, writing=Writing.by(ANONYMOUS))


def _form(masthead: Masthead) -> ListingForm:
    form = ListingForm()
    fill_choices(form, language=ui_language(), languages=masthead.languages, at=now())
    return form


def _first_language(masthead: Masthead) -> str:
    """Return the reader's language when the campaign speaks it, else the campaign's own."""
    known = {tag.split("-")[0]: tag for tag in reversed(masthead.languages)}
    for tag in content_languages():
        if tag in masthead.languages:
            return tag
        if tag.split("-")[0] in known:
            return known[tag.split("-")[0]]
    return masthead.default_language


def _masthead(slug: str) -> Masthead:
    with reading() as session:
        masthead = masthead_of(get_campaign(session, slug=slug), languages=content_languages(), now=now())
    if not is_public(masthead.phase):
        raise NotFound(campaign=slug)
    return masthead


def _fresh(response: Response) -> Response:
    """Each form has its own key, so it is never shared or kept."""
    response.headers["Cache-Control"] = "no-store"
    return response
