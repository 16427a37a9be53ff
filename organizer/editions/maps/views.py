"""Map data over HTTP: the same events, by the same filters, as the list beside the map."""

from collections.abc import Callable

from flask import Blueprint, Response
from flask_babel import force_locale

from organizer.foundation.core.languages import interface_language
from organizer.foundation.core.prepared import Draft
from organizer.foundation.web.access import public
from organizer.foundation.web.headers import shareable
from organizer.foundation.web.language import prefix_language
from organizer.foundation.web.prepared import respond
from organizer.record.listing import Listed, asked_filters, load_listed, prepared_list
from organizer.record.projector import Reader
from organizer.record.shelf import Wanted, shelf

from .render import GEOJSON_TYPE, POINTS_TYPE, render_geojson, render_points

blueprint = Blueprint("maps", __name__)

#: Seconds that anybody's cache may keep map data.
_MAX_AGE = 300


@blueprint.get("/c/<slug>/events.geojson")
@public
def geojson(slug: str) -> Response:
    """Send the events as open data (RFC 7946)."""
    return _send(slug, GEOJSON_TYPE, lambda listed: render_geojson(listed.events, name=listed.campaign.title.value))


@blueprint.get("/c/<slug>/map/points.json")
@public
def points(slug: str) -> Response:
    """Send what our own map needs, in as few bytes as it takes."""
    return _send(slug, POINTS_TYPE, lambda listed: render_points(listed.events))


def _send(slug: str, content_type: str, render: Callable[[Listed], bytes]) -> Response:
    """Send map data in the language of the address; without one every event speaks its own."""
    filters, language = asked_filters(), prefix_language()
    reader = Reader((language,) if language else (), shelf().base_url)

    def draft_of(listed: Listed) -> Draft:
        return Draft(render(listed), content_type, max_age=_MAX_AGE, is_indexed=listed.campaign.is_indexed)

    wanted = Wanted(content_type, tuple(f"{name}={value}" for name, value in filters.pairs()), language or "")
    with force_locale(interface_language(reader.languages)):
        prepared = prepared_list(
            slug,
            wanted,
            filters,
            lambda session: draft_of(load_listed(session, slug=slug, reader=reader, filters=filters)),
        )
    return shareable(respond(prepared))
