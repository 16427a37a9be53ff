"""Map data over HTTP: the same events, by the same filters, as the list beside the map."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass

from flask import Blueprint, Response, request
from flask_babel import force_locale
from sqlalchemy.orm import Session

from organizer.foundation.core.languages import interface_language
from organizer.foundation.core.prepared import Draft
from organizer.foundation.web.access import public
from organizer.foundation.web.headers import shareable
from organizer.foundation.web.language import prefix_language
from organizer.foundation.web.prepared import respond
from organizer.record.filters import Filters
from organizer.record.listing import asked_filters, load_everything, load_listed, prepared_list
from organizer.record.projector import Reader
from organizer.record.shelf import Wanted, shelf
from organizer.record.types import CampaignRecord, EventRecord

from .clusters import render_cell, render_clusters
from .fields import RecentFields
from .geojson import GEOJSON_TYPE, render_geojson
from .placed import place
from .points import POINTS_TYPE, render_names, render_points, to_bytes
from .view import BadView, read_cells, read_view, read_zoom

blueprint = Blueprint("maps", __name__)

#: Seconds that anybody's cache may keep map data.
_MAX_AGE = 300
_fields = RecentFields()


@dataclass(frozen=True, slots=True)
class Passing:
    """A campaign, its events that pass the filters, and what tells this list from others: the reader and the filters."""

    campaign: CampaignRecord
    events: tuple[EventRecord, ...]
    whose: Hashable


Render = Callable[[Passing], bytes]


@blueprint.get("/c/<slug>/events.geojson")
@public
def geojson(slug: str) -> Response:
    """Send the events as open data (RFC 7946)."""
    return _send(
        slug, "geojson", lambda passing: render_geojson(passing.events, name=passing.campaign.title.value),
        content_type=GEOJSON_TYPE,
    )  # fmt: skip


@blueprint.get("/c/<slug>/map/points.json")
@public
def points(slug: str) -> Response:
    """Send where all events are, in as few bytes as it takes; of very many only how many and where about."""
    return _send(
        slug, "points", lambda passing: render_points(place(passing.events, whose=passing.whose), whose=passing.whose)
    )


@blueprint.get("/c/<slug>/map/names.json")
@public
def names(slug: str) -> Response:
    """Send titles and towns of the same events, in the same order."""
    return _send(slug, "names", lambda passing: render_names(place(passing.events, whose=passing.whose)))


@blueprint.get("/c/<slug>/map/clusters.json")
@public
def clusters(slug: str) -> Response:
    """Send how many events stand where in ``bbox`` (west,south,east,north) at ``zoom``."""
    try:
        view = read_view(request.args.get("bbox", ""), request.args.get("zoom", ""))
    except BadView as fault:
        return _refuse(fault)
    return _send(
        slug, "clusters", lambda passing: render_clusters(_fields.of(passing.whose, passing.events), view),
        rest=(str(view),),
    )  # fmt: skip


@blueprint.get("/c/<slug>/map/cell.json")
@public
def cell(slug: str) -> Response:
    """Send a page of the events in the cells ``cell`` (given as often as needed) of ``zoom``; of all events without one."""
    try:
        zoom, numbers = read_zoom(request.args.get("zoom", "")), read_cells(request.args.getlist("cell"))
    except BadView as fault:
        return _refuse(fault)
    page = read_page(request.args.get("page", ""))

    def render(passing: Passing) -> bytes:
        field = _fields.of(passing.whose, passing.events)
        return render_cell(field.of_cells(numbers, zoom) if numbers else field.events, page)

    return _send(slug, "cell", render, rest=(str(zoom), str(page), *map(str, numbers)))


def read_page(text: str) -> int:
    """Return the number of a page in an address; anything else is the first."""
    return max(1, int(text[:6])) if text.isascii() and text.isdigit() else 1


def _send(
    slug: str, edition: str, render: Render, *, content_type: str = POINTS_TYPE, rest: tuple[str, ...] = ()
) -> Response:
    """Send map data in the language of the address; without one every event speaks its own.

    ``rest``: what the bytes depend on besides the filters; of such editions there are too many for the disk.
    """
    filters, language = asked_filters(), prefix_language()
    reader = Reader((language,) if language else (), shelf().base_url)

    def draft_of(session: Session) -> Draft:
        passing = _load(session, slug, reader, filters)
        return Draft(render(passing), content_type, max_age=_MAX_AGE, is_indexed=passing.campaign.is_indexed)

    parameters = (*(f"{name}={value}" for name, value in filters.pairs()), *rest)
    wanted = Wanted(f"map-{edition}", parameters, language or "", is_stored=not rest)
    with force_locale(interface_language(reader.languages)):
        prepared = prepared_list(slug, wanted, filters, draft_of)
    return shareable(respond(prepared))


def _load(session: Session, slug: str, reader: Reader, filters: Filters) -> Passing:
    whose = (slug, reader.languages, filters)
    if not filters.pairs():
        return Passing(*load_everything(session, slug=slug, reader=reader), whose)
    listed = load_listed(session, slug=slug, reader=reader, filters=filters)
    return Passing(listed.campaign, listed.events, whose)


def _refuse(fault: BadView) -> Response:
    """Answer a program that asked for what is no view (RFC 9457)."""
    problem = to_bytes({"type": "about:blank", "title": "Bad Request", "status": 400, "detail": str(fault)})
    return shareable(Response(problem, 400, content_type="application/problem+json"))
