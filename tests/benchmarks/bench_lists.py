"""B6: filtered lists and searches that no cache holds, against a page of twenty rows, and against themselves."""

import itertools
from collections.abc import Callable, Iterator

from organizer.places.cells import cell_at
from organizer.record.wordhits import SEARCHES_KEPT

from . import bases
from .arithmetic import Sample
from .clock import measured
from .line import Base, Compared, Line
from .world import SIZES, World, Worlds
from .wsgi import ask, asking

_OVER_ROWS, _GROWTH = 0.6, 1 / 1.3
#: Of the speed of a filtered list: what is measured is as fast, but for what a busy machine adds.
_NO_SLOWER = 0.8
#: Where readers are: in towns with and without events near them.
_WHERE = ((4.6, -74.1), (52.5, 13.4), (-33.4, -70.6), (35.7, 139.7), (64.1, -21.9), (19.4, -99.1))
_COUNTRIES = ("CO", "DE", "IN", "EG", "PH", "PE", "KE", "JP", "BR", "ZA", "TR", "ID")
_WORDS = (
    "water",
    "agua",
    "vigil",
    "river",
    "puente",
    "tea",
    "march",
    "tierra",
    "trommeln",
    "dam",
    "women",
    "bogota",
    "land",
)
#: A reader types more of a word, or less of it: other searches, all of them more than the site remembers.
_LEAST_TYPED = 3
_KINDS = ("rally", "march", "vigil", "workshop", "assembly")


def lines(worlds: Worlds) -> Iterator[Line]:
    """Yield filters and searches at every size, and how the cost grows from the smallest to the largest."""
    for name, addresses in (("filtered list", _filters), ("search", _searches)):
        costs: dict[int, Sample] = {}
        for size in SIZES:
            world = worlds.of(size)
            rows = asking(bases.twenty_rows(world.database), "/")
            costs[size], base = measured(_turning(world, addresses()), rows, rounds=5)
            limit = Base("minimal page, ORM, twenty rows", base, _OVER_ROWS)
            yield Compared("B6", f"{name}, not kept", world.size, costs[size], limit)
        low, high = SIZES[1], SIZES[-1]
        limit = Base(f"the same at {low:,}", costs[low], _GROWTH)
        yield Compared("B6", f"{name}, growth", f"{high:,} events", costs[high], limit)
    yield from _near_and_areas(worlds.of(SIZES[-1]))


def _near_and_areas(world: World) -> Iterator[Line]:
    """Yield what is near a reader, and a country's page that nobody asked for yet, beside a filtered list of the same events."""
    listed = _turning(world, _filters())
    cells = itertools.cycle(cell_at(lat, lon) for lat, lon in _WHERE)
    pages = itertools.count(1)

    def near() -> object:
        form = {"cell": next(cells), "radius": "100"}
        return ask(world.app, f"/en/c/{world.slug}/near/", form=form)

    def area() -> object:
        # Each page is kept for itself; past the end it is drawn as the last one.
        return ask(world.app, f"/en/c/{world.slug}/country/co/?page={next(pages)}")

    for name, call in (("near a cell", near), ("country, first reader", area)):
        cost, base = measured(call, listed, rounds=5)
        yield Compared("B6", name, world.size, cost, Base("filtered list, not kept", base, _NO_SLOWER))


def _filters() -> list[str]:
    """Return addresses with three filters: more than are kept for everybody."""
    both = itertools.product(_COUNTRIES, _KINDS)
    return [f"country={country}&type={kind}&from=2027-11-01" for country, kind in both]


def _searches() -> list[str]:
    """Return so many searches that each is forgotten before it comes again: the index is asked every time."""
    begun = [
        word[:end] for end in range(_LEAST_TYPED, max(map(len, _WORDS)) + 1) for word in _WORDS if end <= len(word)
    ]
    assert len(set(begun)) > SEARCHES_KEPT
    return [f"q={word}" for word in begun]


def _turning(world: World, queries: list[str]) -> Callable[[], object]:
    calls = itertools.cycle([asking(world.app, f"/en/c/{world.slug}/events/?{query}") for query in queries])

    def ask_next() -> object:
        call = next(calls)
        return call()

    return ask_next
