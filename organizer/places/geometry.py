"""Arithmetic on the globe: points, distances, and the cells that hide exact addresses."""

import math
from dataclasses import dataclass

#: Mean Earth radius in km (IUGG R1); haversine errs by 0.5 % at most, enough for "near me".
_EARTH_RADIUS_KM = 6371.0088
#: Distances are shown in steps, so that three of them cannot be crossed to find a house.
DISTANCE_STEP_KM = 5
#: Side of a neighbourhood cell, in degrees of latitude: about 2.2 km.
NEIGHBOURHOOD_DEGREES = 0.02
#: Side of a block cell, in degrees of latitude: about 440 m.
BLOCK_DEGREES = 0.004
#: Side of a city cell, in degrees of latitude: about 22 km, for campaigns that show no more than the city.
CITY_DEGREES = 0.2


@dataclass(frozen=True, slots=True)
class Point:
    """A position in WGS 84 degrees: latitude north, longitude east."""

    lat: float
    lon: float


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Return the great-circle distance of two points in km (haversine)."""
    phi1, phi2 = math.radians(lat1), math.radians(lat2)
    across = math.sin(math.radians(lon2 - lon1) / 2) ** 2
    along = math.sin((phi2 - phi1) / 2) ** 2
    chord = along + math.cos(phi1) * math.cos(phi2) * across
    return 2 * _EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(chord)))


def bucket_km(distance: float, *, step: int = DISTANCE_STEP_KM) -> int:
    """Return the upper end of the step that a distance in km falls in: 0.3 -> 5, 12.4 -> 15."""
    return max(1, math.ceil(distance / step)) * step


def cell_centre(lat: float, lon: float, precision: str) -> Point:
    """Return the centre of the fixed grid cell that a point lies in.

    ``precision`` is ``neighbourhood`` (about 2 km), ``block`` (about 400 m) or ``city`` (about
    20 km); ``exact`` returns the point itself.
    The grid never moves and nothing is drawn at random, so asking again tells nothing
    more (security rule on location). Cells get wider in degrees towards the poles, so
    that they stay about as wide as they are high. Raises ValueError for other words.
    """
    if precision == "exact":
        return Point(lat, lon)
    sides = {"neighbourhood": NEIGHBOURHOOD_DEGREES, "block": BLOCK_DEGREES, "city": CITY_DEGREES}
    if precision not in sides:
        raise ValueError(precision)
    side = sides[precision]
    rows = round(90 / side)
    row = min(max(math.floor(lat / side), -rows), rows - 1)
    centre_lat = (row + 0.5) * side
    columns = max(1, round(360 * math.cos(math.radians(centre_lat)) / side))
    width = 360 / columns
    column = math.floor((lon + 180) / width) % columns
    return Point(round(centre_lat, 6), round((column + 0.5) * width - 180, 6))
