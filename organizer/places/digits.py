"""Degrees whose point or signs were lost on the way: ``41557652`` was 41.557652, ``244419.3`` was 24°44'19.3"."""

import re
from collections.abc import Callable, Iterator
from itertools import product

from organizer.places.geometry import Point

_MOST_DIGITS = 12
#: ``8540``: 8°54'0"; ``463823.1``: 46°38'23.1"; ``062452750``: 06°24'52.750".
_AFTER_DEGREES = re.compile(r"([0-5]\d)(?:([0-5]?\d)(\d*))?")


def readings(lat: float, lon: float) -> list[Point]:
    """Return the positions that two numbers may have been before their signs were lost, likeliest first.

    Both are read alike before one is read this way and the other that; the sign may be lost as well.
    """
    alike = [*_pairs(_scaled, lat, lon), *_pairs(_split, lat, lon)]
    unlike = [
        Point(a, b) for a in (*_scaled(lat, 90), *_split(lat, 90)) for b in (*_scaled(lon, 180), *_split(lon, 180))
    ]
    signed = [Point(a * p.lat, b * p.lon) for a, b in ((1, 1), (1, -1), (-1, 1), (-1, -1)) for p in (*alike, *unlike)]
    return list(dict.fromkeys(signed))


def lost_digits(lat: float, lon: float) -> Iterator[Point]:
    """Yield the positions of which the first digit of one number was lost: 1.917 was 51.917, 5.53 was 85.53."""
    for add in (*range(10, 90, 10), *range(100, 180, 10)):
        for sign in (1, -1):
            if abs(lat) < 10 and add < 90:
                yield Point(round(sign * (abs(lat) + add), 7), lon)
            if abs(lon) < (10 if add < 100 or add % 100 else 100):
                yield Point(lat, round(sign * (abs(lon) + add), 7))


def _pairs(read: Callable[[float, int], list[float]], lat: float, lon: float) -> Iterator[Point]:
    return (Point(first, second) for first, second in product(read(lat, 90), read(lon, 180)))


def _scaled(value: float, most: int) -> list[float]:
    """Return the value with its point put back, the most digits before it first; itself when it is degrees already."""
    if abs(value) <= most:
        return [value]
    scaled = (round(value / 10**power, 7) for power in range(1, _MOST_DIGITS))
    return [degrees for degrees in scaled if 1 <= abs(degrees) <= most]


def _split(value: float, most: int) -> list[float]:
    """Return the value read as degrees, minutes and seconds run together."""
    whole, _, rest = f"{abs(value):.4f}".partition(".")
    if not 3 <= len(whole) <= _MOST_DIGITS:
        return [value] if abs(value) <= most else []
    found = []
    for wide in (2, 1, 3):
        parts = _AFTER_DEGREES.fullmatch(whole[wide:])
        if parts is None:
            continue
        degrees = int(whole[:wide]) + int(parts[1]) / 60 + float(f"{parts[2] or 0}.{parts[3] or ''}{rest}") / 3600
        if degrees <= most:
            found.append(round(-degrees if value < 0 else degrees, 7))
    return found
