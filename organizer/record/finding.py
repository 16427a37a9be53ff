"""Finding events among those of a campaign, in one place for lists, maps and open data.

Filters work on the projected record, never on tables: nobody can find an event by what it withholds.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache

from organizer.events.rules import Kind
from organizer.foundation.core.languages import fallback_chain
from organizer.places.folding import fold

from .derived import Derived
from .filters import Filters
from .homes import home_of
from .nearness import Findings, Found, Nearness
from .types import EventRecord, EventStatus, Mode

__all__ = ["Findings", "Found", "find", "is_in_region", "is_of_kind", "is_online", "passes", "speaks", "takes_place"]

_MOST_WORDS = 8
#: What is searched in: a record's words, folded. As long as the words themselves.
_haystacks: Derived[str] = Derived(12_000)


def find(
    events: Sequence[EventRecord],
    filters: Filters,
    around: Nearness | None = None,
    is_to_come: Callable[[EventRecord], bool] | None = None,
) -> Findings:
    """Return the events that pass, by local day and start, or by steps of distance when ``around`` is given.

    ``is_to_come`` chooses among the nearest ones when nothing is within the radius.
    """
    passing = [event for event in events if passes(event, filters)]
    if around is not None:
        return around.look(passing, is_to_come)
    ordered = sorted(passing, key=lambda e: (e.time.first_day, e.time.start_utc, e.uid))
    return Findings(tuple(Found(event) for event in ordered))


def passes(event: EventRecord, filters: Filters) -> bool:
    """Tell whether an event passes every filter but ``near``."""
    return (
        (filters.country is None or event.place.country == filters.country)
        and (filters.region is None or is_in_region(event, filters.region))
        and (filters.language is None or speaks(event, filters.language))
        and (filters.kind is None or is_of_kind(event, filters.kind))
        and all(fact in event.accessibility for fact in filters.access)
        and (filters.first is None or event.time.last_day >= filters.first)
        and (filters.last is None or event.time.first_day <= filters.last)
        and (not filters.q or _has_words(event, filters.q))
    )


def speaks(event: EventRecord, tag: str) -> bool:
    """Tell whether an event is in a language: ``pt`` takes ``pt-BR`` too, not the other way round."""
    return any(tag in fallback_chain(own) for own in event.languages)


def is_of_kind(event: EventRecord, kind: str) -> bool:
    """Tell whether an event is of a kind; ``online`` takes whatever can be joined from afar."""
    return kind in kinds_of(event)


def kinds_of(event: EventRecord) -> tuple[str, ...]:
    """Return the kinds that find an event: its own, and ``online`` when it can be joined from afar."""
    online = Kind.ONLINE.value
    return (event.kind, online) if event.kind != online and is_online(event) else (event.kind,)


def is_online(event: EventRecord) -> bool:
    """Tell whether one can take part from afar."""
    return event.mode in (Mode.ONLINE, Mode.HYBRID)


def is_in_region(event: EventRecord, key: str) -> bool:
    """Tell whether an event is in a province (``co-antioquia``). Needs the application."""
    home = home_of(event.place)
    return home is not None and home.region_key == key


def takes_place(event: EventRecord) -> bool:
    """Tell whether the event has not been called off or taken away."""
    return event.status not in (EventStatus.CANCELLED, EventStatus.REMOVED)


def _has_words(event: EventRecord, query: str) -> bool:
    haystack = _haystacks.of(event, None, _haystack)
    return all(word in haystack for word in _words_of(query))


def _haystack(event: EventRecord) -> str:
    place = event.place
    texts = (
        event.title.value, event.description.value if event.description else "", event.group_name,
        place.venue.value if place.venue else "", place.city or "", place.region or "", place.country_name or "",
        event.kind_label,
    )  # fmt: skip
    return fold(" ".join(texts))


@lru_cache(maxsize=64)
def _words_of(query: str) -> tuple[str, ...]:
    return tuple(fold(query).split()[:_MOST_WORDS])
