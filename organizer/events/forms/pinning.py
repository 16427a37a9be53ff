"""The pin of an event in its form: read, doubted, put right with one click; one that a host set stays."""

from collections.abc import Iterator
from dataclasses import replace

from flask_babel import gettext
from wtforms import Form

from organizer.events.rules import EventDetails, PinSource, Precision
from organizer.places.candidates import PlaceCandidate
from organizer.places.gazetteer import Gazetteer
from organizer.places.map_links import position_in_link
from organizer.places.namesakes import namesake_labels
from organizer.places.pin_words import TOWN, PinWay, pin_words, town_way, ways_out
from organizer.places.pins import check_pin
from organizer.places.zones import zone_at

from .placed import Placing

#: So many towns of the name that was written are offered.
_TOWNS = 3
_BY_HAND = (PinSource.HOST, PinSource.IMPORT)
_WAY = "pin:"
#: Degrees; closer together than this two pins are one.
_A_HAND = 1e-6


def with_pin(
    form: Form, placing: Placing, place: PlaceCandidate | None, old: EventDetails | None, language: str
) -> Placing | None:
    """Return the placing with the form's pin; None with the reason beside a field and ways out in ``form.pin_ways``."""
    lat, lon = form.lat.data, form.lon.data
    if lat is None and lon is None:
        return placing
    if lat is None or lon is None:
        missing = form.lat if lat is None else form.lon
        if not missing.errors and not missing.process_errors:  # else it was typed, and is told to be none
            _refuse(missing, gettext("A pin needs both numbers."))
        return None
    stood = old if old is not None and old.pin_source in _BY_HAND and _is_same(old, lat, lon) else None
    if stood is not None and stood.lat is not None and stood.lon is not None:
        lat, lon = stood.lat, stood.lon  # a form shows fewer digits than a file holds
    if stood is not None and not _has_moved(form, placing, stood):
        return replace(placing, lat=lat, lon=lon, source=stood.pin_source, precision=stood.precision)
    warnings = tuple(check_pin(lat, lon, country=placing.country, place=place))
    said = [pin_words(warning) for warning in warnings]
    if stood is not None:
        said.append(gettext("The address changed and the pin did not. Is it still right?"))
    if any(warning.refuses for warning in warnings) or (said and not form.pin_is_right.data):
        for words in said:
            _refuse(form.lat, words)
        form.pin_ways = ways_out(warnings, place, language) if warnings else (town_way(place, language),)
        return None
    zone = placing.zone or zone_at(lat, lon)
    return replace(placing, lat=lat, lon=lon, source=PinSource.HOST, precision=Precision.EXACT, zone=zone)


def keep_pin(form: Form, old: EventDetails, placing: Placing) -> Placing:
    """Return the placing with the old pin where that still holds.

    One set by hand stays until the host empties it; one that a geocoder found stays with its address.
    """
    same_town = old.place_id == placing.place_id and old.country == placing.country
    if placing.source in _BY_HAND or not same_town or old.lat is None:
        return placing
    match old.pin_source:
        case PinSource.HOST | PinSource.IMPORT:
            stays = not form.lat.raw_data
        case PinSource.GEOCODER:
            stays = old.address == (form.address.data or None)
        case _:
            stays = False
    if not stays:
        return placing
    return replace(placing, lat=old.lat, lon=old.lon, source=old.pin_source, precision=old.precision)


def take_way(form: Form, act: str | None) -> bool:
    """Do what a button offered about the pin (``pin:4.6,-74.08``, ``pin:town``); False when it is no such button."""
    if act is None or not act.startswith(_WAY):
        return False
    point = position_in_link(f"geo:{act.removeprefix(_WAY)}") if act != f"{_WAY}{TOWN}" else None
    form.lat.put(point.lat if point else None)
    form.lon.put(point.lon if point else None)
    form.pin_is_right.data = False
    return True


def ways_to_towns(gazetteer: Gazetteer, placing: Placing, language: str) -> Iterator[PinWay]:
    """Yield the ways to the towns of the country that have the name which the host wrote in their own words."""
    found = gazetteer.search(placing.city or "", limit=_TOWNS, country=placing.country)
    for town in namesake_labels(gazetteer, [place for place in found if place.exact], language):
        point = gazetteer.get(town.place_id).point
        yield PinWay(f"{point.lat!r},{point.lon!r}", gettext("Move the pin to %(point)s", point=town.label))


def _is_same(old: EventDetails, lat: float, lon: float) -> bool:
    return old.lat is not None and old.lon is not None and max(abs(old.lat - lat), abs(old.lon - lon)) < _A_HAND


def _has_moved(form: Form, placing: Placing, old: EventDetails) -> bool:
    """Tell whether the event is elsewhere now, as far as its words say."""
    is_elsewhere = (old.place_id, old.country) != (placing.place_id, placing.country)
    if placing.place_id is None and old.city != placing.city:
        is_elsewhere = True
    return is_elsewhere or _street(old.address, old.venue) != _street(form.address.data, form.venue.data)


def _street(address: str | None, venue: str | None) -> str:
    return " ".join((address or venue or "").split()).casefold()


def _refuse(field: object, words: str) -> None:
    field.errors = [*field.errors, words]  # type: ignore[attr-defined]  # WTForms is untyped
