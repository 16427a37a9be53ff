"""Finding events among those of a campaign: the filters of lists, maps and open data, in one place.

They work on the projected record, never on tables: nobody can find an event by what it withholds.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from organizer.events.rules import Access, Kind
from organizer.foundation.core.languages import fallback_chain, is_language, normalize_tag
from organizer.places.countries import is_country
from organizer.places.folding import fold
from organizer.places.geometry import Point, distance_km

from .derived import Derived
from .labels import kind_label
from .types import EventRecord, EventStatus, Mode

KINDS: tuple[str, ...] = tuple(kind.value for kind in Kind)
ACCESS_FACTS: tuple[str, ...] = tuple(fact.value for fact in Access)
#: Kilometres that a reader may choose from.
RADII: tuple[int, ...] = (25, 50, 100, 250, 500, 1000, 2500)
USUAL_RADIUS = 100
_LONGEST = 100
_MOST_WORDS = 8
#: What is searched in: a record's words, folded. As long as the words themselves.
_haystacks: Derived[str] = Derived(12_000)


@dataclass(frozen=True, slots=True)
class Filters:
    """What a reader looks for. ``near`` is the text of a place; ``country`` is upper case; ``access`` facts must all be there."""

    q: str = ""
    country: str | None = None
    near: str = ""
    radius: int = USUAL_RADIUS
    language: str | None = None
    kind: str | None = None
    access: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None

    def pairs(self) -> list[tuple[str, str]]:
        """Return names and values as they stand in an address: set ones only, always in this order."""
        single = (
            ("q", self.q),
            ("country", self.country),
            ("near", self.near),
            ("radius", str(self.radius) if self.near and self.radius != USUAL_RADIUS else None),
            ("language", self.language),
            ("type", self.kind),
            ("from", self.first.isoformat() if self.first else None),
            ("to", self.last.isoformat() if self.last else None),
        )
        return [(name, value) for name, value in single if value] + [("access", fact) for fact in self.access]

    @property
    def is_free_text(self) -> bool:
        """True when what was typed decides: such lists are made for one reader and not kept."""
        return bool(self.q or self.near)

    def without(self, name: str, value: str = "") -> "Filters":
        """Return the filters with one of ``pairs`` taken away."""
        if name == "access":
            return replace(self, access=tuple(fact for fact in self.access if fact != value))
        if name in ("near", "radius"):
            return replace(self, near="" if name == "near" else self.near, radius=USUAL_RADIUS)
        empty: dict[str, dict[str, object]] = {
            "q": {"q": ""}, "country": {"country": None}, "language": {"language": None}, "type": {"kind": None},
            "from": {"first": None}, "to": {"last": None},
        }  # fmt: skip
        return replace(self, **empty[name])  # type: ignore[arg-type]  # the table above names fields


@dataclass(frozen=True, slots=True)
class Found:
    """An event that passes; ``km`` is its distance from the place looked near, when both have a point."""

    event: EventRecord
    km: float | None = None


@dataclass(frozen=True, slots=True)
class Findings:
    """What passes, in the order to be shown; ``elsewhere`` are the nearest when nothing is within the radius."""

    found: tuple[Found, ...]
    elsewhere: tuple[Found, ...] = field(default=())


def read_filters(args: Mapping[str, str], access: Iterable[str] = ()) -> Filters:
    """Return the filters of an address; what makes no sense there is left out, never an error."""
    country = args.get("country", "").strip().upper()
    language = args.get("language", "").strip()
    kind = args.get("type", "").strip().lower()
    return Filters(
        q=_typed(args.get("q", "")),
        country=country if is_country(country) else None,
        near=_typed(args.get("near", "")),
        radius=_radius(args.get("radius", "")),
        language=normalize_tag(language) if is_language(language) else None,
        kind=kind if kind in KINDS else None,
        access=tuple(fact for fact in ACCESS_FACTS if fact in set(access)),
        first=_day(args.get("from", "")),
        last=_day(args.get("to", "")),
    )


def find(events: Sequence[EventRecord], filters: Filters, around: Point | None = None) -> Findings:
    """Return the events that pass, by local day and start, or by distance when ``around`` is given.

    ``around`` is where ``filters.near`` lies; an event without a point is not near anything.
    """
    passing = [event for event in events if passes(event, filters)]
    if around is None:
        ordered = sorted(passing, key=lambda e: (e.time.first_day, e.time.start_utc, e.uid))
        return Findings(tuple(Found(event) for event in ordered))
    measured = sorted(
        (Found(event, _km(event, around)) for event in passing if event.place.lat is not None),
        key=lambda one: (one.km or 0.0, one.event.time.start_utc, one.event.uid),
    )
    within = tuple(one for one in measured if (one.km or 0.0) <= filters.radius)
    return Findings(within, () if within else tuple(measured[:3]))


def passes(event: EventRecord, filters: Filters) -> bool:
    """Tell whether an event passes every filter but ``near``."""
    return (
        (filters.country is None or event.place.country == filters.country)
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
    return event.kind == kind or (kind == Kind.ONLINE.value and is_online(event))


def is_online(event: EventRecord) -> bool:
    """Tell whether one can take part from afar."""
    return event.mode in (Mode.ONLINE, Mode.HYBRID)


def kind_words(kind: str) -> str:
    """Return the word for one of ``KINDS``."""
    return kind_label(Kind(kind))


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


def _km(event: EventRecord, around: Point) -> float:
    if event.place.lat is None or event.place.lon is None:
        return math.inf
    return distance_km(around.lat, around.lon, event.place.lat, event.place.lon)


def _typed(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text[: 4 * _LONGEST]).split())[:_LONGEST]


def _radius(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and int(text[:6]) in RADII else USUAL_RADIUS


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None
