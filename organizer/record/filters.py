"""The filters of lists, maps and open data, as they stand in an address."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from organizer.events.rules import Access, Kind
from organizer.foundation.core.languages import is_language, normalize_tag
from organizer.foundation.core.text import read_number
from organizer.places.countries import is_country

from .boxes import Box, read_box
from .homes import region_name
from .labels import kind_label

KINDS: tuple[str, ...] = tuple(kind.value for kind in Kind)
ACCESS_FACTS: tuple[str, ...] = tuple(fact.value for fact in Access)
#: Kilometres that a reader may choose from.
RADII: tuple[int, ...] = (25, 50, 100, 250, 500, 1000, 2500)
USUAL_RADIUS = 100
#: Characters of what a reader types.
LONGEST = 100
_LONGEST_ID = 10
#: Not seen, but spelling: Persian and Indic words hold them.
_JOINERS = "\u200c\u200d"


@dataclass(frozen=True, slots=True)
class Filters:
    """What a reader looks for. ``country`` is upper case; ``access`` facts must all be there.

    ``region``: ``co-antioquia``, as feeds have it. ``near`` is the text of a place; ``place`` which of the towns of
    that name, by its id in the gazetteer. ``box`` is a part of the map.
    """

    q: str = ""
    country: str | None = None
    near: str = ""
    radius: int = USUAL_RADIUS
    language: str | None = None
    kind: str | None = None
    access: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None
    region: str | None = None
    place: int | None = None
    box: Box | None = None

    def pairs(self) -> list[tuple[str, str]]:
        """Return names and values as they stand in an address: set ones only, always in this order."""
        single = (
            ("q", self.q),
            ("country", self.country),
            ("region", self.region),
            ("near", self.near),
            ("place", str(self.place) if self.near and self.place else None),
            ("radius", str(self.radius) if self.near and self.radius != USUAL_RADIUS else None),
            ("language", self.language),
            ("type", self.kind),
            ("from", self.first.isoformat() if self.first else None),
            ("to", self.last.isoformat() if self.last else None),
            ("box", str(self.box) if self.box else None),
        )
        return [(name, value) for name, value in single if value] + [("access", fact) for fact in self.access]

    @property
    def is_free_text(self) -> bool:
        """True when what was typed, or a part of the map, decides: such lists are made for one reader and not kept."""
        return bool(self.q or self.near or self.box)

    def without(self, name: str, value: str = "") -> "Filters":
        """Return the filters with one of ``pairs`` taken away."""
        if name == "access":
            return replace(self, access=tuple(fact for fact in self.access if fact != value))
        if name == "near":
            return replace(self, near="", place=None, radius=USUAL_RADIUS)
        if name == "radius":
            return replace(self, radius=USUAL_RADIUS)
        empty: dict[str, dict[str, object]] = {
            "q": {"q": ""}, "country": {"country": None}, "region": {"region": None}, "place": {"place": None},
            "language": {"language": None}, "type": {"kind": None},
            "from": {"first": None}, "to": {"last": None}, "box": {"box": None},
        }  # fmt: skip
        return replace(self, **empty[name])  # type: ignore[arg-type]  # the table above names fields


def read_filters(args: Mapping[str, str], access: Iterable[str] = ()) -> Filters:
    """Return the filters of an address; what makes no sense there is left out, never an error."""
    country = args.get("country", "").strip().upper()
    language = args.get("language", "").strip()
    kind = args.get("type", "").strip().lower()
    near = _typed(args.get("near", ""))
    return Filters(
        q=_typed(args.get("q", "")),
        country=country if is_country(country) else None,
        region=_region(args.get("region", "")),
        near=near,
        # Which town, and how far, means something beside a place only.
        place=_place(args.get("place", "")) if near else None,
        radius=read_radius(args.get("radius", "")) if near else USUAL_RADIUS,
        language=normalize_tag(language) if is_language(language) else None,
        kind=kind if kind in KINDS else None,
        access=tuple(fact for fact in ACCESS_FACTS if fact in set(access)),
        first=_day(args.get("from", "")),
        last=_day(args.get("to", "")),
        box=read_box(args.get("box", "")),
    )


def kind_words(kind: str) -> str:
    """Return the word for one of ``KINDS``."""
    return kind_label(Kind(kind))


def _typed(text: str) -> str:
    shown = (c if c.isprintable() or c in _JOINERS else " " for c in text[: 4 * LONGEST])
    return " ".join("".join(shown).split())[:LONGEST]


def _region(text: str) -> str | None:
    key = text.strip().lower()[:LONGEST]
    return key if key and region_name(key) else None


def _place(text: str) -> int | None:
    return read_number(text, _LONGEST_ID) or None


def read_radius(text: str) -> int:
    """Return the kilometres that were chosen; what is none of ``RADII`` is the usual radius."""
    km = read_number(text)
    return km if km in RADII and km is not None else USUAL_RADIUS


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None
