"""Finding events among those of a campaign, in one place for lists, maps and open data.

Filters work on the projected record, never on tables: nobody can find an event by what it withholds. Words are looked
up in an index that is written from the same record.
"""

from collections.abc import Callable, Mapping, Sequence

from .filters import Filters
from .index import index_of
from .nearness import Findings, Found, Nearness
from .traits import is_in_region, is_of_kind, is_online, kinds_of, passes, speaks, takes_place
from .types import EventRecord

__all__ = [
    "Findings", "Found", "find", "is_in_region", "is_of_kind", "is_online", "kinds_of", "passes", "speaks", "takes_place",
]  # fmt: skip


def find(
    events: Sequence[EventRecord],
    filters: Filters,
    around: Nearness | None = None,
    is_to_come: Callable[[EventRecord], bool] | None = None,
    hits: Mapping[str, int] | None = None,
) -> Findings:
    """Return the events that pass, by local day and start, or by steps of distance when ``around`` is given.

    ``is_to_come`` chooses among the nearest ones when nothing is within the radius. ``hits`` are the codes that the
    words of ``filters.q`` find, the smaller number the better; the better ones come first.
    """
    index = index_of(events)
    places = index.passing(filters) if hits is None else index.passing_of(hits, filters)
    if around is not None:
        return around.look([index.events[at] for at in places], is_to_come)
    ordered = index.by_day(places)
    if hits:
        ordered.sort(key=lambda event: hits[event.code])
    return Findings(tuple(map(Found, ordered)))
