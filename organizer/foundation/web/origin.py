"""Guards before every view: declared access, our own origin for writes, a form token for persons.

Anonymous forms stand on pages that a cache may hold, so they carry no token; they act with
nobody's authority and are guarded by where they were sent from.
"""

from urllib.parse import urlsplit

from flask import Flask, request
from werkzeug.exceptions import BadRequest, Forbidden

from .access import access_of
from .csrf import FIELD, is_form_token
from .session_cookie import read_session_token
from .state import services

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_OUR_FETCH_SITES = frozenset({"same-origin", "none"})


class FormTokenWrong(BadRequest):
    """The form was made in another session, or elsewhere."""


def guard_requests(app: Flask) -> None:
    """Put the guards before every view of ``app``, in this order."""
    app.before_request(refuse_undeclared_views)
    app.before_request(refuse_foreign_writes)
    app.before_request(refuse_wrong_form_tokens)


def refuse_undeclared_views() -> None:
    """Raise RuntimeError for a view that does not say who may call it."""
    if request.endpoint in (None, "static") or request.method == "OPTIONS":
        return
    if access_of(request.endpoint) is None:
        raise RuntimeError(f"the view {request.endpoint} does not declare who may call it")


def refuse_foreign_writes() -> None:
    """Raise Forbidden when a browser says that a write was sent from another site.

    Browsers since 2020 (Safari 2023) send Sec-Fetch-Site; before that, Origin. A request with
    neither comes from no browser page, and so carries nobody's cookies without their will.
    """
    if request.method in SAFE_METHODS:
        return
    fetch_site = request.headers.get("Sec-Fetch-Site")
    if fetch_site is not None:
        if fetch_site not in _OUR_FETCH_SITES:
            raise Forbidden
        return
    origin = request.headers.get("Origin")
    if origin is not None and not is_our_origin(origin):
        raise Forbidden


def refuse_wrong_form_tokens() -> None:
    """Raise FormTokenWrong when a write with a person's authority carries no token of their session."""
    access = access_of(request.endpoint)
    if request.method in SAFE_METHODS or access is None or not access.needs_person:
        return
    if read_session_token() is None:
        return  # nobody's authority: the view's own declaration answers
    tokens = request.form.getlist(FIELD) or request.headers.getlist("X-CSRF-Token")
    if len(tokens) != 1 or not is_form_token(tokens[0]):
        raise FormTokenWrong


def is_our_origin(origin: str) -> bool:
    """Tell whether ``origin`` (scheme://host) is an address of ours: the configured one, or the one asked for."""
    ours = {_origin(services().settings.base_url), _origin(request.host_url)}
    return _origin(origin) in ours


def _origin(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme.lower(), parts.netloc.lower()
