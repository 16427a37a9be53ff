"""What is true of one event: the plain questions that filters, counts and lists ask."""

from organizer.events.rules import Kind
from organizer.foundation.core.languages import fallback_chain

from .filters import Filters
from .homes import home_of
from .types import EventRecord, EventStatus, Mode


def passes(event: EventRecord, filters: Filters) -> bool:
    """Tell whether an event passes every filter but ``near`` and ``q``, which are asked of a map and of an index."""
    return (
        (filters.country is None or event.place.country == filters.country)
        and (filters.region is None or is_in_region(event, filters.region))
        and (filters.language is None or speaks(event, filters.language))
        and (filters.kind is None or is_of_kind(event, filters.kind))
        and all(fact in event.accessibility for fact in filters.access)
        and (filters.first is None or event.time.last_day >= filters.first)
        and (filters.last is None or event.time.first_day <= filters.last)
        and (filters.box is None or filters.box.holds(event))
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
