"""Tell me when something happens near me: the form, and the page after it."""

import re

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from wtforms.fields.choices import SelectChoice

from organizer.campaigns.queries import Masthead
from organizer.campaigns.rules import takes_listings
from organizer.foundation.core.clock import now
from organizer.foundation.core.email import lookup_form
from organizer.foundation.core.text import clean_line, read_number
from organizer.foundation.web.access import public
from organizer.foundation.web.branded import reader_chrome
from organizer.foundation.web.gate import Gate, admit, refuse_traps
from organizer.foundation.web.language import page_language, ui_language
from organizer.foundation.web.ratelimit import Budget, spend
from organizer.foundation.web.rendering import render_page
from organizer.foundation.web.state import reading, write
from organizer.places.candidates import PlaceCandidate
from organizer.places.current import gazetteer
from organizer.places.folding import squash
from organizer.places.names import label_for
from organizer.places.namesakes import namesake_labels
from organizer.watches.forms import AskForm, fill_radii
from organizer.watches.operations import Asked, ask
from organizer.watches.rules import RADII

from .blueprint import blueprint, masthead_by_slug

#: Each may send a mail to an address that somebody names; the operation bounds those further.
_ASKED = Budget("watches", per_subject="10 per day", overall="60000 per hour")
_GATE = Gate("watches", lands="watches.sent", crowd=60)
#: Whatever is sent, and each place in an address, is looked up in the list of towns.
_LOOKED = Budget("watch-places", per_client="3000 per hour")
_LONGEST_NAME = 200
_POINT = re.compile(r"([+-]?\d{1,2}(?:\.\d{1,6})?)\s*,\s*([+-]?\d{1,3}(?:\.\d{1,6})?)")


@blueprint.get("/c/<slug>/watch/")
@public
def form(slug: str) -> ResponseReturnValue:
    """Show the form; a place in the address (``?place=``, by name or by its number) is filled in."""
    masthead = _masthead(slug)
    if not takes_listings(masthead.phase):
        return _closed(masthead)
    asked = AskForm()
    if request.args.get("place"):
        spend(_LOOKED)
    _fill_from_address(asked)
    found = _offer(asked)
    if found and not asked.place.data and _is_only(found[0], _of_country(found), asked.place_q.data):
        asked.place.data = str(found[0].id)
    return _page(masthead, asked)


@blueprint.post("/c/<slug>/watch/")
@public
def send(slug: str) -> ResponseReturnValue:
    """Look a place up, or take what was asked; say the same to everybody, the mail tells the rest."""
    masthead = _masthead(slug)
    if not takes_listings(masthead.phase):
        return _closed(masthead, status=409)
    refuse_traps(_GATE)
    spend(_LOOKED)
    asked = AskForm()
    found = _offer(asked)
    if request.form.get("do") == "search":
        return _page(masthead, asked)
    is_whole = asked.validate()
    place = _chosen(asked, found)
    if not is_whole or place is None:
        return _page(masthead, asked, status=422)
    admit(_GATE, slug)
    spend(_ASKED, lookup_form(asked.email.data))
    given = Asked(asked.email.data, place, asked.radius.data, page_language())
    write(ask, slug=slug, given=given, now=now())
    return redirect(url_for("watches.sent", slug=slug), 303)


@blueprint.get("/c/<slug>/watch/sent/")
@public
def sent(slug: str) -> ResponseReturnValue:
    """Say where to look now: in the mail."""
    masthead = _masthead(slug)
    return render_page("watches/sent.html", masthead=masthead, chrome=reader_chrome(masthead))


def _fill_from_address(asked: AskForm) -> None:
    given = clean_line(request.args.get("place", "")[:_LONGEST_NAME], _LONGEST_NAME)
    place = _named_by_number(given)
    if place is not None:
        asked.place_q.data, asked.place.data = label_for(place, ui_language()), str(place.id)
    else:
        asked.place_q.data = given
    radius = request.args.get("radius", "")
    if radius in {str(km) for km in RADII}:
        asked.radius.data = int(radius)


def _named_by_number(given: str) -> PlaceCandidate | None:
    """Return the town of a number of our list, or the one nearest to a point of the map (``4.6, -74.1``)."""
    number = read_number(given)
    if number is not None:
        return gazetteer().find(number)
    point = _POINT.fullmatch(given)
    if point is None or abs(float(point[1])) > 90 or abs(float(point[2])) > 180:
        return None
    return next(iter(gazetteer().nearest(float(point[1]), float(point[2]))), None)


def _offer(asked: AskForm) -> list[PlaceCandidate]:
    """Offer the places that what was typed may mean, and the one that was chosen."""
    language = ui_language()
    fill_radii(asked, language)
    found = gazetteer().search(asked.place_q.data) if asked.place_q.data else []
    chosen = asked.place.data or ""
    if chosen and chosen not in {str(place.id) for place in found}:
        # A choice made for other words is none; but the address may name a place that its own label does not find.
        named = gazetteer().find(int(chosen)) if chosen.isascii() and chosen.isdigit() else None
        if named is not None and label_for(named, language) == asked.place_q.data:
            found.insert(0, named)
        else:
            asked.place.data = None
    asked.place.choices = [
        SelectChoice(value=str(place.place_id), label=place.label)
        for place in namesake_labels(gazetteer(), found, language)
    ]
    return found


def _chosen(asked: AskForm, found: list[PlaceCandidate]) -> PlaceCandidate | None:
    """Return the town, or None with the reason beside a field; a name that is one town's alone needs no choice."""
    chosen = next((place for place in found if str(place.id) == asked.place.data), None)
    if chosen is not None or not asked.place_q.data:
        return chosen
    if found and _is_only(found[0], found, asked.place_q.data):
        return found[0]
    if found:
        asked.place.data = str(found[0].id)
        asked.place.errors = [*asked.place.errors, gettext("Choose one of these.")]
    else:
        words = gettext("We know no place of that name. Try another spelling, or a larger town nearby.")
        asked.place_q.errors = [*asked.place_q.errors, words]
    return None


def _of_country(found: list[PlaceCandidate]) -> list[PlaceCandidate]:
    """Return those in the country of the first: what a reader sees ticked may be the largest town of that name."""
    return [place for place in found if place.country == found[0].country]


def _is_only(first: PlaceCandidate, among: list[PlaceCandidate], typed: str) -> bool:
    """Tell whether what was typed is the whole name of the first, and of no other one among some."""
    namesakes = [place for place in among if squash(place.name) == squash(first.name)]
    return len(namesakes) == 1 and first.exact and _is_named(first, typed)


def _is_named(place: PlaceCandidate, typed: str) -> bool:
    """Tell whether the whole name was typed, not its beginning."""
    wanted = squash(typed.split(",", maxsplit=1)[0])
    return wanted in {squash(name) for name in (place.name, place.matched or "", *place.names)}


def _masthead(slug: str) -> Masthead:
    with reading() as session:
        return masthead_by_slug(session, slug)


def _page(masthead: Masthead, asked: AskForm, status: int = 200) -> Response:
    chrome = reader_chrome(masthead)
    return render_page("watches/ask.html", status=status, masthead=masthead, chrome=chrome, form=asked)


def _closed(masthead: Masthead, status: int = 200) -> Response:
    return render_page("watches/closed.html", status=status, masthead=masthead, chrome=reader_chrome(masthead))
