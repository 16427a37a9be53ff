"""Places as a host types them, for the form that searches meanwhile; and the world that maps are drawn on."""

from flask import Blueprint, Response, jsonify, request, send_file
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import RequestedRangeNotSatisfiable

from organizer.foundation.core.errors import NotFound
from organizer.foundation.web.access import public
from organizer.foundation.web.headers import cacheable
from organizer.foundation.web.language import page_language
from organizer.foundation.web.prepared import respond
from organizer.foundation.web.ratelimit import Budget, spend
from organizer.foundation.web.state import services

from .candidates import PlaceCandidate
from .current import gazetteer
from .namesakes import Namesake, namesake_labels
from .world import BASEMAP_PATH, contested_note, world_file
from .worldview import basemap_path

blueprint = Blueprint("places", __name__)

_SEARCHES = Budget("places", per_client="3000 per hour")
_LIMIT = 8
#: Longer than any name of a place; what is typed beyond finds nothing anyway.
_LONGEST = 200
#: Seconds that anybody's cache may keep the operator's basemap before it asks again.
_BASEMAP_MAX_AGE = 86_400


@blueprint.get("/places/search")
@public
def search() -> ResponseReturnValue:
    """Return the places that ``q`` may mean. What is typed here goes nowhere else and is kept nowhere."""
    spend(_SEARCHES)
    language = page_language()
    found = gazetteer().search(request.args.get("q", "")[:_LONGEST], limit=_LIMIT)
    named = namesake_labels(gazetteer(), found, language)
    response = jsonify({"places": [_as_json(*both) for both in zip(found, named, strict=True)]})
    response.headers["Cache-Control"] = "no-store"
    return response


def _as_json(place: PlaceCandidate, named: Namesake) -> dict[str, str | int | float]:
    return {
        "id": place.id,
        "label": named.name,
        "detail": named.detail,
        "lat": place.lat,
        "lon": place.lon,
        "zone": place.zone,
    }


blueprint.add_app_template_global(contested_note)


@blueprint.get("/places/world.json")
@public
def world() -> Response:
    """Send the names of countries in the page's language, and what is drawn as disputed."""
    return respond(world_file(page_language()))


@blueprint.get(BASEMAP_PATH)
@public
def basemap() -> Response:
    """Send the operator's own basemap, in the parts that a map asks for (RFC 9110 section 14)."""
    path = basemap_path(services().settings.instance)
    if not path.is_file():
        raise NotFound
    response = send_file(path, mimetype="application/octet-stream", conditional=False, etag=True)
    try:
        response.make_conditional(request, accept_ranges=True, complete_length=path.stat().st_size)
    except RequestedRangeNotSatisfiable:
        response.close()
        raise
    return cacheable(response, _BASEMAP_MAX_AGE)
