"""Where a file puts an event on the map."""

import math
from dataclasses import dataclass

from organizer.places.coordinates import read_degrees, read_position
from organizer.places.map_links import position_in_link
from organizer.places.pins import PinProblem, check_pin

from .source import Block

_NOWHERE = frozenset({PinProblem.NULL_ISLAND})
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Pin:
    """A pin as the file writes it: WGS 84 degrees, perhaps beyond the earth."""

    lat: float
    lon: float

    @property
    def is_usable(self) -> bool:
        """False when it can't be where anybody meets: off the earth, or where latitude and longitude are 0."""
        warnings = check_pin(self.lat, self.lon, country=None, place=None)
        return not any(warning.refuses or warning.problem in _NOWHERE for warning in warnings)


def pin_of(block: Block) -> tuple[Pin | None, bool]:
    """Return the pin of an event, and whether one is written that can't be read.

    GEO says it, else Apple's line; a place that is nothing but a position or a map's link is one too.
    """
    line = block.first("GEO")
    if line is not None:
        pin = _pin_in(line.value)
        return pin, pin is None
    for name in ("X-APPLE-STRUCTURED-LOCATION", "LOCATION"):
        line = block.first(name)
        said = line.value.replace("\\,", ",").replace("\\;", ";").strip() if line else ""
        point = position_in_link(said) if name.startswith("X-") else read_position(said[:_LONGEST])
        if point is not None:
            return Pin(point.lat, point.lon), False
    return None, False


def pin_from(value: str) -> Pin | None:
    """Return the pin of a choice, ``4.598,-74.076``; None when it is none on Earth."""
    first, _, second = value.partition(",")
    lat, lon = read_degrees(first), read_degrees(second)
    pin = Pin(lat, lon) if lat is not None and lon is not None else None
    return pin if pin is not None and pin.is_usable else None


def _pin_in(value: str) -> Pin | None:
    """Return the pin of a GEO line; some programs escape the semicolon, some write a comma, people anything."""
    plain = value.replace("\\", "").strip()[:_LONGEST]
    for between in (";", ","):
        first, found, second = plain.partition(between)
        lat, lon = read_degrees(first), read_degrees(second)
        if found and lat is not None and lon is not None and math.isfinite(lat + lon):
            return Pin(lat, lon)
    point = read_position(plain)
    return Pin(point.lat, point.lon) if point else None
