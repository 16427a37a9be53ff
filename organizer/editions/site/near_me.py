"""What is near: three ways to say where one is, and what was found around the place that a browser told."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import request, url_for
from flask_babel import gettext, ngettext

from organizer.foundation.core.wording import number
from organizer.record.around import Around
from organizer.record.filters import RADII, USUAL_RADIUS
from organizer.record.finding import Findings, Found, is_online, takes_place
from organizer.record.moments import is_over
from organizer.record.types import EventRecord

from .areas import AreaLine, countries_in, other_countries
from .choices import Option, address
from .feeds import near_feed
from .reader import PageReader
from .rows import EventRow, rows_of

#: More are told to be there, not shown: whoever wants all opens the list.
_MOST = 50
_AFAR = 3


@dataclass(frozen=True, slots=True)
class NearWays:
    """The ways to say where one is: a town, this browser's position, a country. ``cell``: what a browser has told."""

    radii: tuple[Option, ...]
    countries: tuple[AreaLine, ...]
    others: tuple[AreaLine, ...]
    cell: str = ""


@dataclass(frozen=True, slots=True)
class NearFound:
    """What is near the place that a browser told. ``feed``: the calendar of the same, None where no town is near."""

    title: str
    lead: str
    rows: tuple[EventRow, ...]
    elsewhere: tuple[EventRow, ...]
    online: tuple[EventRow, ...]
    host_url: str
    feed: str | None


def near_ways(
    events: Sequence[EventRecord], slug: str, language: str, *, radius: int = USUAL_RADIUS, cell: str = ""
) -> NearWays:
    """Return the forms of the page; ``radius`` is chosen."""
    radii = tuple(Option(str(km), _km(km, language), km == radius) for km in RADII)
    return NearWays(radii, countries_in(events, slug, language), other_countries(events, slug, language), cell)


def near_found(
    findings: Findings, events: Sequence[EventRecord], around: Around, where: tuple[str, int], reader: PageReader
) -> NearFound:
    """Return what is near ``around`` among all ``events``; ``where``: the campaign's slug, and how far was looked (km)."""
    slug, radius = where
    return NearFound(
        title=_title(len(findings.found), reader.ui),
        lead=_lead(findings, radius, reader.ui),
        rows=rows_of(findings.found[:_MOST], reader.tongue, now=reader.at),
        elsewhere=rows_of(findings.elsewhere, reader.tongue, now=reader.at),
        online=from_afar(events, findings, reader),
        host_url=host_url(slug, around),
        feed=request.script_root + near_feed(around.place_id, radius).page_path(slug) if around.place_id else None,
    )


def host_url(slug: str, around: Around | None) -> str:
    """Return the address of the form to host an event, with the town chosen when one is known."""
    place_id = around.place_id if around else None
    return address(url_for("events.host", slug=slug), [("place", str(place_id))] if place_id else [])


def from_afar(events: Sequence[EventRecord], findings: Findings, reader: PageReader) -> tuple[EventRow, ...]:
    """Return what one can join from wherever one is, and is not found already."""
    shown = {one.event.id for one in findings.found}
    afar = (
        event
        for event in events
        if is_online(event) and takes_place(event) and not is_over(event, reader.at) and event.id not in shown
    )
    first = [Found(event) for event, _ in zip(afar, range(_AFAR), strict=False)]
    return rows_of(first, reader.tongue, now=reader.at)


def _title(count: int, language: str) -> str:
    if not count:
        return gettext("Nothing near you yet")
    return ngettext("%(count)s event near you", "%(count)s events near you", count, count=number(count, language))


def _lead(findings: Findings, radius: int, language: str) -> str:
    if not findings.found:
        return gettext("Look farther away, come to one online, or host one yourself.")
    if len(findings.found) > _MOST:
        return gettext("The nearest %(count)s of them.", count=number(_MOST, language))
    return gettext(
        "Within %(km)s km, the nearest first. Distances are rough, as the crow flies.", km=number(radius, language)
    )


def _km(km: int, language: str) -> str:
    return gettext("%(km)s km", km=number(km, language))
