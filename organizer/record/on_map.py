"""What of a list is on the map, and what is not: one count for list, map and map data."""

from collections.abc import Sequence
from dataclasses import dataclass

from .types import EventStatus, EventSummary, Mode


@dataclass(frozen=True, slots=True)
class MapCounts:
    """How many are on the map, without a place, and online only; together they are the list."""

    on_map: int
    without_place: int
    online: int


def count_on_map(events: Sequence[EventSummary]) -> MapCounts:
    """Return the counts of the same events that the list shows; removed ones count nowhere."""
    shown = [event for event in events if event.status is not EventStatus.REMOVED]
    on_map = sum(has_point(event) for event in shown)
    online = sum(not has_point(event) and event.mode is Mode.ONLINE for event in shown)
    return MapCounts(on_map, len(shown) - on_map - online, online)


def has_point(event: EventSummary) -> bool:
    """Tell whether the public may know a point of the event."""
    return event.place.lat is not None and event.place.lon is not None
