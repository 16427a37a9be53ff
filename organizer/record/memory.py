"""Events that were projected before: after an edit one event is made anew, not the whole list.

Only what the public may see is held, and only what a committed transaction wrote: a session that
may still be undone neither fills this memory nor reads it. An event is held once, in whatever
languages it is told: what differs from one reader to the next are some of its words.
"""

import threading
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from weakref import WeakKeyDictionary, WeakValueDictionary

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from organizer.foundation.db.engine import BEGIN_OPTION

from .types import EventRecord

#: What may change the public face of an event, as the database gives it; the first value is the event's code.
Face = tuple[str, ...]
#: Records by the hash of their face. Two faces of an event have the same hash once in 2^64 changes.
Known = dict[int, EventRecord]
#: About 3 kB each: a campaign of 100,000 events in several languages, in less than half a gigabyte.
_MOST_RECORDS = 150_000
#: A record whose values are another reader's but for a few words takes such a part of that.
_SHARED = 6
#: Lists of one reader: with tombstones for feeds, and without.
_MOST_LISTS = 2
#: Whoever needs more than so many new records waits for others of the family who are at it.
_FEW = 200


class Whose(NamedTuple):
    """Whose records: ``words`` decides in which words they tell, ``family`` all else."""

    family: Hashable
    words: Hashable


#: Gives the records of events that are new or changed, by their codes.
Make = Callable[[list[str]], Iterable[EventRecord]]
#: Gives what another reader of the family was told in this one's words, by the hash of their face.
Retell = Callable[[Known], Iterable[tuple[int, EventRecord]]]


@dataclass(frozen=True, slots=True)
class _Held:
    """One reader's records, and the lists that were put together last, each with its hashes."""

    known: Known = field(default_factory=dict)
    lists: tuple[tuple[list[int], tuple[EventRecord, ...]], ...] = ()

    def listed(self, marks: list[int]) -> tuple[EventRecord, ...] | None:
        """Return the list of exactly these records, if it was put together before."""
        return next((records for seen, records in self.lists if seen == marks), None)

    def lacks(self, marks: Sequence[int], faces: Sequence[Face]) -> dict[int, str]:
        """Return the codes of what is not held."""
        return {mark: face[0] for mark, face in zip(marks, faces, strict=True) if mark not in self.known}


class RecordMemory:
    """Records by campaign and reader; the readers asked for longest ago are forgotten first."""

    def __init__(self, size: int = _MOST_RECORDS) -> None:
        """``size``: how many records are held, all readers together; those that share their values count for less."""
        self._size = size
        self._readers: OrderedDict[Whose, _Held] = OrderedDict()
        self._turns: WeakValueDictionary[Hashable, threading.Lock] = WeakValueDictionary()
        self._guard = threading.Lock()

    def complete(self, whose: Whose, faces: Sequence[Face], make: Make, retell: Retell) -> tuple[EventRecord, ...]:
        """Return the records of ``faces`` in their order.

        The same faces get the very same tuple. A face whose event is gone by the time it is made is left out.
        """
        marks = list(map(hash, faces))
        held = self._held(whose)
        missing = {} if held.listed(marks) else held.lacks(marks, faces)
        if len(missing) <= _FEW:
            return self._complete(whose, held, marks, missing, make, retell)
        turn = self._turn(whose.family)
        with turn:
            held = self._held(whose)
            return self._complete(whose, held, marks, held.lacks(marks, faces), make, retell)

    def _complete(
        self, whose: Whose, held: _Held, marks: list[int], missing: dict[int, str], make: Make, retell: Retell
    ) -> tuple[EventRecord, ...]:
        listed = held.listed(marks)
        if listed is not None:
            self._keep(whose, held)
            return listed
        known = held.known
        if missing:
            fresh = dict(retell(twins)) if (twins := self._twins(whose, missing)) else {}
            codes = {code: mark for mark, code in missing.items() if mark not in fresh}
            if codes:
                fresh.update((codes[record.code], record) for record in make(list(codes)) if record.code in codes)
            known = _pruned(known, marks) | fresh
        records = tuple([known[mark] for mark in marks if mark in known])
        is_whole = len(records) == len(marks)
        lists = ((marks, records), *held.lists)[:_MOST_LISTS] if is_whole else held.lists
        self._keep(whose, _Held(known, lists))
        return records

    def _held(self, whose: Whose) -> _Held:
        with self._guard:
            return self._readers.get(whose) or _Held()

    def _turn(self, family: Hashable) -> threading.Lock:
        with self._guard:
            return self._turns.setdefault(family, threading.Lock())

    def _twins(self, whose: Whose, marks: Iterable[int]) -> Known:
        """Return what other readers of the family were told of the same events."""
        with self._guard:
            others = [held.known for other, held in self._readers.items() if other.family == whose.family]
        found = ((mark, next((known[mark] for known in others if mark in known), None)) for mark in marks)
        return {mark: record for mark, record in found if record is not None}

    def _keep(self, whose: Whose, held: _Held) -> None:
        with self._guard:
            self._readers[whose] = held
            self._readers.move_to_end(whose)
            while len(self._readers) > 1 and _weight(self._readers) > self._size:
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


def _weight(readers: Mapping[Whose, _Held]) -> float:
    """Return how many whole records all of these weigh: one reader's of each family, and a part of the others'."""
    families: defaultdict[Hashable, list[int]] = defaultdict(list)
    for whose, held in readers.items():
        families[whose.family].append(len(held.known))
    return sum(max(counts) + (sum(counts) - max(counts)) / _SHARED for counts in families.values())


def _pruned(known: Known, marks: Sequence[int]) -> Known:
    """Forget events that are on no list any more, once they are many."""
    if len(known) <= len(marks) + len(marks) // 8:
        return known
    wanted = set(marks)
    return {mark: record for mark, record in known.items() if mark in wanted}
