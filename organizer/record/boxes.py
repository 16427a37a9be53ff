"""A part of the map, as it stands in an address: ``west,south,east,north`` in degrees (RFC 7946, section 5)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from .types import EventSummary

_NUMBER = re.compile(r"-?[0-9]{1,3}(?:\.[0-9]{1,17})?")
_LONGEST = 90
_TURN = 360.0


@dataclass(frozen=True, slots=True)
class Box:
    """Edges of a part of the map (WGS 84), which belong to it; ``east`` is less than ``west`` where it crosses 180°."""

    west: float
    south: float
    east: float
    north: float

    def __str__(self) -> str:
        """Return it as it stands in an address: to the last digit, so that it holds what it was drawn around."""
        return ",".join(_written(edge) for edge in (self.west, self.south, self.east, self.north))

    def holds(self, event: EventSummary) -> bool:
        """Tell whether the point that the public knows of an event lies inside; what has none is nowhere."""
        lat, lon = event.place.lat, event.place.lon
        if lat is None or lon is None or not self.south <= lat <= self.north:
            return False
        return self._spans(lon) or (abs(lon) == 180 and self._spans(-lon))

    def _spans(self, lon: float) -> bool:
        if self.west <= self.east:
            return self.west <= lon <= self.east
        return lon >= self.west or lon <= self.east


def read_box(text: str) -> Box | None:
    """Return the box of an address, None for what is none."""
    parts = text[:_LONGEST].split(",")
    if len(parts) != 4 or not all(_NUMBER.fullmatch(part) for part in parts):
        return None
    west, south, east, north = map(float, parts)
    if max(abs(west), abs(east)) > 180 or max(abs(south), abs(north)) > 90 or south > north:
        return None
    return Box(west, south, east, north)


def box_around(events: Sequence[EventSummary]) -> Box:
    """Return the narrowest box around events that have a point, at least one: on whichever side of the Earth they are."""
    lats = [event.place.lat or 0.0 for event in events]
    lons = sorted(
        (_eastern(event.place.lon or 0.0) for event in events), key=lambda lon: lon if lon >= 0 else lon + _TURN
    )
    # The widest stretch without any is left out; it lies between two neighbours, or over the first meridian.
    gaps = ((after - before) % _TURN for before, after in pairwise([*lons, lons[0]]))
    _, at = max((gap, at) for at, gap in enumerate(gaps))
    return Box(lons[(at + 1) % len(lons)], min(lats), lons[at], max(lats))


def _eastern(lon: float) -> float:
    """Return the same meridian's one name."""
    return 180.0 if lon == -180 else lon


def _written(degrees: float) -> str:
    text = repr(degrees)
    return f"{degrees:.15f}".rstrip("0").rstrip(".") if "e" in text else text.removesuffix(".0")
