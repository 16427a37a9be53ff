"""Which towns the places of a file may mean: offered to choose from, never chosen for anybody."""

import re
from collections.abc import Iterator

from organizer.exchange.rules.found import FoundEvent
from organizer.exchange.rules.points import Pin
from organizer.places.candidates import PlaceCandidate
from organizer.places.folding import squash
from organizer.places.gazetteer import Gazetteer
from organizer.places.geometry import distance_km

_BETWEEN = re.compile(r"[,;/|()،؛、，]| [-–—] ")
_POSTCODE = re.compile(r"^(?:[A-Z]{1,2}-)?\d[\d -]{2,}\s|\s\d[\d -]{3,}$")
_MOST_OFFERED, _MOST_PARTS, _LONGEST_PART = 5, 4, 40
#: A pin stands for a town this near; further than that, a town of the same name is another one.
_NEAR_KM, _SAME_KM = 30, 60
#: What one page may ask of the gazetteer.
_MOST_SEARCHES = 120


class Towns:
    """The towns that one file's places may mean; the same place is looked up once."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        """Ask this gazetteer."""
        self._gazetteer = gazetteer
        self._offered: dict[tuple[str, Pin | None], tuple[PlaceCandidate, ...]] = {}
        self._left = _MOST_SEARCHES

    def offer(self, found: FoundEvent) -> tuple[PlaceCandidate, ...]:
        """Return what an event's place and pin may mean, likeliest first, five at most."""
        pin = found.pin if found.pin is not None and found.pin.is_usable else None
        key = (found.place, pin)
        if key not in self._offered:
            named = list(self._named(found.place))
            near = self._gazetteer.nearest(pin.lat, pin.lon, 3, _NEAR_KM) if pin is not None and self._may_ask() else []
            if pin is not None:
                # A town that is named and near comes first, then the other ones near.
                named.sort(key=lambda town: distance_km(pin.lat, pin.lon, town.lat, town.lon) > _SAME_KM)
                is_far = [distance_km(pin.lat, pin.lon, town.lat, town.lon) > _SAME_KM for town in named]
                split = is_far.index(True) if True in is_far else len(named)
                named = [*named[:split], *near, *named[split:]]
            self._offered[key] = tuple({town.id: town for town in named}.values())[:_MOST_OFFERED]
        return self._offered[key]

    def find(self, found: FoundEvent, choice: str) -> PlaceCandidate | None:
        """Return the town that somebody chose of those that are offered, None when it is none of them."""
        return next((town for town in self.offer(found) if str(town.id) == choice), None)

    def _named(self, place: str) -> Iterator[PlaceCandidate]:
        """Yield towns that go by exactly a part of the place: first those in the country or province that it ends with."""
        parts = [part for part in (_POSTCODE.sub("", one.strip()).strip() for one in _BETWEEN.split(place)) if part]
        names = [part for part in parts[::-1][:_MOST_PARTS] if _may_be_a_name(part)]
        within = [(f"{name}, {parts[-1]}", name) for name in names if name != parts[-1]]
        for query, name in (*within, *((name, name) for name in names)):
            if self._may_ask():
                yield from (town for town in self._gazetteer.search(query) if _goes_by(town, name))

    def _may_ask(self) -> bool:
        self._left -= 1
        return self._left >= 0


def _may_be_a_name(part: str) -> bool:
    return len(part) <= _LONGEST_PART and not any(char.isdigit() for char in part)


def _goes_by(town: PlaceCandidate, name: str) -> bool:
    return town.exact and squash(name) in {squash(one) for one in (town.name, town.matched or "", *town.names)}
