"""A country or a province of it: its own list, map, calendar, sheets to print, and who else is there."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from flask import request, url_for
from flask_babel import gettext, ngettext

from organizer.foundation.core.wording import number
from organizer.record.feeds import PublicFeed
from organizer.record.finding import Found, is_online, takes_place
from organizer.record.homes import home_of
from organizer.record.listing import Listed
from organizer.record.moments import is_over
from organizer.record.types import EventRecord

from .areas import Area, AreaLine, regions_in
from .choices import address
from .listing import PAGE_SIZE, Pages, pages_of
from .marks import WorldMap, world_map
from .reader import PageReader
from .rows import DayOfRows, EventRow, days_of, rows_of
from .sheets import Sheet, sheets_of

_AFAR = 3


@dataclass(frozen=True, slots=True)
class AreaFeed:
    """The area's calendar: its name, its page, its file (without the site's address)."""

    full_name: str
    page: str
    path: str


@dataclass(frozen=True, slots=True)
class AreaPage:
    """Everything that ``site/area.html`` shows.

    ``days`` are still to come, ``past`` are over; both are of this page of the list. ``elsewhere`` and ``online`` are
    for whoever finds nothing here. ``list_url`` is the same list with filters, ``paper_url`` the one
    to print ("": of a region there is none), ``languages`` the ones spoken there.
    """

    title: str
    lead: str
    country: tuple[str, str] | None
    numbers: tuple[tuple[str, str], ...]
    map: WorldMap
    days: tuple[DayOfRows, ...]
    past: tuple[EventRow, ...]
    elsewhere: tuple[EventRow, ...]
    online: tuple[EventRow, ...]
    pages: Pages
    feed: AreaFeed
    languages: tuple[tuple[str, str], ...]
    regions: tuple[AreaLine, ...]
    sheets: tuple[Sheet, ...]
    list_url: str
    paper_url: str
    map_data: str
    host_url: str
    is_empty: bool


def area_page(area: Area, listed: Listed, elsewhere: Sequence[Found], page: int, reader: PageReader) -> AreaPage:
    """Return one page of an area's list with everything about the area; ``elsewhere``: what is nearest to an empty one."""
    slug, filters, events = listed.campaign.slug, listed.filters, listed.events
    live = [event for event in events if takes_place(event)]
    name, url = area.name(reader.ui), area.url(slug)
    last = max(1, -(-len(events) // PAGE_SIZE))
    page = min(page, last)
    shown = _to_come_first(events, reader)[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    coming = [event for event in shown if not is_over(event, reader.at)]
    past = [event for event in shown if is_over(event, reader.at)]
    return AreaPage(
        title=name if live else gettext("Nothing in %(place)s yet", place=name),
        lead=_lead(live, reader) if live else gettext("A place, a day, an hour: you could host the first one."),
        country=area.country_link(slug, reader.ui),
        numbers=_numbers(area, live, reader.ui),
        map=world_map(events, slug, filters, reader.ui, is_fitted=True),
        days=days_of([Found(event) for event in coming], reader.tongue, now=reader.at),
        past=rows_of((Found(event) for event in past), reader.tongue, now=reader.at),
        elsewhere=rows_of(elsewhere, reader.tongue, now=reader.at),
        online=() if live else _from_afar(listed, reader),
        pages=pages_of(
            page, last, lambda number_: address(url, [("page", str(number_))] if number_ > 1 else []), reader
        ),
        feed=_feed(area.feed, listed, name),
        languages=_languages(live, listed),
        regions=regions_in(live, slug, reader.ui) if area.is_country else (),
        sheets=sheets_of(coming, area.country),
        list_url=address(url_for("site.events", slug=slug), filters.pairs()),
        paper_url=url_for("printing.event_list", slug=slug, country=area.country.lower()) if area.is_country else "",
        map_data=address(url_for("maps.points", slug=slug), filters.pairs()),
        host_url=address(url_for("events.host", slug=slug), [("country", area.country)]),
        is_empty=not live,
    )


def _to_come_first(events: Sequence[EventRecord], reader: PageReader) -> list[EventRecord]:
    """Return what is over last, by its own end in its own zone; both parts in the order that they were in."""
    return sorted(events, key=lambda event: is_over(event, reader.at))


def _lead(live: Sequence[EventRecord], reader: PageReader) -> str:
    left = sum(not is_over(event, reader.at) for event in live)
    if not left:
        return gettext("All of them are over. Thank you to everybody who came.")
    return ngettext("%(count)s event to come", "%(count)s events to come", left, count=number(left, reader.ui))


def _numbers(area: Area, live: Sequence[EventRecord], language: str) -> tuple[tuple[str, str], ...]:
    towns = len({event.place.city_id or event.place.city for event in live if event.place.city})
    regions = len({home.region_key for event in live if (home := home_of(event.place))}) if area.is_country else 0
    spoken = len({tag for event in live for tag in event.languages[:1]})
    pairs = (
        (ngettext("event", "events", len(live)), len(live)),
        (ngettext("town or city", "towns and cities", towns), towns),
        (ngettext("region", "regions", regions), regions),
        (ngettext("language", "languages", spoken), spoken),
    )
    return tuple((label, number(value, language)) for label, value in pairs if value)


def _from_afar(listed: Listed, reader: PageReader) -> tuple[EventRow, ...]:
    afar = [e for e in listed.everything if is_online(e) and takes_place(e) and not is_over(e, reader.at)]
    return rows_of((Found(event) for event in afar[:_AFAR]), reader.tongue, now=reader.at)


def _feed(feed: PublicFeed, listed: Listed, name: str) -> AreaFeed:
    slug, root = listed.campaign.slug, request.script_root
    return AreaFeed(f"{listed.campaign.title.value} – {name}", root + feed.page_path(slug), root + feed.path(slug))


def _languages(live: Sequence[EventRecord], listed: Listed) -> tuple[tuple[str, str], ...]:
    """Return what is spoken there, most first, each with the list of it."""
    count = Counter(tag for event in live for tag in event.languages)
    url = url_for("site.events", slug=listed.campaign.slug)
    return tuple(
        (tag, address(url, [*listed.filters.pairs(), ("language", tag)]))
        for tag, _ in sorted(count.items(), key=lambda item: (-item[1], item[0]))
    )
