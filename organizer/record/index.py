"""What is asked of a whole list by one reader after another, answered once for as long as the list is the same.

A filter is answered by the places in the list at which it passes; several of them by what their places have in common.
``traits.passes`` says the same of one event alone.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property, lru_cache
from itertools import compress

from organizer.foundation.core.languages import fallback_chain

from .derived import OfList
from .filters import Filters
from .homes import home_of
from .traits import kinds_of, passes
from .types import EventRecord

#: From "0" and "1" to what is false and what is true.
_TRUTH = bytes.maketrans(b"01", b"\x00\x01")
_COUNTRY, _KIND, _LANGUAGE, _ACCESS = range(4)


class EventIndex:
    """The places of a list at which a filter passes, how many pass each, and the order of days."""

    def __init__(self, events: Sequence[EventRecord]) -> None:
        """``events`` in the order in which they were loaded; each place is one of them."""
        self.events = events
        self._sets: dict[Hashable, int] = {}
        places: defaultdict[tuple[int, str], array[int]] = defaultdict(lambda: array("I"))
        for at, event in enumerate(events):
            if event.place.country:
                places[_COUNTRY, event.place.country].append(at)
            for kind in kinds_of(event):
                places[_KIND, kind].append(at)
            for tag in _steps(event.languages):
                places[_LANGUAGE, tag].append(at)
            for fact in dict.fromkeys(event.accessibility):
                places[_ACCESS, fact].append(at)
        self._places: Mapping[tuple[int, str], array[int]] = dict(places)

    @cached_property
    def ordered(self) -> tuple[EventRecord, ...]:
        """All events by local day and start."""
        return tuple(map(self.events.__getitem__, self._order))

    @cached_property
    def countries(self) -> Mapping[str, int]:
        """How many events are in each country."""
        return self._counts(_COUNTRY)

    @cached_property
    def kinds(self) -> Mapping[str, int]:
        """How many events each kind finds."""
        return self._counts(_KIND)

    @cached_property
    def facts(self) -> Mapping[str, int]:
        """How many events each access fact is true of."""
        return self._counts(_ACCESS)

    @cached_property
    def languages(self) -> Mapping[str, int]:
        """How many events speak each language, as they name it."""
        count: Counter[str] = Counter()
        for spoken, number in Counter(event.languages for event in self.events).items():
            count.update(dict.fromkeys(spoken, number))
        return count

    @cached_property
    def days(self) -> Mapping[date, int]:
        """How many events begin on each local day."""
        return Counter(map(date.fromordinal, self._first_days))

    def in_country(self, country: str) -> list[EventRecord]:
        """Return the events in a country."""
        return [self.events[at] for at in self._places.get((_COUNTRY, country), ())]

    def passing(self, filters: Filters) -> Sequence[int]:
        """Return the places of the events that pass every filter but ``near`` and ``q``, in order."""
        wanted = [
            *(((_COUNTRY, filters.country),) if filters.country else ()),
            *(((_KIND, filters.kind),) if filters.kind else ()),
            *(((_LANGUAGE, filters.language),) if filters.language else ()),
            *((_ACCESS, fact) for fact in filters.access),
        ]
        sets = [self._set(key, self._places.get(key, ())) for key in wanted]
        if filters.region is not None:
            sets.append(self._set(filters.region, self._regions.get(filters.region, ())))
        return self._within(_places_of(sets, len(self.events)), filters)

    def passing_of(self, codes: Iterable[str], filters: Filters) -> list[int]:
        """Return the places of those events of ``codes`` that pass."""
        places = sorted(self._at[code] for code in codes if code in self._at)
        return [at for at in places if passes(self.events[at], filters)]

    def by_day(self, places: Sequence[int]) -> list[EventRecord]:
        """Return the events at these places by local day and start."""
        if len(places) == len(self.events):
            return list(self.ordered)
        return [self.events[at] for at in sorted(places, key=self._ranks.__getitem__)]

    def _within(self, places: Sequence[int], filters: Filters) -> Sequence[int]:
        if filters.first is not None:
            first, days = filters.first.toordinal(), self._last_days
            places = [at for at in places if days[at] >= first]
        if filters.last is not None:
            last, days = filters.last.toordinal(), self._first_days
            places = [at for at in places if days[at] <= last]
        if filters.box is not None:
            places = [at for at in places if filters.box.holds(self.events[at])]
        return places

    def _set(self, key: Hashable, places: Iterable[int]) -> int:
        """Return places as the bits of a number, the first place as the lowest."""
        held = self._sets.get(key)
        if held is None:
            digits = bytearray(b"0" * (len(self.events) + 1))
            for at in places:
                digits[-1 - at] = 49  # "1"
            held = self._sets[key] = int(digits, 2)
        return held

    def _counts(self, what: int) -> dict[str, int]:
        return {value: len(places) for (field, value), places in self._places.items() if field == what}

    @cached_property
    def _order(self) -> list[int]:
        keys = [(e.time.first_day, e.time.start_utc, e.uid) for e in self.events]
        return sorted(range(len(keys)), key=keys.__getitem__)

    @cached_property
    def _ranks(self) -> "array[int]":
        ranks = array("I", bytes(4 * len(self.events)))
        for rank, at in enumerate(self._order):
            ranks[at] = rank
        return ranks

    @cached_property
    def _first_days(self) -> "array[int]":
        return array("i", [event.time.first_day.toordinal() for event in self.events])

    @cached_property
    def _last_days(self) -> "array[int]":
        return array("i", [event.time.last_day.toordinal() for event in self.events])

    @cached_property
    def _regions(self) -> Mapping[str, "array[int]"]:
        """The places of provinces. Needs the application."""
        found: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
        for at, event in enumerate(self.events):
            home = home_of(event.place)
            if home is not None:
                found[home.region_key].append(at)
        return found

    @cached_property
    def _at(self) -> dict[str, int]:
        return {event.code: at for at, event in enumerate(self.events)}


_indexes: OfList[EventIndex] = OfList(EventIndex)


def index_of(events: Sequence[EventRecord]) -> EventIndex:
    """Return the index of a list: the one that was made before when it is the very same tuple."""
    return _indexes.of(events)


def _places_of(sets: Sequence[int], count: int) -> Sequence[int]:
    """Return the places that all sets have in common."""
    if not sets:
        return range(count)
    common = sets[0]
    for one in sets[1:]:
        common &= one
    return list(compress(range(count), f"{common:b}"[::-1].encode().translate(_TRUTH)))


@lru_cache(maxsize=4096)
def _steps(languages: tuple[str, ...]) -> tuple[str, ...]:
    """Return every language that finds an event: those that it speaks, and what they may give way to."""
    return tuple(dict.fromkeys(step for own in languages for step in fallback_chain(own)))
