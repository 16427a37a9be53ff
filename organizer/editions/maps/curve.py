"""Points in the order of a curve that fills the square (Morton, 1966): every tile and cell of every zoom is one stretch of it.

The world is the square of the map that moves: Web Mercator (EPSG:3857), begun at 169° W. A point's number is its column
and row, bit by bit in turn, so that the number of a tile at zoom z is the first 2z bits of those of its points.
"""

import math

from organizer.foundation.core.projection import WEST

#: Bits of a column and of a row: a step is 0.6 m.
BITS = 26
_HALF = BITS // 2
_MASK = (1 << _HALF) - 1
_LAST = (1 << BITS) - 1


def _spread(number: int) -> int:
    return sum((number >> bit & 1) << 2 * bit for bit in range(_HALF))


_SPREAD = tuple(_spread(number) for number in range(1 << _HALF))


def interleave(column: int, row: int) -> int:
    """Return the number of a column and a row of at most ``BITS`` bits."""
    low = _SPREAD[column & _MASK] | _SPREAD[row & _MASK] << 1
    high = _SPREAD[column >> _HALF] | _SPREAD[row >> _HALF] << 1
    return high << 2 * _HALF | low


def across(lon: float) -> float:
    """Return how far from the left edge of the world a longitude lies: from 0 up to 1."""
    return (lon - WEST) % 360 / 360


def down(lat: float) -> float:
    """Return how far from the upper edge of the world a latitude lies: 0 to 1. What lies beyond 85° stands on the edge."""
    return min(max(0.5 - math.asinh(math.tan(math.radians(lat))) / math.tau, 0.0), 1.0)


def latitude(share: float) -> float:
    """Return the latitude so far down; the edges of the world are the poles, since all beyond 85° stands on them."""
    if share in (0, 1):
        return 90 - 180 * share
    return math.degrees(math.atan(math.sinh((0.5 - share) * math.tau)))


def column_of(lon: float) -> int:
    """Return the column of a longitude."""
    return min(int(across(lon) * (_LAST + 1)), _LAST)


def row_of(lat: float) -> int:
    """Return the row of a latitude."""
    return min(int(down(lat) * (_LAST + 1)), _LAST)


def number_of(lon: float, lat: float) -> int:
    """Return where on the curve a point of WGS 84 lies."""
    return interleave(column_of(lon), row_of(lat))


def stretch(number: int, level: int) -> tuple[int, int]:
    """Return the first number on the curve inside a square of ``level`` (2 ** level in a row), and the first after it."""
    shift = 2 * (BITS - level)
    return number << shift, (number + 1) << shift


def square_of(number: int, level: int) -> int:
    """Return the number of the square of ``level`` that a point lies in."""
    return number >> 2 * (BITS - level)


def common_level(first: int, last: int) -> int:
    """Return the deepest level at which both ends of a stretch lie in one square; ``BITS`` when they are the same."""
    return BITS - ((first ^ last).bit_length() + 1) // 2
