"""Uploaded pictures, by the hash of their content: never under anybody's name, never as anything but a picture."""

from flask import Response, request

from organizer.designs.queries import find_picture
from organizer.foundation.core.errors import NotFound
from organizer.foundation.uploads.picture import TYPES
from organizer.foundation.web.access import public
from organizer.foundation.web.headers import unindexed
from organizer.foundation.web.ratelimit import Budget, spend
from organizer.foundation.web.state import reading

from .blueprint import blueprint

#: Browsers keep them for a year; a page has a few.
_PICTURES = Budget("pictures", per_client="3000 per hour", overall="60000 per hour")
_A_YEAR = "public, max-age=31536000, immutable"
#: Whoever opens a drawing by its address gets a picture that can do nothing.
_NOTHING = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'"


@blueprint.get("/pictures/<string(length=64):digest>.<any(png, jpeg, svg):kind>")
@public
def picture(digest: str, kind: str) -> Response:
    """Send a picture that a campaign uploaded."""
    spend(_PICTURES)
    with reading() as session:
        body = find_picture(session, digest=digest, kind=kind)
    if body is None:
        raise NotFound(picture=digest)
    response = Response(body, content_type=TYPES[kind])
    response.headers["Content-Security-Policy"] = _NOTHING
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Disposition"] = f'inline; filename="{digest[:12]}.{kind}"'
    response.headers["Cache-Control"] = _A_YEAR
    response.set_etag(digest)
    response.make_conditional(request)
    return unindexed(response)
