"""The fields that were looked at last, so that each next view of the same list is answered from memory."""

import threading
from collections import OrderedDict
from collections.abc import Hashable

from organizer.record.types import EventRecord

from .field import Field
from .placed import place


class RecentFields:
    """Fields by list. A field is given again as long as the list holds the very same events."""

    def __init__(self, size: int = 8) -> None:
        """``size``: how many fields are held; one of 100,000 points takes some 7 MB beside the record."""
        self._size = size
        self._fields: OrderedDict[Hashable, tuple[tuple[EventRecord, ...], Field]] = OrderedDict()
        self._guard = threading.Lock()

    def of(self, whose: Hashable, events: tuple[EventRecord, ...]) -> Field:
        """Return the field of ``events``, which ``whose`` tells from other lists."""
        with self._guard:
            held = self._fields.get(whose)
            if held is not None and _are_same(held[0], events):
                self._fields.move_to_end(whose)
                return held[1]
        field = Field(place(events, whose=whose).events, whose=whose)
        with self._guard:
            self._fields[whose] = (events, field)
            self._fields.move_to_end(whose)
            while len(self._fields) > self._size:
                self._fields.popitem(last=False)
        return field


def _are_same(these: tuple[EventRecord, ...], those: tuple[EventRecord, ...]) -> bool:
    return these is those or (len(these) == len(those) and all(a is b for a, b in zip(these, those, strict=True)))
