"""From what a host typed about a place to a point, a country and a zone; guesses are shown, never silent."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from flask_babel import gettext
from wtforms import Form

from organizer.events.rules import EventDetails, Mode, PinSource, Precision
from organizer.places.candidates import PlaceCandidate
from organizer.places.gazetteer import Gazetteer
from organizer.places.names import name_for
from organizer.places.pins import PinProblem, PinWarning, check_pin
from organizer.places.zones import zone_at, zones_of_country

from .choices import NONE_OF_THESE, fill_places


@dataclass(frozen=True, slots=True)
class Placing:
    """Where the event is, as far as the form says. ``zone`` is a guess from the place, None when there is none."""

    country: str | None = None
    city: str | None = None
    region: str | None = None
    place_id: int | None = None
    lat: float | None = None
    lon: float | None = None
    source: PinSource | None = None
    precision: Precision = Precision.NONE
    zone: str | None = None
    warnings: tuple[PinWarning, ...] = ()


#: Turns an address into a point, or says nothing; asked only for public places.
Locate = Callable[[str], tuple[float, float] | None]


def offer_places(form: Form, gazetteer: Gazetteer, language: str) -> Sequence[PlaceCandidate]:
    """Search for what was typed and offer what was found.

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
    fill_places(form, found, language)
    return found


def chosen_place(form: Form, gazetteer: Gazetteer) -> PlaceCandidate | None:
    """Return the place that was ticked; None when it answers other words than those that stand there now."""
    value = form.place.data or ""
    if not (value.isascii() and value.isdigit()) or value == NONE_OF_THESE:
        return None
    place = gazetteer.find(int(value))
    typed = form.place_q.data or ""
    if place is None or not typed or typed == form.place_before.data:
        return place
    return place if place.id in {found.id for found in gazetteer.search(typed)} else None


def read_place(form: Form, gazetteer: Gazetteer, language: str) -> Placing | None:
    """Return where the event is, or None with the reason beside a field.

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
    placing = _from_candidate(place, form.language.data or language) if place else _by_hand(form)
    return _with_pin(form, placing, place)


def keep_pin(form: Form, old: EventDetails, placing: Placing) -> Placing:
    """Return the placing with the old pin where that still holds.

    One set by hand stays until the host empties it; one that a geocoder found stays with its address.
    """
    same_town = old.place_id == placing.place_id and old.country == placing.country
    if placing.source is PinSource.HOST or not same_town or old.lat is None:
        return placing
    match old.pin_source:
        case PinSource.HOST | PinSource.IMPORT:
            stays = form.lat.raw_data != [""]
        case PinSource.GEOCODER:
            stays = old.address == (form.address.data or None)
        case _:
            stays = False
    if not stays:
        return placing
    return replace(placing, lat=old.lat, lon=old.lon, source=old.pin_source, precision=old.precision)


def _ask_which(form: Form, gazetteer: Gazetteer, language: str) -> bool:
    """Put the candidates before the host; True when the place is described by hand and none need be chosen."""
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


def _with_pin(form: Form, placing: Placing, place: PlaceCandidate | None) -> Placing | None:
    lat, lon = form.lat.data, form.lon.data
    if lat is None and lon is None:
        return placing
    if lat is None or lon is None:
        _add(form.lat if lat is None else form.lon, gettext("A pin needs both numbers."))
        return None
    warnings = tuple(check_pin(lat, lon, country=placing.country, place=place))
    if any(warning.refuses for warning in warnings) or (warnings and not form.pin_is_right.data):
        for warning in warnings:
            _add(form.lat, pin_words(warning))
        return None
    return replace(
        placing,
        lat=lat,
        lon=lon,
        source=PinSource.HOST,
        precision=Precision.EXACT,
        zone=placing.zone or zone_at(lat, lon),
        warnings=warnings,
    )


def pin_words(warning: PinWarning) -> str:
    """Return what may be wrong with a pin, with the point that was probably meant."""
    words = {
        PinProblem.NOT_A_NUMBER: gettext("These are no numbers on a map."),
        PinProblem.OUT_OF_RANGE: gettext("There is no such point on Earth. Latitude goes to 90, longitude to 180."),
        PinProblem.WRAPPED: gettext("The map was turned once around the world."),
        PinProblem.NULL_ISLAND: gettext("The pin is at 0, 0, in the sea off Africa."),
        PinProblem.SWAPPED: gettext("Latitude and longitude look swapped."),
        PinProblem.SIGN_LOST: gettext("A minus sign looks lost."),
        PinProblem.OUTSIDE_COUNTRY: gettext("The pin is outside the country that you chose."),
        PinProblem.FAR_FROM_PLACE: gettext("The pin is far from the town that you chose."),
        PinProblem.COUNTRY_MIDDLE: gettext("The pin is in the middle of the country, as if nobody had set it."),
        PinProblem.AT_SEA: gettext("The pin is in the sea."),
    }
    said = str(words[warning.problem])
    if warning.suggestion is None:
        return said
    point = f"{warning.suggestion.lat:.5f}, {warning.suggestion.lon:.5f}"
    question = gettext("Did you mean %(point)s?", point=point)
    return f"{said} {question}"


def _add(field: object, words: str) -> None:
    field.errors = [*field.errors, words]  # type: ignore[attr-defined]  # WTForms is untyped
