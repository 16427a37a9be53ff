"""What a reader of the map looks at: a box and a zoom, widened to whole tiles, so that neighbours ask for the same."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

from organizer.foundation.core.projection import WEST

from .curve import across, down, interleave, latitude

#: Deeper the map does not go: there a tile is 10 km wide.
TOP_ZOOM = 12
#: A tile (256 pixels) is 2 ** CELL_LEVELS cells wide: 32 pixels each.
CELL_LEVELS = 3
#: More tiles than any screen shows: the whole world at zoom 5.
_MOST_TILES = 1024
_NUMBER = re.compile(r"[+-]?[0-9]{1,3}(?:\.[0-9]{1,15})?")
_TURN = 360.0


class BadView(ValueError):
    """A box or zoom that is none; says what was expected."""


@dataclass(frozen=True, slots=True)
class View:
    """Columns ``west`` to ``east`` and rows ``north`` to ``south`` of tiles at a zoom, ends excluded.

    ``east`` may pass the last column: then the view goes on from the first (a box across 169° W).
    """

    zoom: int
    west: int
    north: int
    east: int
    south: int

    def tiles(self) -> Iterator[int]:
        """Yield the numbers of its tiles on the curve, each once."""
        wide = 1 << self.zoom
        for row in range(self.north, self.south):
            for column in range(self.west, self.east):
                yield interleave(column % wide, row)

    @property
    def box(self) -> tuple[float, float, float, float]:
        """West, south, east, north in degrees, as RFC 7946 section 5 writes boxes: east is less than west across 180°."""
        wide = 1 << self.zoom
        north, south = (round(latitude(row / wide), 6) for row in (self.north, self.south))
        if self.east - self.west == wide:
            return -180.0, south, 180.0, north
        west, east = ((WEST + column * _TURN / wide + 180) % _TURN - 180 for column in (self.west, self.east))
        return west, south, east, north


def read_view(bbox: str, zoom: str) -> View:
    """Return the view of ``bbox`` (``west,south,east,north`` in degrees) and ``zoom``; empty ones mean the whole world, and 0.

    East may be less than west: such a box crosses 180° (RFC 7946 section 5.2). Longitudes may also be counted on, -360
    to 360. Raises BadView.
    """
    level = read_zoom(zoom)
    west, south, east, north = _read_box(bbox) if bbox else (-180.0, -90.0, 180.0, 90.0)
    wide = 1 << level
    # A right or lower edge that lies on a tile's edge does not open the next tile; a box without height has one row.
    top = min(math.floor(down(north) * wide), wide - 1)
    bottom = max(math.ceil(down(south) * wide), top + 1)
    span = 1.0 if east - west >= _TURN else (east - west) % _TURN / _TURN
    left = math.floor(across(west) * wide)
    right = max(math.ceil((across(west) + span) * wide), left + 1)
    view = View(level, 0, top, wide, bottom) if right - left >= wide else View(level, left, top, right, bottom)
    if (view.east - view.west) * (view.south - view.north) > _MOST_TILES:
        raise BadView(f"bbox: too large for zoom {level}; at most {_MOST_TILES} of 4^zoom tiles")
    return view


def read_zoom(text: str) -> int:
    """Return a zoom, 0 for an empty text. Raises BadView."""
    if not text:
        return 0
    if not re.fullmatch(r"[0-9]{1,2}", text) or int(text) > TOP_ZOOM:
        raise BadView(f"zoom: a whole number from 0 to {TOP_ZOOM}")
    return int(text)


def read_cells(texts: list[str], most: int = 64) -> list[int]:
    """Return the numbers of cells. Raises BadView."""
    if len(texts) > most or not all(re.fullmatch(r"[0-9]{1,16}", text) for text in texts):
        raise BadView(f"cell: at most {most} numbers, as the clusters name them")
    return [int(text) for text in texts]


def _read_box(text: str) -> tuple[float, float, float, float]:
    parts = [part.strip() for part in text[:200].split(",")]
    if len(parts) != 4 or not all(_NUMBER.fullmatch(part) for part in parts):
        raise BadView("bbox: west,south,east,north in degrees, such as 5.9,45.8,10.5,47.8")
    west, south, east, north = map(float, parts)
    if max(abs(west), abs(east)) > _TURN or max(abs(south), abs(north)) > 90 or south > north:
        raise BadView("bbox: longitudes from -360 to 360, latitudes from -90 to 90, south before north")
    return west, south, east, north
