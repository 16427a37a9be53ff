"""Where "near" is: a place that somebody typed or chose, a point of the map, a wide cell that a browser named."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from organizer.places.candidates import PlaceCandidate
from organizer.places.cells import CELL_KM, middle_of
from organizer.places.current import gazetteer
from organizer.places.folding import squash
from organizer.places.geometry import DISTANCE_STEP_KM, Point
from organizer.places.names import name_for
from organizer.places.namesakes import Namesake, namesake_labels, namesakes_of

from .nearness import Nearness
from .types import EventRecord

_POINT = re.compile(r"([+-]?\d{1,2}(?:\.\d{1,6})?)\s*,\s*([+-]?\d{1,3}(?:\.\d{1,6})?)")
_CHOICES = 8
#: A point's town lies no farther away; those as near as a cell is wide are at hand.
_TOWN_KM = 30
#: A namesake is meant as likely if it has at least one of so many parts of the people.
_AS_LIKELY = 10
_AT_HAND_KM, _MOST_AT_HAND = 10, 200


@dataclass(frozen=True, slots=True)
class Around:
    """A place to look near: what it is called (None for a point of the map), and others of that name.

    ``label`` tells namesakes apart. ``is_guess``: a close spelling of what was typed. ``place_id``: the town that an
    event there would be in, None when there is none. ``step``: how finely distance may be told, in km.
    ``rivals``: those of the others that may be meant as well, when nobody chose; the likeliest first.
    """

    point: Point
    name: str | None = None
    label: str | None = None
    is_guess: bool = False
    others: tuple[Namesake, ...] = ()
    place_id: int | None = None
    step: int = DISTANCE_STEP_KM
    rivals: tuple[int, ...] = ()

    def within(self, radius: int) -> Nearness:
        """Return how to look for what is within ``radius`` km."""
        return Nearness(self.point, radius, self.step)


def locate(text: str, language: str, place_id: int | None = None) -> Around | None:
    """Return where ``text`` is: ``4.6, -74.1`` (latitude, longitude) or a town's name; None when nobody knows.

    ``place_id`` says which of the towns of that name was chosen.
    """
    point = _read_point(text)
    if point is not None:
        return Around(point, place_id=_town_id(point))
    places = gazetteer().search(text, limit=_CHOICES)
    chosen = gazetteer().find(place_id) if place_id is not None else None
    if chosen is not None:
        return _around(chosen, [place for place in places if place.id != chosen.id], language)
    if not places:
        return None
    found = _around(places[0], places[1:], language)
    return replace(found, rivals=_rivals(places[0], places[1:], language))


def locate_by_events(text: str, events: Iterable[EventRecord]) -> Around | None:
    """Return where the first event is whose town or venue is called so: an island that no list of towns holds has its event all the same."""
    asked = squash(text)
    for event in events:
        place = event.place
        if place.lat is None or place.lon is None:
            continue
        for name in (place.city, place.venue.value if place.venue else None):
            if asked and name and squash(name) == asked:
                return Around(Point(place.lat, place.lon), name=name, label=name, place_id=place.city_id)
    return None


def country_meant(text: str) -> str | None:
    """Return the country (alpha-2) that somebody typed where a town was asked for, None when it is none."""
    return None if _read_point(text) is not None else gazetteer().country_called(text)


def locate_cell(name: str) -> Around | None:
    """Return where the cell of that name is, None when there is none. It is called after no town: it is only near."""
    point = middle_of(name)
    return Around(point, place_id=_town_id(point), step=CELL_KM) if point else None


def around_country(country: str) -> Around | None:
    """Return where most people of a country (alpha-2, upper case) are: its largest town; None when it has none."""
    place = gazetteer().largest(country)
    return Around(place.point, place_id=place.id) if place else None


def _around(place: PlaceCandidate, others: list[PlaceCandidate], language: str) -> Around:
    called = [place, *namesakes_of(place, others, language)]
    labels = namesake_labels(gazetteer(), called, language)
    return Around(
        point=place.point,
        name=name_for(place, language),
        label=labels[0].label,
        is_guess=not place.exact,
        others=tuple(labels[1:]),
        place_id=place.id,
    )


def _rivals(place: PlaceCandidate, others: list[PlaceCandidate], language: str) -> tuple[int, ...]:
    alike = namesakes_of(place, others, language) if place.exact else ()
    return tuple(other.id for other in alike if other.population * _AS_LIKELY >= place.population > 0)


def _town_id(point: Point) -> int | None:
    """Return the town that people there would name: the largest of those at hand, else the nearest one."""
    at_hand = gazetteer().nearest(point.lat, point.lon, limit=_MOST_AT_HAND, within_km=_AT_HAND_KM)
    if at_hand:
        return max(at_hand, key=lambda place: place.population).id
    nearest = gazetteer().nearest(point.lat, point.lon, within_km=_TOWN_KM)
    return nearest[0].id if nearest else None


def _read_point(text: str) -> Point | None:
    match = _POINT.fullmatch(text.strip())
    if match is None:
        return None
    lat, lon = float(match[1]), float(match[2])
    return Point(lat, lon) if abs(lat) <= 90 and abs(lon) <= 180 else None
