"""Countries and provinces that have a page: addresses by code, names in the reader's language."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from flask import request

from organizer.foundation.core.errors import NotFound
from organizer.foundation.core.wording import number
from organizer.places.countries import country_name, is_country, list_countries
from organizer.places.folding import fold
from organizer.record.feeds import FeedKind, PublicFeed
from organizer.record.filters import Filters
from organizer.record.finding import takes_place
from organizer.record.homes import home_of, region_label, region_name
from organizer.record.types import EventRecord


@dataclass(frozen=True, slots=True)
class AreaLine:
    """An area in a list: its name, how many events are there (``count``: in the reader's digits), its page."""

    code: str
    name: str
    events: int
    count: str
    url: str


@dataclass(frozen=True, slots=True)
class Area:
    """A country (``country``, ISO 3166-1 alpha-2), or a province of it (``region``: ``co-antioquia``, as feeds have it)."""

    country: str
    region: str | None = None

    @property
    def is_country(self) -> bool:
        """True for a whole country."""
        return self.region is None

    @property
    def filters(self) -> Filters:
        """What lists, maps and open data of the area are filtered by: codes, never names."""
        return Filters(region=self.region) if self.region else Filters(country=self.country)

    @property
    def feed(self) -> PublicFeed:
        """The area's calendar."""
        if self.region:
            return PublicFeed(FeedKind.REGION, self.region)
        return PublicFeed(FeedKind.COUNTRY, self.country.lower())

    def name(self, language: str) -> str:
        """Return the area's name in a language: ``Colombia``; ``Antioquia, Colombia``."""
        return region_label(self.region, language) if self.region else country_name(self.country, language)

    def path(self, slug: str) -> str:
        """Return the path of the area's page in the campaign ``slug``, without a language before it."""
        return f"/c/{slug}/region/{self.region}/" if self.region else f"/c/{slug}/country/{self.country.lower()}/"

    def url(self, slug: str) -> str:
        """Return the address of the area's page for this page's reader."""
        return request.script_root + self.path(slug)

    def country_link(self, slug: str, language: str) -> tuple[str, str] | None:
        """Return name and page of the country that a province is in; None for a country."""
        return (country_name(self.country, language), Area(self.country).url(slug)) if self.region else None


def country_area(code: str) -> Area:
    """Return the country with this code, in either case. Raises NotFound when there is none."""
    if not code.isascii() or not is_country(code.upper()):
        raise NotFound(country=code)
    return Area(code.upper())


def region_area(key: str) -> Area:
    """Return the province with this key. Raises NotFound when the gazetteer has none. Needs the application."""
    if region_name(key.lower()) is None:
        raise NotFound(region=key)
    return Area(key[:2].upper(), key.lower())


def country_url(slug: str, country: str) -> str:
    """Return the address of a country's page; ``country``: alpha-2 in either case."""
    return Area(country.upper()).url(slug)


def countries_in(events: Sequence[EventRecord], slug: str, language: str) -> tuple[AreaLine, ...]:
    """Return the countries where something takes place, by name in the reader's language."""
    count = Counter(event.place.country for event in events if event.place.country and takes_place(event))
    lines = [_line(slug, code, country_name(code, language), n, language) for code, n in count.items()]
    return tuple(sorted(lines, key=lambda line: (fold(line.name), line.code)))


def other_countries(events: Sequence[EventRecord], slug: str, language: str) -> tuple[AreaLine, ...]:
    """Return the countries of the world where nothing takes place yet, by name in the reader's language."""
    taken = {event.place.country for event in events if takes_place(event)}
    none = number(0, language)
    return tuple(
        AreaLine(country.code, country.name, 0, none, country_url(slug, country.code))
        for country in list_countries(language)
        if country.code not in taken
    )


def regions_in(live: Sequence[EventRecord], slug: str, language: str) -> tuple[AreaLine, ...]:
    """Return the provinces of the events ``live``, which are of one country, by name."""
    count = Counter((home.region_key, home.region) for event in live if (home := home_of(event.place)))
    lines = (
        AreaLine(key, name, n, number(n, language), Area(key[:2].upper(), key).url(slug))
        for (key, name), n in count.items()
    )
    return tuple(sorted(lines, key=lambda line: (fold(line.name), line.code)))


def _line(slug: str, code: str, name: str, count: int, language: str) -> AreaLine:
    return AreaLine(code, name, count, number(count, language), country_url(slug, code))
