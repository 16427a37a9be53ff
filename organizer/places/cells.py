"""Wide cells of the globe: all that a browser tells of where its reader is.

A cell is named by two whole numbers, ``1425-1893``: its row from the south pole and its column from 180° W. The name
cannot say more than the cell, whatever a browser does. static/js/near-me.js names cells by the same rule.
"""

import math
import re

from organizer.places.geometry import Point

#: Height of a cell in degrees of latitude, about 11 km. Cells are about as wide as they are high, everywhere.
CELL_DEGREES = 0.1
#: Distances from a cell are told in steps no finer than the cell.
CELL_KM = 10
_ROWS = round(180 / CELL_DEGREES)
_NAME = re.compile(r"(\d{1,4})-(\d{1,4})", re.ASCII)


def cell_at(lat: float, lon: float) -> str:
    """Return the name of the cell that a point (WGS 84 degrees) lies in."""
    row = min(max(math.floor((lat + 90) / CELL_DEGREES), 0), _ROWS - 1)
    columns = _columns(row)
    return f"{row}-{math.floor((lon + 180) % 360 / 360 * columns) % columns}"


def middle_of(name: str) -> Point | None:
    """Return the middle of the cell of that name, None when there is no such cell."""
    match = _NAME.fullmatch(name)
    if match is None:
        return None
    row, column = int(match[1]), int(match[2])
    if row >= _ROWS or column >= _columns(row):
        return None
    lon = (column + 0.5) * 360 / _columns(row) - 180
    return Point(round(_middle_lat(row), 4), round(lon, 4))


def _middle_lat(row: int) -> float:
    return (row + 0.5) * CELL_DEGREES - 90


def _columns(row: int) -> int:
    """Return how many cells a row has: fewer towards the poles, where degrees of longitude are narrow."""
    return max(1, round(360 * math.cos(math.radians(_middle_lat(row))) / CELL_DEGREES))
