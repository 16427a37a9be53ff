"""Pages from templates, as responses."""

from flask import Response, make_response, render_template


def render_page(template: str, *, status: int = 200, **values: object) -> Response:
    """Return the page drawn from ``template`` with ``values``."""
    response = make_response(render_template(template, **values), status)
    response.mimetype_params["charset"] = "utf-8"
    return response
