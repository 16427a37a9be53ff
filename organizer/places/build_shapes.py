"""Building of the shipped country shapes from the basemap and the gazetteer (never at run time).

In: the planar 1:50m basemap (TopoJSON made from Natural Earth, public domain) and the
unpacked gazetteer. Out: outlines in hundredths of degrees, towns that they miss, middles.
"""

import json
import lzma
import math
import sqlite3
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from babel.core import get_global

from organizer.places.countries import country_codes
from organizer.places.gazetteer import SCALE
from organizer.places.geometry import distance_km
from organizer.places.shapes import CountryShape, Ring, is_in_shape, polygon_from
from organizer.places.sources import COUNTRY_SHAPES

#: Codes of Natural Earth that are no ISO codes. Parts that it draws apart count for the
#: country that ISO 3166 puts them in.
_NATURAL_EARTH = {
    "SOL": "SO",
    "CYN": "CY",
    "KOS": "XK",
    "ATC": "AU",
    "ALD": "AX",
    "PSX": "PS",
    "SDS": "SS",
    "SAH": "EH",
}
_CORNERS = 4
_CITY = 50_000
_AROUND_CITY_KM = 25
_KM_PER_DEGREE = 111.2
Rings = list[Ring]


class PackedShape(TypedDict):
    """A country as shipped; see shapes.py for the reading."""

    polygons: list[list[list[int]]]
    towns: list[tuple[float, float]]
    middles: list[tuple[float, float]]
    breadth_km: float


@dataclass(frozen=True, slots=True)
class BuiltShapes:
    """What came out: countries, towns outside outlines, bytes."""

    countries: int
    towns: int
    packed_bytes: int


def build_shapes(basemap: Path, gazetteer: Path) -> BuiltShapes:
    """Build the shipped shapes. Takes about a minute."""
    outlines = _outlines(basemap)
    towns, cities = _towns(gazetteer), _towns(gazetteer, at_least=_CITY)
    data: dict[str, PackedShape] = {}
    for code in country_codes():
        polygons = [[_flatten(ring) for ring in polygon] for polygon in outlines.get(code, [])]
        kept = [[ring for ring in polygon if len(ring) >= 2 * _CORNERS] for polygon in polygons]
        kept = [polygon for polygon in kept if polygon]
        shape = CountryShape(tuple(polygon_from(rings) for rings in kept), (), (), 0)
        missed = sorted(
            {(round(lat, 1), round(lon, 1)) for lat, lon in towns[code] if not is_in_shape(shape, lat, lon)}
        )
        if kept or missed:
            middles, breadth = _middles(outlines.get(code, []))
            middles = [middle for middle in middles if not _is_near_any(middle, cities[code])]
            data[code] = {"polygons": kept, "towns": missed, "middles": middles, "breadth_km": breadth}
    packed = lzma.compress(json.dumps(data, separators=(",", ":")).encode(), preset=9)
    COUNTRY_SHAPES.parent.mkdir(parents=True, exist_ok=True)
    COUNTRY_SHAPES.write_bytes(packed)
    return BuiltShapes(len(data), sum(len(shape["towns"]) for shape in data.values()), len(packed))


def _outlines(basemap: Path) -> dict[str, list[Rings]]:
    """Return polygons (rings of longitude, latitude) by country code from TopoJSON."""
    topology = json.loads(basemap.read_text(encoding="utf-8"))
    arcs = [_positions(arc, topology["transform"]) for arc in topology["arcs"]]
    outlines: dict[str, list[Rings]] = defaultdict(list)
    for geometry in topology["objects"]["countries"]["geometries"]:
        letters = geometry["properties"]["a3"]
        aliases = get_global("territory_aliases").get(letters, [])
        code = _NATURAL_EARTH.get(letters) or (aliases[0] if aliases else letters)
        for polygon in geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]:
            outlines[code].append([_joined(ring, arcs) for ring in polygon])
    return outlines


def _positions(arc: list[list[int]], transform: dict[str, list[float]]) -> Ring:
    """Undo the delta encoding and quantisation of TopoJSON."""
    x = y = 0
    positions: Ring = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        lon = x * transform["scale"][0] + transform["translate"][0]
        positions.append((lon, y * transform["scale"][1] + transform["translate"][1]))
    return positions


def _joined(numbers: list[int], arcs: list[Ring]) -> Ring:
    """Return one ring from its arcs; a negative number is an arc run backwards."""
    ring: Ring = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        ring += arc[1:] if ring else arc
    return ring


def _flatten(ring: Ring) -> list[int]:
    """Return a ring as differences in hundredths of a degree, without repeated points."""
    points = list(dict.fromkeys((round(lon * 100), round(lat * 100)) for lon, lat in ring))
    before = (0, 0)
    flat = []
    for point in points:
        flat += [point[0] - before[0], point[1] - before[1]]
        before = point
    return flat


def _middles(polygons: list[Rings]) -> tuple[list[tuple[float, float]], float]:
    """Return the points (latitude, longitude) that stand for the whole, and its breadth in km."""
    if not polygons:
        return [], 0.0
    sized = [(*_centroid(rings[0]), rings[0]) for rings in polygons]
    total = sum(area for area, _, _, _ in sized) or 1.0
    lon = sum(area * x for area, x, _, _ in sized) / total
    lat = sum(area * y for area, _, y, _ in sized) / total
    _, big_lon, big_lat, biggest = max(sized, key=lambda part: part[0])
    boxes = [_box_centre(biggest), _box_centre([point for rings in polygons for point in rings[0]])]
    middles = [(lat, lon), (big_lat, big_lon), *boxes]
    breadth = math.sqrt(total * math.cos(math.radians(big_lat))) * _KM_PER_DEGREE
    return [(round(y, 3), round(x, 3)) for y, x in middles], round(breadth)


def _centroid(ring: Ring) -> tuple[float, float, float]:
    """Return area in square degrees and centroid (longitude, latitude) of a ring."""
    twice = x = y = 0.0
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        cross = x1 * y2 - x2 * y1
        twice, x, y = twice + cross, x + (x1 + x2) * cross, y + (y1 + y2) * cross
    return (abs(twice) / 2, x / (3 * twice), y / (3 * twice)) if twice else (0.0, *ring[0])


def _box_centre(ring: Ring) -> tuple[float, float]:
    lons, lats = [x for x, _ in ring], [y for _, y in ring]
    return (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2


def _is_near_any(point: tuple[float, float], cities: list[tuple[float, float]]) -> bool:
    """Tell whether a middle lies where people do meet: Madrid and Rome are in the middle of theirs."""
    return any(distance_km(*point, *city) < _AROUND_CITY_KM for city in cities)


def _towns(gazetteer: Path, at_least: int = 0) -> dict[str, list[tuple[float, float]]]:
    """Return positions of all places of ``at_least`` so many people, by country."""
    sql = "SELECT country, lat, lon FROM place WHERE population >= ? ORDER BY id"
    connection = sqlite3.connect(gazetteer)
    towns: dict[str, list[tuple[float, float]]] = defaultdict(list)
    try:
        for country, lat, lon in connection.execute(sql, (at_least,)):
            towns[country].append((lat / SCALE, lon / SCALE))
    finally:
        connection.close()
    return towns
