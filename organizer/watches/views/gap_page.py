"""What the page of gaps shows: towns where people wait, on a map and as a list, and big cities without an event."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext, ngettext

from organizer.foundation.core.gathering import MapGroup, MapPoint, gather
from organizer.foundation.core.projection import project
from organizer.foundation.core.wording import joined, number
from organizer.places.countries import country_name
from organizer.places.current import gazetteer
from organizer.places.folding import fold
from organizer.places.gazetteer import City
from organizer.places.names import detail_for, name_for
from organizer.watches.rules import Band, Gap

from .words import band_words

#: Nearer than this two marks would touch, on a desk and on a phone (units of the drawing).
_NEAR, _FAR = 30, 90
_NAMED = 3
#: So many cities of one country are listed.
MOST_CITIES = 200
#: So many countries, or towns, are seen at once; the others are folded away.
FIRST = 20


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a list: what it is, where it leads, and a note."""

    title: str
    url: str
    note: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark as ``components/map.html`` draws it."""

    x: float
    y: float
    count: int
    text: str
    url: str
    label: str


@dataclass(frozen=True, slots=True)
class GapMap:
    """Marks for desks and for phones, and the sentence that says what the map shows."""

    near: tuple[Mark, ...]
    far: tuple[Mark, ...]
    label: str


def gap_rows(gaps: Sequence[Gap], slug: str, language: str) -> list[Row]:
    """Return the towns by the names of their countries, in each the towns in which most people wait first."""
    found: list[tuple[str, Row]] = []
    for gap in gaps:
        place = gazetteer().find(gap.place_id)
        if place is not None:
            url = url_for("watches.question", slug=slug, place=gap.place_id)
            note = f"{detail_for(place, language)} · {band_words(gap.band, language)}"
            country = fold(country_name(gap.country, language))
            found.append((country, Row(name_for(place, language), url, note, f"town-{gap.place_id}")))
    return [row for _, row in sorted(found, key=lambda pair: pair[0])]


def gap_map(gaps: Sequence[Gap], slug: str, language: str) -> GapMap:
    """Return the map of exactly these towns."""
    by_key = {str(gap.place_id): gap for gap in gaps}
    points = [MapPoint(*project(gap.lon, gap.lat), key) for key, gap in by_key.items()]
    label = ngettext(
        "Map of the world with %(count)s town where people wait",
        "Map of the world with %(count)s towns where people wait",
        len(points),
        count=number(len(points), language),
    )
    drawn = [
        tuple(_mark(group, by_key, slug, language) for group in gather(points, radius)) for radius in (_NEAR, _FAR)
    ]
    return GapMap(drawn[0], drawn[1], label)


def city_rows(cities: Sequence[City], slug: str, waiting: Mapping[int, Band], language: str) -> list[Row]:
    """Return the cities of one country, the biggest first, each with the form to list an event there."""
    rows = []
    for city in cities[:MOST_CITIES]:
        place = gazetteer().get(city.id)
        name, detail = name_for(place, language), detail_for(place, language)
        people = number(city.population, language)
        note = ngettext("%(count)s inhabitant", "%(count)s inhabitants", city.population, count=people)
        if city.id in waiting:
            band = band_words(waiting[city.id], language)
            note = joined([note, gettext("%(people)s wait there", people=band)], language)
        url = url_for("events.host", slug=slug, place_q=joined([name, detail], language))
        rows.append(Row(name, url, note))
    return rows


def country_rows(cities: Sequence[City], link: Mapping[str, str], language: str) -> list[Row]:
    """Return the countries with how many cities each, those with the biggest city first; ``link``: of each country."""
    found: dict[str, list[City]] = {}
    for city in cities:
        found.setdefault(city.country, []).append(city)
    rows = []
    for country, here in found.items():
        names = joined([name_for(gazetteer().get(city.id), language) for city in here[:_NAMED]], language)
        more = gettext("%(places)s and more", places=names) if len(here) > _NAMED else names
        count = number(len(here), language)
        words = ngettext(
            "%(count)s city: %(places)s", "%(count)s cities: %(places)s", len(here), count=count, places=more
        )
        rows.append(Row(country_name(country, language), link[country], words))
    return rows


def _mark(group: MapGroup, by_key: Mapping[str, Gap], slug: str, language: str) -> Mark:
    gaps = [by_key[key] for key in group.keys]
    names = [name_for(gazetteer().get(gap.place_id), language) for gap in gaps[:_NAMED]]
    if len(gaps) == 1:
        label = joined([names[0], band_words(gaps[0].band, language)], language)
        url = url_for("watches.question", slug=slug, place=gaps[0].place_id)
        return Mark(group.x, group.y, 1, "", url, label)
    named = joined(names, language)
    if len(gaps) > _NAMED:
        named = gettext("%(places)s and more", places=named)
    shown = number(len(gaps), language)
    label = ngettext("%(count)s town: %(places)s", "%(count)s towns: %(places)s", len(gaps), count=shown, places=named)
    return Mark(group.x, group.y, len(gaps), shown, f"#town-{gaps[0].place_id}", label)
