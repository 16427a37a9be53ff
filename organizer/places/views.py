"""Places as a host types them: for the form that searches while somebody types."""

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from organizer.foundation.web.access import public
from organizer.foundation.web.language import page_language
from organizer.foundation.web.ratelimit import Budget, spend

from .candidates import PlaceCandidate
from .current import gazetteer
from .names import detail_for, name_for

blueprint = Blueprint("places", __name__)

_SEARCHES = Budget("places", per_client="3000 per hour")
_LIMIT = 8
#: Longer than any name of a place; what is typed beyond finds nothing anyway.
_LONGEST = 200


@blueprint.get("/places/search")
@public
def search() -> ResponseReturnValue:
    """Return the places that ``q`` may mean. What is typed here goes nowhere else and is kept nowhere."""
    spend(_SEARCHES)
    language = page_language()
    found = gazetteer().search(request.args.get("q", "")[:_LONGEST], limit=_LIMIT)
    response = jsonify({"places": [_as_json(place, language) for place in found]})
    response.headers["Cache-Control"] = "no-store"
    return response


def _as_json(place: PlaceCandidate, language: str) -> dict[str, str | int | float]:
    return {
        "id": place.id,
        "label": name_for(place, language),
        "detail": detail_for(place, language),
        "lat": place.lat,
        "lon": place.lon,
        "zone": place.zone,
    }
