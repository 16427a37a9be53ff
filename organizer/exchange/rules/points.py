"""Where a file puts an event on the map."""

import re
from dataclasses import dataclass

from organizer.places.pins import PinProblem, check_pin

from .source import Block

#: Some programs escape the semicolon, some write a comma.
_GEO = re.compile(r"\s*(-?\d{1,4}(?:\.\d{1,20})?)\s*\\?[;,]\s*(-?\d{1,4}(?:\.\d{1,20})?)\s*")
_NOWHERE = frozenset({PinProblem.NULL_ISLAND})


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
    """Return the pin of an event, and whether one is written that can't be read."""
    line = block.first("GEO")
    if line is None:
        return None, False
    found = _GEO.fullmatch(line.value)
    return (Pin(float(found[1]), float(found[2])), False) if found else (None, True)
