"""Which town of the gazetteer, and which province, an event's public place is in."""

from dataclasses import dataclass
from functools import lru_cache

from organizer.foundation.core.text import slugify
from organizer.places.candidates import PlaceCandidate
from organizer.places.countries import country_name
from organizer.places.current import gazetteer
from organizer.places.gazetteer import Gazetteer
from organizer.places.names import listed

from .types import Place

#: Its slug cannot be written in ASCII letters.
_NAMELESS = "city"


@dataclass(frozen=True, slots=True)
class Town:
    """A place of the gazetteer and its name as it stands in addresses."""

    place: PlaceCandidate
    slug: str


@dataclass(frozen=True, slots=True)
class Home:
    """The province that an event is in; ``region_key`` as it stands in addresses: ``co-antioquia``."""

    region: str
    region_key: str


def find_town(place_id: int) -> Town | None:
    """Return the town with a GeoNames id, None when the gazetteer has none. Needs the application."""
    return _town(gazetteer(), place_id)


def home_of(place: Place) -> Home | None:
    """Return the province of an event: that of its town, else the one that was written if the gazetteer knows it.

    Only what the public is told of the place is used. Needs the application.
    """
    return _home(gazetteer(), place.city_id, place.country, place.region)


def region_name(key: str) -> str | None:
    """Return the usual name of the province with this key, None when there is none. Needs the application."""
    country, _, slug = key.partition("-")
    return _regions(gazetteer(), country.upper()).get(slug)


def region_label(key: str, language: str) -> str:
    """Return province and country in a reader's language: ``Antioquia, Colombia``. Needs the application."""
    return listed([region_name(key) or "", country_name(key[:2].upper(), language)], language)


@lru_cache(maxsize=20_000)
def _town(places: Gazetteer, place_id: int) -> Town | None:
    place = places.find(place_id)
    return Town(place, slugify(place.name) or _NAMELESS) if place else None


@lru_cache(maxsize=20_000)
def _home(places: Gazetteer, city_id: int | None, country: str | None, written: str | None) -> Home | None:
    town = _town(places, city_id) if city_id is not None else None
    where = town.place.country if town else country
    region = town.place.admin1 if town else None
    if region is None and where and written:
        region = places.region(where, written)
    if region is None or where is None:
        return None
    return Home(region, f"{where.lower()}-{slugify(region)}")


@lru_cache(maxsize=256)
def _regions(places: Gazetteer, country: str) -> dict[str, str]:
    # GLOB reads some letters as signs.
    return {slugify(name): name for name in places.regions(country)} if country.isalpha() else {}
