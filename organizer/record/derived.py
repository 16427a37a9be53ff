"""What was made of single records, or of whole lists of them, kept while the very same ones come again."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from typing import Generic, TypeVar

from .types import EventRecord

T = TypeVar("T")


class Derived(Generic[T]):
    """Values by record (the very object: ``RecordMemory`` gives it again until the event changes) and what else they depend on.

    Two halves: when the younger is full it becomes the older, and what nobody asked for since is
    forgotten. Threads may make a value twice, and get the same.
    """

    def __init__(self, size: int) -> None:
        """``size``: how many values a half holds."""
        self._size = size
        self._young: dict[tuple[int, Hashable], tuple[EventRecord, T]] = {}
        self._old: dict[tuple[int, Hashable], tuple[EventRecord, T]] = {}

    def of(self, record: EventRecord, rest: Hashable, make: Callable[[EventRecord], T]) -> T:
        """Return the value for ``record`` and ``rest``, made when it is not held."""
        key = (id(record), rest)
        held = self._young.get(key)
        # An id is given again after an object is gone; the held record is still there, so it is the same one.
        if held is not None and held[0] is record:
            return held[1]
        held = self._old.get(key)
        value = held[1] if held is not None and held[0] is record else make(record)
        if len(self._young) >= self._size:
            self._old, self._young = self._young, {}
        self._young[key] = (record, value)
        return value


class OfList(Generic[T]):
    """Values by list (the very tuple: ``RecordMemory`` gives it again until an event changes); the last ones are kept."""

    def __init__(self, make: Callable[[Sequence[EventRecord]], T], size: int = 4) -> None:
        """``make`` gives the value of a list; ``size``: how many are kept."""
        self._make = make
        self._size = size
        self._held: OrderedDict[int, tuple[Sequence[EventRecord], T]] = OrderedDict()
        self._guard = threading.Lock()

    def of(self, events: Sequence[EventRecord]) -> T:
        """Return the value of a list. That of a list that can be changed is not kept."""
        if not isinstance(events, tuple):
            return self._make(events)
        key = id(events)
        with self._guard:
            held = self._held.get(key)
            # An id is given again after an object is gone; the list is held here, so it is the same one.
            if held is not None and held[0] is events:
                self._held.move_to_end(key)
                return held[1]
        made = self._make(events)
        with self._guard:
            self._held[key] = (events, made)
            while len(self._held) > self._size:
                self._held.popitem(last=False)
        return made
