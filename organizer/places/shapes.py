"""Which country a point lies in: outlines of countries, about two kilometres fine.

Natural Earth 1:50m outlines miss islets and smooth coasts. So a point counts as in a
country when it lies in its outline or within ``MARGIN_KM`` of it, or near one of the
towns that the outlines miss. At a border or a contested one that is more than one
country, which is right for a check that only warns.
"""

import json
import lzma
import math
from dataclasses import dataclass
from functools import lru_cache

from organizer.places.geometry import Point, distance_km
from organizer.places.sources import COUNTRY_MIDDLES, COUNTRY_SHAPES

MARGIN_KM = 20
_TOWN_RADIUS_KM = 30
_KM_PER_DEGREE = 111.2
#: Four decimals are kept of a copied number, at least.
_ROUNDED_KM = 0.02
_DIRECTIONS = tuple((math.sin(math.radians(turn)), math.cos(math.radians(turn))) for turn in range(0, 360, 45))

#: Territories with a code of their own whose people may well name the country: San Juan in the United States.
TERRITORIES: dict[str, tuple[str, ...]] = {
    "AU": ("CC", "CX", "NF"),
    "CN": ("HK", "MO"),
    "DK": ("FO", "GL"),
    "FI": ("AX",),
    "FR": ("BL", "GF", "GP", "MF", "MQ", "NC", "PF", "PM", "RE", "TF", "WF", "YT"),
    "GB": ("AI", "BM", "FK", "GG", "GI", "GS", "IM", "IO", "JE", "KY", "MS", "PN", "SH", "TC", "VG"),
    "NL": ("AW", "BQ", "CW", "SX"),
    "NO": ("BV", "SJ"),
    "NZ": ("CK", "NU", "TK"),
    "US": ("AS", "GU", "MP", "PR", "UM", "VI"),
}

Ring = list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Polygon:
    """An outer ring and its holes, as (longitude, latitude) in degrees, and its bounding box."""

    rings: tuple[Ring, ...]
    west: float
    south: float
    east: float
    north: float

    def contains(self, lat: float, lon: float) -> bool:
        """Tell whether the point is inside the outer ring and in no hole (even-odd rule)."""
        if not (self.west <= lon <= self.east and self.south <= lat <= self.north):
            return False
        return sum(_crosses(ring, lat, lon) for ring in self.rings) % 2 == 1


@dataclass(frozen=True, slots=True)
class CountryShape:
    """One country: outlines, towns that lie outside them, and the points that stand for "somewhere in it"."""

    polygons: tuple[Polygon, ...]
    towns: tuple[Point, ...]
    middles: tuple[Point, ...]
    breadth_km: float


@lru_cache(maxsize=1)
def shapes() -> dict[str, CountryShape]:
    """Return all shapes by country code (ISO 3166-1 alpha-2, and XK)."""
    data = json.loads(lzma.decompress(COUNTRY_SHAPES.read_bytes()))
    return {
        code: CountryShape(
            tuple(polygon_from(rings) for rings in shape["polygons"]),
            tuple(Point(lat, lon) for lat, lon in shape["towns"]),
            tuple(Point(lat, lon) for lat, lon in shape["middles"]),
            shape["breadth_km"],
        )
        for code, shape in data.items()
    }


def countries_at(lat: float, lon: float) -> frozenset[str]:
    """Return the countries that a point may lie in; empty at sea, more than ``MARGIN_KM`` from land."""
    around = _around(lat, lon)
    return frozenset(code for code, shape in shapes().items() if _is_in(shape, around))


def is_in_country(lat: float, lon: float, country: str) -> bool | None:
    """Tell whether a point lies in a country or close to it; None when its shape is not known."""
    known = [shapes().get(code) for code in (country.upper(), *TERRITORIES.get(country.upper(), ()))]
    if known[0] is None:
        return None
    around = _around(lat, lon)
    return any(_is_in(shape, around) for shape in known if shape is not None)


def is_in_shape(shape: CountryShape, lat: float, lon: float) -> bool:
    """Tell whether a point lies in a shape, within the margin of it, or near one of its towns."""
    return _is_in(shape, _around(lat, lon))


def is_middle_of(lat: float, lon: float, country: str) -> bool:
    """Tell whether a point is where tables and geocoders put "somewhere in this country".

    Those are the centres of its outline, of its largest part, and of their bounding boxes; close means a fiftieth of the
    country's breadth, at most 25 km. And the very points of tables that many copy: those are taken for copied within a
    kilometre, less in a small country, for people do meet near them.
    """
    shape = shapes().get(country.upper())
    if shape is None:
        return False
    near = min(25.0, max(_ROUNDED_KM, shape.breadth_km / 50)) if shape.polygons else 0.0
    if any(distance_km(lat, lon, middle.lat, middle.lon) <= near for middle in shape.middles):
        return True
    copied = min(1.0, max(_ROUNDED_KM, shape.breadth_km / 100))
    known = known_middles().get(country.upper(), ())
    return any(distance_km(lat, lon, middle.lat, middle.lon) <= copied for middle in known)


@lru_cache(maxsize=1)
def known_middles() -> dict[str, tuple[Point, ...]]:
    """Return the points that public tables give for countries, by code."""
    lines = (line.split("\t") for line in COUNTRY_MIDDLES.read_text(encoding="utf-8").splitlines())
    return {code: tuple(Point(*map(float, pair.split(","))) for pair in points.split()) for code, points in lines}


def _is_in(shape: CountryShape, around: list[tuple[float, float]]) -> bool:
    lat, lon = around[0]
    if any(polygon.contains(*point) for polygon in shape.polygons for point in around):
        return True
    return any(
        abs(town.lat - lat) < 1 and distance_km(lat, lon, town.lat, town.lon) <= _TOWN_RADIUS_KM for town in shape.towns
    )


def _around(lat: float, lon: float) -> list[tuple[float, float]]:
    """Return the point itself, then points around it at the margin and half of it."""
    return [(lat, lon), *_points_around(lat, lon, MARGIN_KM), *_points_around(lat, lon, MARGIN_KM / 2)]


def _points_around(lat: float, lon: float, km: float) -> list[tuple[float, float]]:
    up = km / _KM_PER_DEGREE
    across = up / max(0.05, math.cos(math.radians(lat)))
    moved = ((lat + up * north, lon + across * east) for east, north in _DIRECTIONS)
    return [(max(-90.0, min(90.0, y)), (x + 180) % 360 - 180) for y, x in moved]


def _crosses(ring: Ring, lat: float, lon: float) -> bool:
    """Tell whether a ray from the point crosses the ring an odd number of times."""
    inside = False
    before_lon, before_lat = ring[-1]
    for here_lon, here_lat in ring:
        if (here_lat > lat) != (before_lat > lat):
            crossing = here_lon + (lat - here_lat) / (before_lat - here_lat) * (before_lon - here_lon)
            inside ^= lon < crossing
        before_lon, before_lat = here_lon, here_lat
    return inside


def polygon_from(rings: list[list[int]]) -> Polygon:
    """Return a polygon from flat lists of hundredths of degrees: first pair whole, then differences."""
    decoded = tuple(_ring(flat) for flat in rings)
    lons, lats = [x for x, _ in decoded[0]], [y for _, y in decoded[0]]
    return Polygon(decoded, min(lons), min(lats), max(lons), max(lats))


def _ring(flat: list[int]) -> Ring:
    x = y = 0
    ring: Ring = []
    for dx, dy in zip(flat[::2], flat[1::2], strict=True):
        x, y = x + dx, y + dy
        ring.append((x / 100, y / 100))
    return ring
