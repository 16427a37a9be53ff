"""Events that have a point, and how many have none."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from operator import is_
from typing import Generic, TypeVar

from organizer.record.on_map import MapCounts, has_point
from organizer.record.types import EventRecord, EventStatus, Mode

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Placed:
    """The events of a list that stand on the map, in its order, and the counts of all."""

    events: tuple[EventRecord, ...]
    counts: MapCounts


def place(events: Sequence[EventRecord]) -> Placed:
    """Return what of the list stands on the map; what was removed, or is a draft, counts nowhere."""
    shown = shown_of(events)
    placed = tuple([event for event in shown if has_point(event)])
    others = [event for event in shown if not has_point(event)] if len(placed) < len(shown) else []
    online = sum(event.mode is Mode.ONLINE for event in others)
    return Placed(placed, MapCounts(len(placed), len(others) - online, online))


def shown_of(events: Sequence[EventRecord]) -> list[EventRecord]:
    """Return the events that everybody may see."""
    return [event for event in events if event.status is not EventStatus.REMOVED and not event.is_draft]


def point_of(event: EventRecord, places: int) -> tuple[float, float]:
    """Return (lon, lat) of an event that has a point, rounded; 180° is written as such and never as 180.00001."""
    lon, lat = event.place.lon or 0.0, event.place.lat or 0.0
    return max(-180.0, min(180.0, round(lon, places))), max(-90.0, min(90.0, round(lat, places)))


class Kept(Generic[T]):
    """A value for each event of a list. After an edit most of the list is the same: only what lies between is made anew."""

    def __init__(self, make: Callable[[EventRecord], T], size: int = 4) -> None:
        """``make`` gives the value; ``size``: how many lists are held."""
        self._make = make
        self._size = size
        self._lists: dict[Hashable, tuple[tuple[EventRecord, ...], list[T]]] = {}

    def of(self, whose: Hashable, events: tuple[EventRecord, ...]) -> list[T]:
        """Return the values of ``events``; ``whose`` tells which earlier list is like it."""
        before, values = self._lists.pop(whose, ((), []))
        head = _same(before, events)
        tail = min(_same(before[::-1], events[::-1]), len(before) - head, len(events) - head)
        middle = [self._make(event) for event in events[head : len(events) - tail]]
        found = values[:head] + middle + values[len(values) - tail :]
        self._lists[whose] = (events, found)
        for oldest in list(self._lists)[: -self._size]:
            self._lists.pop(oldest, None)
        return found


def _same(these: Sequence[EventRecord], those: Sequence[EventRecord]) -> int:
    """Return how many events at the beginning are the very same."""
    return next((at for at, one in enumerate(map(is_, these, those)) if not one), min(len(these), len(those)))
