"""From what a host typed about a place to a point, a country and a zone; guesses are shown, never silent."""

from collections.abc import Sequence

from flask_babel import gettext
from wtforms import Form

from organizer.events.rules import EventDetails, Mode, PinSource, Precision
from organizer.foundation.core.text import read_number
from organizer.places.candidates import PlaceCandidate
from organizer.places.countries import country_name
from organizer.places.gazetteer import Gazetteer
from organizer.places.names import name_for
from organizer.places.shapes import is_in_country
from organizer.places.zones import zones_of_country

from .choices import NONE_OF_THESE, fill_places
from .degrees import spread_position
from .pinning import keep_pin, ways_to_towns, with_pin
from .placed import Placing


def offer_places(form: Form, gazetteer: Gazetteer, language: str) -> Sequence[PlaceCandidate]:
    """Search for what was typed and offer what was found; put a pasted position into both of its fields.

    The only place of exactly this name is ticked, for all to see; a choice made for other words than these is no
    choice any more.
    """
    typed = form.place_q.data or ""
    found = list(gazetteer.search(typed)) if typed else []
    chosen = chosen_place(form, gazetteer)
    if chosen is not None and chosen.id not in {place.id for place in found}:
        found.insert(0, chosen)
    if chosen is None and form.place.data != NONE_OF_THESE:
        only = found[0] if len(found) == 1 and found[0].exact else None
        form.place.data = str(only.id) if only else None
    spread_position(form, chosen.point if chosen else None)
    fill_places(form, gazetteer, found, language)
    return found


def chosen_place(form: Form, gazetteer: Gazetteer) -> PlaceCandidate | None:
    """Return the place that was ticked; None when it answers other words than those that stand there now."""
    value = form.place.data or ""
    number = read_number(value)
    if number is None or value == NONE_OF_THESE:
        return None
    place = gazetteer.find(number)
    typed = form.place_q.data or ""
    if place is None or not typed or typed == form.place_before.data:
        return place
    return place if place.id in {found.id for found in gazetteer.search(typed)} else None


def read_place(
    form: Form, gazetteer: Gazetteer, language: str, old: EventDetails | None = None, *, has_pin: bool = False
) -> Placing | None:
    """Return where the event is, or None with the reason beside a field. ``old``: the event as it was.

    ``has_pin``: nothing about the place was touched, so its pin stands as it is and nobody looks at it again.

    The place must have come with the form: one that this very answer ticked for the first time was never seen.
    """
    if form.mode.data == Mode.ONLINE.value:
        return Placing()
    place = chosen_place(form, gazetteer) if form.place.raw_data else None
    if place is None and form.place.data != NONE_OF_THESE and not _ask_which(form, gazetteer, language):
        return None
    if place is None and not (form.city.data and form.country.data):
        _add(form.city, gettext("Tell us the town and the country."))
        return None
    if place is not None and _is_elsewhere(form, place, old):
        town, there = name_for(place, language), country_name(place.country, language)
        words = gettext(
            "%(town)s is in %(country)s. Which one is right: that country, or another town?", town=town, country=there
        )
        _add(form.country, words)
        return None
    placing = _from_candidate(place, form.language.data or language) if place else _by_hand(form)
    if has_pin:
        return placing
    pinned = with_pin(form, placing, place, old, language)
    if pinned is None and place is None and form.pin_ways:
        form.pin_ways = (*ways_to_towns(gazetteer, placing, language), *form.pin_ways)
    return keep_pin(form, old, pinned) if pinned is not None and old is not None else pinned


def _is_elsewhere(form: Form, place: PlaceCandidate, old: EventDetails | None) -> bool:
    """Tell whether the host named another country than the town's; the one that stood there before counts for nothing."""
    named = form.country.data
    if not named or named == place.country or (old is not None and named == old.country):
        return False
    return is_in_country(place.lat, place.lon, named) is False


def _ask_which(form: Form, gazetteer: Gazetteer, language: str) -> bool:
    """Put the candidates before the host; True when the place is described by hand and none need be chosen."""
    # One that none of ours is has no choice on the page.
    is_as_before = form.place_q.data == form.place_before.data and not form.place.raw_data
    if is_as_before and form.city.data and form.country.data:
        return True
    if not form.place_q.data:
        if form.city.data and form.country.data:
            return True
        _add(form.place_q, gettext("Where is it? A town is enough."))
        return False
    found = offer_places(form, gazetteer, language)
    words = (
        gettext("Choose one of these.")
        if found
        else gettext("We found no such place. Look at the spelling, or choose “none of these”.")
    )
    _add(form.place if found else form.place_q, words)
    return False


def _from_candidate(place: PlaceCandidate, language: str) -> Placing:
    """``language``: the event's own, since the town's name is kept with the event's words."""
    return Placing(
        country=place.country,
        city=name_for(place, language),
        region=place.admin1,
        place_id=place.id,
        lat=place.lat,
        lon=place.lon,
        source=PinSource.GAZETTEER,
        precision=Precision.CITY,
        zone=place.zone,
    )


def _by_hand(form: Form) -> Placing:
    zones = zones_of_country(form.country.data)
    return Placing(country=form.country.data, city=form.city.data, zone=zones[0] if len(zones) == 1 else None)


def _add(field: object, words: str) -> None:
    field.errors = [*field.errors, words]  # type: ignore[attr-defined]  # WTForms is untyped
