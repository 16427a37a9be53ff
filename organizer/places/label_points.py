"""Where a country's name stands on a map, and how much room it has there: the middle of its widest stretch of land."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from organizer.places.shapes import Polygon, shapes

#: Parallels that are tried on a country's largest piece; those near its waist are the nicer ones.
_TRIED = 25
_HOW_FAR_FROM_THE_WAIST = 0.6


@dataclass(frozen=True, slots=True)
class LabelPoint:
    """A country, the point for its name, and how many degrees of longitude the name may be wide there."""

    country: str
    lat: float
    lon: float
    room: float


@lru_cache(maxsize=1)
def label_points() -> tuple[LabelPoint, ...]:
    """Return the points of all countries, those with the most room first."""
    points = (_point(code, max(shape.polygons, key=_size)) for code, shape in shapes().items() if shape.polygons)
    return tuple(sorted(points, key=lambda point: (-point.room, point.country)))


def _point(code: str, piece: Polygon) -> LabelPoint:
    height = piece.north - piece.south
    best: tuple[float, LabelPoint] | None = None
    for step in range(1, _TRIED + 1):
        at = step / (_TRIED + 1)
        lat = piece.south + height * at
        for west, east in _stretches(piece, lat):
            worth = (east - west) * (1 - _HOW_FAR_FROM_THE_WAIST * abs(at - 0.5))
            if best is None or worth > best[0]:
                best = (worth, LabelPoint(code, round(lat, 2), round((west + east) / 2, 2), round(east - west, 2)))
    if best is None:  # an islet of three corners on one parallel
        return LabelPoint(code, round(piece.south, 2), round((piece.west + piece.east) / 2, 2), 0.0)
    return best[1]


def _stretches(piece: Polygon, lat: float) -> Iterator[tuple[float, float]]:
    """Yield the stretches of land on a parallel, from west to east."""
    crossings = sorted(
        x1 + (lat - y1) * (x2 - x1) / (y2 - y1)
        for ring in piece.rings
        for (x1, y1), (x2, y2) in pairwise([*ring, ring[0]])
        if (y1 > lat) != (y2 > lat)
    )
    yield from zip(crossings[::2], crossings[1::2], strict=False)


def _size(piece: Polygon) -> float:
    return (piece.east - piece.west) * (piece.north - piece.south)
