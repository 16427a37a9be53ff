"""Events that were projected before: after an edit one event is made anew, not the whole list.

Only what the public may see is held, and only what a committed transaction wrote: a session that
may still be undone neither fills this memory nor reads it.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from organizer.foundation.db.engine import BEGIN_OPTION

from .types import EventRecord

T = TypeVar("T")
#: What may change the public face of an event, as the database gives it; the first value is the event's code.
Face = tuple[str, ...]
#: About 2 kB each.
_MOST_RECORDS = 30_000
#: Lists of one reader: with tombstones for feeds, and without.
_MOST_LISTS = 2


@dataclass(slots=True)
class _Held:
    """One reader's records by the hash of their face, and the lists that were put together last, each with its hashes.

    Two faces of an event have the same hash once in 2^64 changes.
    """

    known: dict[int, EventRecord] = field(default_factory=dict)
    lists: list[tuple[list[int], tuple[EventRecord, ...]]] = field(default_factory=list)


class RecordMemory:
    """Records by campaign and reader; the readers asked for longest ago are forgotten first."""

    def __init__(self, size: int = _MOST_RECORDS) -> None:
        """``size``: how many records are held, all readers together."""
        self._size = size
        self._readers: OrderedDict[Hashable, _Held] = OrderedDict()
        self._guard = threading.Lock()

    def complete(
        self, reader: Hashable, faces: Sequence[Face], make: Callable[[list[str]], Mapping[str, EventRecord]]
    ) -> tuple[EventRecord, ...]:
        """Return the records of ``faces`` in their order. ``make`` gets the codes of those that are new or changed.

        The same faces get the very same tuple. A face whose event is gone by the time it is made is left out.
        """
        marks = list(map(hash, faces))
        with self._guard:
            held = self._readers.get(reader) or _Held()
        for seen, records in held.lists:
            if seen == marks:
                self._keep(reader, held)
                return records
        known = held.known
        missing = {mark: face[0] for mark, face in zip(marks, faces, strict=True) if mark not in known}
        if missing:
            made = make(list(missing.values()))
            fresh = {mark: self._lean(made[code], mark, reader) for mark, code in missing.items() if code in made}
            known = _pruned(known, marks) | fresh
        records = tuple([known[mark] for mark in marks if mark in known])
        is_whole = len(records) == len(marks)
        lists = [(marks, records), *held.lists][:_MOST_LISTS] if is_whole else held.lists
        self._keep(reader, _Held(known, lists))
        return records

    def _lean(self, record: EventRecord, mark: int, reader: Hashable) -> EventRecord:
        """Return the record with what it has in common with another reader's: an event is long, its languages are many."""
        for other, held in list(self._readers.items()):
            twin = held.known.get(mark)
            if other != reader and twin is not None:
                return _sharing(record, twin)
        return record

    def _keep(self, reader: Hashable, held: _Held) -> None:
        with self._guard:
            self._readers[reader] = held
            self._readers.move_to_end(reader)
            while len(self._readers) > 1 and sum(len(one.known) for one in self._readers.values()) > self._size:
                self._readers.popitem(last=False)


_memories: WeakKeyDictionary[Engine, RecordMemory] = WeakKeyDictionary()
_guard = threading.Lock()


def memory_of(session: Session) -> RecordMemory | None:
    """Return the memory of the session's database; None for a session that may write or belongs to a caller's transaction."""
    bind = session.get_bind()
    if not isinstance(bind, Engine) or BEGIN_OPTION in bind.get_execution_options():
        return None
    with _guard:
        return _memories.setdefault(bind, RecordMemory())


def _sharing(record: EventRecord, twin: EventRecord) -> EventRecord:
    """Return an equal record that holds the twin's own values wherever they are the same."""
    place = replace(twin.place, country_name=record.place.country_name)
    return replace(
        record,
        id=twin.id,
        code=twin.code,
        uid=twin.uid,
        url=_same(record.url, twin.url),
        title=_same(record.title, twin.title),
        description=_same(record.description, twin.description),
        group_name=_same(record.group_name, twin.group_name),
        time=_same(record.time, twin.time),
        place=_same(record.place, _same(place, twin.place)),
        languages=_same(record.languages, twin.languages),
        accessibility=_same(record.accessibility, twin.accessibility),
        created_at=_same(record.created_at, twin.created_at),
        updated_at=_same(record.updated_at, twin.updated_at),
    )


def _same(mine: T, twins: T) -> T:
    return twins if mine == twins else mine


def _pruned(known: dict[int, EventRecord], marks: Sequence[int]) -> dict[int, EventRecord]:
    """Forget events that are on no list any more, once they are many."""
    if len(known) <= len(marks) + len(marks) // 8:
        return known
    wanted = set(marks)
    return {mark: record for mark, record in known.items() if mark in wanted}
