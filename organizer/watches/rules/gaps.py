"""Where people wait and nothing is: by town, in bands; and big cities without an event."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from organizer.campaigns.rules import SafetyProfile
from organizer.places.gazetteer import City

from .nearness import SpotGrid
from .numbers import Band, band_of

#: Inhabitants and kilometres that a coordinator may choose from.
SIZES: tuple[int, ...] = (50_000, 100_000, 500_000, 1_000_000)
USUAL_SIZE = 100_000
DISTANCES: tuple[int, ...] = (25, 50, 100, 250)
USUAL_DISTANCE = 50


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many people wait in a town for something within their kilometres."""

    place_id: int
    country: str
    lat: float
    lon: float
    radius_km: int
    people: int


@dataclass(frozen=True, slots=True)
class Gap:
    """A town in which people wait and none of whom has an event within reach; of how many, the band alone."""

    place_id: int
    country: str
    lat: float
    lon: float
    band: Band


def find_gaps(waiting: Iterable[Waiting], events: SpotGrid[Any], safety: SafetyProfile) -> list[Gap]:
    """Return the towns where somebody waits in vain, most people first.

    Where people are at risk, towns with too few of them are left out: that one of few lives there is too much.
    """
    towns: dict[tuple[int, str, float, float], int] = defaultdict(int)
    for town in waiting:
        if not events.has_any(town.lat, town.lon, town.radius_km):
            towns[town.place_id, town.country, town.lat, town.lon] += town.people
    gaps = [Gap(*town, band_of(people, safety)) for town, people in towns.items()]
    shown = [gap for gap in gaps if safety is not SafetyProfile.HIGH_RISK or not gap.band.is_few]
    return sorted(shown, key=lambda gap: (-gap.band.least, gap.country, gap.place_id))


def cities_without(cities: Iterable[City], events: SpotGrid[Any], km: int) -> list[City]:
    """Return the cities that have no event within ``km``, in the order given."""
    return [city for city in cities if not events.has_any(city.lat, city.lon, km)]
