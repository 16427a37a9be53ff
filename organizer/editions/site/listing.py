"""The list of a campaign's events and the map beside it: always the same events."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from flask_babel import gettext, ngettext

from organizer.foundation.core.wording import number
from organizer.record.filters import LONGEST, Filters
from organizer.record.finding import takes_place
from organizer.record.listing import Listed, place_meant

from .areas import Area
from .choices import Choices, address, choices_of, set_filters
from .marks import WorldMap, world_map
from .near_me import from_afar, host_url
from .reader import PageReader
from .rows import DayOfRows, EventRow, days_of, rows_of

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class Pages:
    """Where the reader is in a long list; addresses of the pages before and after, or None."""

    label: str
    previous: str | None
    next: str | None


@dataclass(frozen=True, slots=True)
class ListPage:
    """A list as ``site/events.html`` draws it: by days, or by distance or fit (``rows``), or nothing and what is elsewhere."""

    title: str
    lead: str
    filters: Filters
    choices: Choices
    chosen: tuple[tuple[str, str], ...]
    clear: str
    map: WorldMap
    query: str
    days: tuple[DayOfRows, ...]
    rows: tuple[EventRow, ...]
    elsewhere: tuple[EventRow, ...]
    online: tuple[EventRow, ...]
    pages: Pages
    place: str | None
    guess: str | None
    others: tuple[tuple[str, str], ...]
    is_asked: bool  # which of the others is meant: nothing is near any, and they are alike in size
    has_unknown_place: bool
    meant: tuple[
        tuple[str, str], ...
    ]  # words that find something, each with its address, when the reader's find nothing
    host_url: str
    near_words: tuple[str, str] | None  # events near the town that the reader's words name, with their list
    area: tuple[str, str] | None  # name and page of the country or province that is looked at


def list_page(listed: Listed, url: str, page: int, reader: PageReader, meant: Sequence[str] = ()) -> ListPage:
    """Return one page of the list at ``url``; a page past the end is the last one. ``meant``: words to try instead."""
    filters, around = listed.filters, listed.around
    found = listed.findings.found
    last = max(1, -(-len(found) // PAGE_SIZE))
    page = min(page, last)
    shown = found[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    place = around.label if around else None
    is_flat = around is not None or bool(filters.q)
    return ListPage(
        title=_title(listed, reader),
        lead=_lead(listed, reader),
        filters=filters,
        choices=choices_of(listed.everything, filters, reader.ui),
        chosen=set_filters(filters, url, place, reader.ui),
        clear=url,
        map=world_map(
            listed.events if filters.pairs() else listed.everything,
            listed.campaign.slug,
            filters,
            reader.ui,
            is_fitted=filters.box is not None,
        ),
        query=address("", filters.pairs()),
        days=() if is_flat else days_of(shown, reader.tongue, now=reader.at),
        rows=rows_of(shown, reader.tongue, now=reader.at) if is_flat else (),
        elsewhere=rows_of(listed.findings.elsewhere, reader.tongue, now=reader.at),
        online=from_afar(listed.everything, listed.findings, reader) if filters.near else (),
        host_url=host_url(listed.campaign.slug, around),
        pages=pages_of(
            page, last, lambda at: address(url, [*filters.pairs(), *([("page", str(at))] if at > 1 else [])]), reader
        ),
        place=place,
        guess=place if around and around.is_guess else None,
        others=_namesakes(listed, url),
        is_asked=_is_asked(listed),
        has_unknown_place=bool(filters.near) and around is None,
        meant=tuple((words, address(url, replace(filters, q=words[:LONGEST]).pairs())) for words in meant),
        near_words=_near_words(listed, url, reader.ui),
        area=_area_link(listed, reader.ui),
    )


def page_number(text: str) -> int:
    """Return the number of a page in an address; anything else is the first."""
    return max(1, int(text[:6])) if text.isascii() and text.isdigit() else 1


def pages_of(page: int, last: int, at: Callable[[int], str], reader: PageReader) -> Pages:
    """Return where page ``page`` of ``last`` is in a long list; ``at`` gives the address of a page by its number."""
    label = gettext("Page %(page)s of %(last)s", page=number(page, reader.ui), last=number(last, reader.ui))
    return Pages(label, at(page - 1) if page > 1 else None, at(page + 1) if page < last else None)


def _title(listed: Listed, reader: PageReader) -> str:
    count = len(listed.events)  # as many as the map shows and the list holds: the lead says how many are cancelled
    place = listed.around.name if listed.around else None
    if _is_asked(listed):
        return gettext("Which place do you mean?")
    if listed.filters.near and not listed.events:
        where = place or listed.filters.near
        return (
            gettext("Nothing near %(place)s yet", place=where)
            if place or not listed.around
            else gettext("Nothing here yet")
        )
    shown = number(count, reader.ui)
    if place:
        return ngettext(
            "%(count)s event near %(place)s", "%(count)s events near %(place)s", count, count=shown, place=place
        )
    if not listed.events:
        return gettext("No events yet") if not listed.everything else gettext("Nothing fits")
    return ngettext("%(count)s event", "%(count)s events", count, count=shown)


def _lead(listed: Listed, reader: PageReader) -> str:
    if not listed.events:
        return _lead_of_nothing(listed)
    off = sum(not takes_place(event) for event in listed.events)
    cancelled = ngettext("%(count)s is cancelled.", "%(count)s are cancelled.", off, count=number(off, reader.ui))
    return f"{_order_words(listed, reader)} {cancelled if off else ''}".strip()


def _order_words(listed: Listed, reader: PageReader) -> str:
    if listed.around is not None:
        return gettext("The nearest first. Distances are rough, as the crow flies.")
    if listed.filters.q:
        return gettext("Those with your words in their title come first.")
    countries = len({e.place.country for e in listed.events if e.place.country and takes_place(e)})
    if countries > 1:
        return ngettext(
            "In %(count)s country or territory, in the order they start.",
            "In %(count)s countries and territories, in the order they start.",
            countries,
            count=number(countries, reader.ui),
        )
    return gettext("In the order they start, each at its own local time.")


def _lead_of_nothing(listed: Listed) -> str:
    if not listed.everything:
        return gettext("The first ones appear here as soon as groups list them.")
    if listed.filters.near and listed.around is None:
        return gettext("We do not know this place. Try the nearest town, or its name in another language.")
    if listed.filters.near:
        return gettext("Look farther away, come to one online, or host one yourself.")
    return gettext("Take one of the filters away to see more.")


def _near_words(listed: Listed, url: str, language: str) -> tuple[str, str] | None:
    meant = place_meant(listed)
    if meant is None:
        return None
    around, count = meant
    words = ngettext(
        "%(count)s event near %(place)s",
        "%(count)s events near %(place)s",
        count,
        count=number(count, language),
        place=around.name,
    )
    return words, address(url, replace(listed.filters, q="", near=listed.filters.q, place=around.place_id).pairs())


def _area_link(listed: Listed, language: str) -> tuple[str, str] | None:
    filters = listed.filters
    if filters.region:
        area = Area(filters.region[:2].upper(), filters.region)
    elif filters.country:
        area = Area(filters.country)
    else:
        return None
    return area.name(language), area.url(listed.campaign.slug)


def _is_asked(listed: Listed) -> bool:
    return bool(listed.around and listed.around.rivals and not listed.events)


def _namesakes(listed: Listed, url: str) -> tuple[tuple[str, str], ...]:
    around = listed.around
    if around is None:
        return ()
    named = [(other.label, other.place_id) for other in around.others]
    if _is_asked(listed) and around.label and around.place_id:
        named.insert(0, (around.label, around.place_id))
    return tuple(
        (label, address(url, replace(listed.filters, near=label[:LONGEST], place=place_id).pairs()))
        for label, place_id in named
    )
