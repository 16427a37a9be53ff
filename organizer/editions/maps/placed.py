"""Events that have a point, and how many have none."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from itertools import compress
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


def shown_of(events: Sequence[EventRecord]) -> list[EventRecord]:
    """Return the events that everybody may see."""
    return [event for event in events if is_shown(event)]


def is_shown(event: EventRecord) -> bool:
    """Tell whether everybody may see an event."""
    return event.status is not EventStatus.REMOVED and not event.is_draft


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


_NOWHERE, _ON_MAP, _ONLINE, _WITHOUT = range(4)


def _standing(event: EventRecord) -> int:
    if not is_shown(event):
        return _NOWHERE
    return _ON_MAP if has_point(event) else _ONLINE if event.mode is Mode.ONLINE else _WITHOUT


_standings: Kept[int] = Kept(_standing)


def place(events: Sequence[EventRecord], *, whose: Hashable = None) -> Placed:
    """Return what of the list stands on the map; what was removed, or is a draft, counts nowhere.

    ``whose`` tells lists apart that are asked for again and again.
    """
    events = tuple(events)
    standings = _standings.of(whose, events)
    placed = tuple(compress(events, map(_ON_MAP.__eq__, standings)))
    return Placed(placed, MapCounts(len(placed), standings.count(_WITHOUT), standings.count(_ONLINE)))
