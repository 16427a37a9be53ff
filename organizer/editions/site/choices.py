"""What a list can be filtered by, with how many events each choice finds; and what is set, with a way to take it away."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from flask_babel import gettext

from organizer.foundation.core.languages import language_name, own_name
from organizer.foundation.core.wording import day, number
from organizer.places.countries import country_name
from organizer.places.folding import fold
from organizer.record.filters import RADII, Filters, kind_words
from organizer.record.homes import home_of, region_label, region_name
from organizer.record.index import EventIndex, index_of
from organizer.record.labels import access_label
from organizer.record.types import EventRecord


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a select: ``lang`` when its label is in its own language."""

    value: str
    label: str
    is_chosen: bool
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class Choices:
    """The selects of the filter form; empty ones are left out by the page."""

    countries: tuple[Option, ...]
    regions: tuple[Option, ...]
    languages: tuple[Option, ...]
    kinds: tuple[Option, ...]
    days: tuple[Option, ...]
    access: tuple[Option, ...]
    radii: tuple[Option, ...]


def choices_of(events: Sequence[EventRecord], filters: Filters, language: str) -> Choices:
    """Return the choices that find something among all events of the campaign, and those that are set."""
    index = index_of(events)
    countries, kinds = _counted(index.countries, filters.country), _counted(index.kinds, filters.kind)
    days = _counted(
        {day.isoformat(): count for day, count in index.days.items()},
        filters.first.isoformat() if filters.first else None,
    )
    spoken = _counted(index.languages, filters.language)
    return Choices(
        regions=_regions_of(index, filters, language),
        countries=_options(countries, filters.country, lambda code: country_name(code, language), language),
        languages=tuple(
            Option(tag, own_name(tag), tag == filters.language, tag)
            for tag in sorted(spoken, key=lambda tag: own_name(tag).casefold())
        ),
        kinds=_options(kinds, filters.kind, kind_words, language),
        days=tuple(
            Option(iso, f"{_day_words(iso, language)} ({number(count, language)})", _is_day(filters, iso))
            for iso, count in sorted(days.items())
        ),
        access=tuple(
            Option(fact, access_label(fact), fact in filters.access) for fact in sorted({*index.facts, *filters.access})
        ),
        radii=tuple(Option(str(km), _km(km, language), km == filters.radius) for km in RADII),
    )


def set_filters(filters: Filters, url: str, place: str | None, language: str) -> tuple[tuple[str, str], ...]:
    """Return what is set, in words, each with the address of the list without it. ``place``: what ``near`` was read as."""
    words: Mapping[str, Callable[[str], str]] = {
        "q": lambda value: f"“{value}”",
        "country": lambda value: country_name(value, language),
        "region": lambda value: region_label(value, language),
        "near": lambda value: gettext("Near %(place)s", place=place or value),
        "radius": lambda value: _km(int(value), language),
        "language": lambda value: language_name(value, language),
        "type": kind_words,
        "access": access_label,
        "from": lambda value: gettext("From %(day)s", day=_day_words(value, language)),
        "to": lambda value: gettext("Until %(day)s", day=_day_words(value, language)),
        "box": lambda _: gettext("In this part of the map"),
    }
    return tuple(
        (words[name](value), address(url, filters.without(name, value).pairs()))
        for name, value in filters.pairs()
        if name != "place"  # which of the towns of that name: "near" says it
    )


def address(url: str, pairs: Iterable[tuple[str, str]]) -> str:
    """Return an address with a query."""
    query = urlencode(list(pairs))
    return f"{url}?{query}" if query else url


def _regions_of(index: EventIndex, filters: Filters, language: str) -> tuple[Option, ...]:
    """Return the provinces of the country that is set, or of the province that is: of the whole world they are too many."""
    country = filters.country or (filters.region[:2].upper() if filters.region else None)
    if country is None:
        return ()
    homes = (home_of(e.place) for e in index.in_country(country))
    count = _counted(Counter(home.region_key for home in homes if home), filters.region)
    return _options(count, filters.region, lambda key: region_name(key) or key, language)


def _counted(found: Mapping[str, int], chosen: str | None) -> Counter[str]:
    count = Counter(found)
    if chosen:
        count.setdefault(chosen, 0)
    return count


def _options(count: Counter[str], chosen: str | None, name: Callable[[str], str], language: str) -> tuple[Option, ...]:
    options = [Option(v, f"{name(v)} ({number(n, language)})", v == chosen) for v, n in count.items()]
    return tuple(sorted(options, key=lambda option: fold(option.label)))


def _day_words(iso: str, language: str) -> str:
    return day(date.fromisoformat(iso), language)


def _is_day(filters: Filters, iso: str) -> bool:
    return filters.first is not None and filters.first.isoformat() == iso


def _km(km: int, language: str) -> str:
    return gettext("%(km)s km around", km=number(km, language))
