"""What editions made of single records, kept while the same record comes again."""

from collections.abc import Callable, Hashable
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
