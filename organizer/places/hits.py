"""What a geocoder found: where, how fine, how sure; and which of it may be trusted.

A geocoder that doesn't know a street answers with the town or the country, in the same words as if it knew it. So a
hit counts only when it is a street or finer, sure enough, in the event's country and near its town, and when the
hits of that kind agree.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from organizer.places.geometry import Point, distance_km
from organizer.places.pins import FAR_FROM_PLACE_KM
from organizer.places.shapes import is_in_country

#: Pelias gives 0.6 to what it only fell back to.
SURE_ENOUGH = 0.7
#: Long streets come in pieces; two squares of one name in one town lie further apart.
_AGREE_KM = 3


class Level(IntEnum):
    """How fine a hit is."""

    UNKNOWN = 0
    COUNTRY = 1  # or a province
    TOWN = 2  # or a part of it
    STREET = 3
    DOOR = 4  # a house, a venue


@dataclass(frozen=True, slots=True)
class Hit:
    """One position that a geocoder found; ``sure`` from 0 to 1, None when the geocoder does not say."""

    point: Point
    level: Level = Level.UNKNOWN
    sure: float | None = None


def level_in(kind: str, raw: Mapping[str, object]) -> Level:
    """Return how fine a geocoder's answer says that it is. Never raises."""
    properties = raw.get("properties")
    said = properties if isinstance(properties, Mapping) else raw
    if kind == "nominatim":
        return _of_nominatim(said)
    return _LEVELS.get(str(said.get("layer" if kind == "pelias" else "type", "")), Level.UNKNOWN)


def has_position(raw: Mapping[str, object]) -> bool:
    """Tell whether a geocoder's answer holds both numbers of a position. Never raises."""
    geometry = raw.get("geometry")
    if isinstance(geometry, Mapping):
        pair = geometry.get("coordinates")
        return isinstance(pair, Sequence) and len(pair) > 1 and None not in pair[:2]
    return raw.get("lat") not in (None, "") and raw.get("lon") not in (None, "")


def sure_in(raw: Mapping[str, object]) -> float | None:
    """Return how sure a geocoder says that it is."""
    properties = raw.get("properties")
    value = properties.get("confidence") if isinstance(properties, Mapping) else None
    return float(value) if isinstance(value, int | float) and 0 <= value <= 1 else None


def trusted(hits: Sequence[Hit], *, country: str | None, town: Point | None) -> Hit | None:
    """Return the hit that may stand for an address in a country and near a town, None when none is sure enough."""
    fitting = [hit for hit in hits if _fits(hit, country, town)]
    if not fitting:
        return None
    best = max(fitting, key=lambda hit: hit.level)
    alike = [hit for hit in fitting if hit.level == best.level]
    far = (distance_km(best.point.lat, best.point.lon, hit.point.lat, hit.point.lon) > _AGREE_KM for hit in alike)
    return None if any(far) else best


def _fits(hit: Hit, country: str | None, town: Point | None) -> bool:
    point = hit.point
    if hit.level < Level.STREET or (hit.sure is not None and hit.sure < SURE_ENOUGH):
        return False
    if country is not None and is_in_country(point.lat, point.lon, country) is False:
        return False
    return town is None or distance_km(point.lat, point.lon, town.lat, town.lon) <= FAR_FROM_PLACE_KM


def _of_nominatim(said: Mapping[str, object]) -> Level:
    rank = said.get("place_rank")
    if isinstance(rank, int):
        return next((level for least, level in _RANKS if rank >= least), Level.COUNTRY)
    group, kind = str(said.get("class") or said.get("category") or ""), str(said.get("type") or "")
    if group in ("place", "boundary"):
        return Level.DOOR if kind in ("house", "house_number") else Level.UNKNOWN
    return Level.STREET if group == "highway" else Level.DOOR if group else Level.UNKNOWN


#: Nominatim's ranks: 30 houses and venues, 26 and 27 streets, 13 to 25 towns and their parts, below it provinces.
_RANKS = ((28, Level.DOOR), (26, Level.STREET), (13, Level.TOWN))
#: Layers of Pelias and types of Photon.
_LEVELS = {
    **dict.fromkeys(("venue", "address", "house"), Level.DOOR),
    **dict.fromkeys(("street", "intersection"), Level.STREET),
    **dict.fromkeys(
        ("neighbourhood", "borough", "locality", "localadmin", "district", "city", "postalcode", "postcode"), Level.TOWN
    ),
    **dict.fromkeys(("county", "macrocounty", "region", "macroregion", "state", "country"), Level.COUNTRY),
}
