"""Where a place stands on the flat map of the world.

Equirectangular, cut at 169° W, in the Bering Strait: no country is torn, and Samoa stands beside
Fiji, on the right side of the line. North is cut at 84°, south at 60° (nobody meets in Antarctica).
"""

from collections.abc import Sequence
from dataclasses import dataclass

#: Longitude of the left edge, and of the right edge a whole turn later.
WEST = -169.0
NORTH, SOUTH = 84.0, -60.0
#: The drawing that components/map.html uses.
MAP_WIDTH, MAP_HEIGHT = 1200, 480


@dataclass(frozen=True, slots=True)
class MapFrame:
    """The part of the map that is shown, and how many times larger: ``x`` and ``y`` are its corner on the whole map."""

    x: float = 0.0
    y: float = 0.0
    scale: float = 1.0

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point of the whole map stands in the frame, to a tenth."""
        return round((x - self.x) * self.scale, 1), round((y - self.y) * self.scale, 1)


WHOLE_MAP = MapFrame()
#: Outlines are drawn for the whole world: larger than this they are only angles.
_LARGEST = 10.0
#: Room around the outermost points, as a share of the frame.
_ROOM = 0.15


def frame_around(points: Sequence[tuple[float, float]]) -> MapFrame:
    """Return the frame that holds all points (x, y of the whole map) with room around them; the whole map for none."""
    if not points:
        return WHOLE_MAP
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    top, bottom = min(y for _, y in points), max(y for _, y in points)
    needed = max((right - left) / MAP_WIDTH, (bottom - top) / MAP_HEIGHT) / (1 - 2 * _ROOM)
    scale = round(max(1.0, min(_LARGEST, 1 / needed if needed else _LARGEST)), 3)
    width, height = MAP_WIDTH / scale, MAP_HEIGHT / scale
    x = min(max(0.0, (left + right - width) / 2), MAP_WIDTH - width)
    y = min(max(0.0, (top + bottom - height) / 2), MAP_HEIGHT - height)
    return MapFrame(round(x, 2), round(y, 2), scale)


def turn(lon: float) -> float:
    """Return ``lon`` (degrees east) as the map counts it: from 169° W on, -169 to 191."""
    return (lon - WEST) % 360 + WEST


def project(lon: float, lat: float, width: float = MAP_WIDTH, height: float = MAP_HEIGHT) -> tuple[float, float]:
    """Return (x, y), to a tenth, of degrees east and north (WGS 84); what lies beyond an edge stands on it."""
    x = (turn(lon) - WEST) / 360 * width
    y = (NORTH - min(NORTH, max(SOUTH, lat))) / (NORTH - SOUTH) * height
    return round(x, 1), round(y, 1)
