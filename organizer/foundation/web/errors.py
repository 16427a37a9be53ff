"""Error pages: one wording each, nothing about the insides, nothing about who asked.

None of them asks the database: they must be drawn when it is down.
"""

import traceback
from collections.abc import Callable

import structlog
from flask import Flask, Response, current_app, g, jsonify, redirect, request
from werkzeug.exceptions import HTTPException, InternalServerError

from organizer.foundation.core.errors import DomainError, NotAllowed, NotFound, TryAgainLater
from organizer.foundation.core.ids import new_code

from .access import AccessKind, access_of
from .csrf import form_token_field
from .gate.admission import OnceMore, TrapSprung, once_more_page, trap_page
from .held import held_form
from .origin import FormTokenWrong
from .ratelimit import BudgetSpent
from .refusals import has_words, say
from .rendering import render_page

_log = structlog.get_logger("organizer.web")
_PAGES = frozenset({400, 403, 404, 405, 413, 422, 429, 500, 503})
_DEFAULT_RETRY = 30


def set_up_error_pages(app: Flask) -> None:
    """Answer every error with a page of ours (problem+json under ``/api/``)."""
    handlers: dict[type[Exception], Callable[..., Response | HTTPException]] = {
        HTTPException: _http_error,
        FormTokenWrong: _form_token_wrong,
        NotFound: _not_found,
        NotAllowed: _not_found,
        TryAgainLater: _try_again_later,
        OnceMore: once_more_page,
        TrapSprung: trap_page,
        DomainError: _refused,
        Exception: _unexpected,
    }
    for error, handler in handlers.items():
        app.register_error_handler(error, handler)


def not_found_response() -> Response:
    """Return the answer for what is missing and for what is invisible: the same bytes."""
    return _answer(404, is_link=_came_by_link())


def _http_error(error: HTTPException) -> Response | HTTPException:
    if error.response is not None or error.code is None or error.code < 400:
        return error
    if error.code == 405 and request.method in ("GET", "HEAD") and (page := _page_of_form()) is not None:
        return redirect(page, 303)  # type: ignore[return-value]  # werkzeug's response is Flask's here
    response = _answer(error.code)
    for name, value in error.get_headers(request.environ):
        if name.lower() in ("allow", "retry-after"):
            response.headers[name] = value
    return response


def _page_of_form() -> str | None:
    """Return the page whose form is sent to this address: one step up, by the way all our addresses are made.

    A form that was refused is shown under the address it was sent to; who reads that page in another language, or
    opens the address again, means the page with the form.
    """
    page = request.path.rstrip("/").rpartition("/")[0] + "/"
    try:
        current_app.url_map.bind_to_environ(request.environ).match(page, method="GET")
    except HTTPException:
        return None
    return request.script_root + page


def _not_found(_: DomainError) -> Response:
    return not_found_response()


def _form_token_wrong(_: FormTokenWrong) -> Response:
    """The origin guard has passed, so a browser that says same-origin may send its form again."""
    is_ours = request.headers.get("Sec-Fetch-Site") == "same-origin"
    return _answer(400, held=held_form() if is_ours else None, token=form_token_field() if is_ours else None)


def _came_by_link() -> bool:
    """True behind the links in mails: they end, and whoever follows one late must hear what to do."""
    access = access_of(request.endpoint)
    return access is not None and access.kind is AccessKind.LINK


def _try_again_later(error: TryAgainLater) -> Response:
    seconds = error.params.get("retry_after", _DEFAULT_RETRY)
    status = 429 if isinstance(error, BudgetSpent) else 503
    token = form_token_field() if g.get("is_personal", False) else None
    response = _answer(status, held=held_form(), token=token)
    response.headers["Retry-After"] = str(seconds)
    return response


def _refused(error: DomainError) -> Response:
    """A refusal that no view worded beside a field."""
    if not has_words(error):
        _log.warning("refusal_without_words", code=error.code, route=route_pattern(), method=request.method)
    return _answer(422, message=say(error))


def _unexpected(error: Exception) -> Response:
    propagate = current_app.config["PROPAGATE_EXCEPTIONS"]
    if current_app.testing if propagate is None else propagate:
        raise error
    reference = new_code(8)
    cause = error.original_exception if isinstance(error, InternalServerError) else error
    _log.error(
        "unexpected_error",
        reference=reference,
        route=route_pattern(),
        method=request.method,
        kind=type(cause).__name__,
        frames=_frames(cause),
    )
    return _answer(500, held=held_form(), reference=reference)


def route_pattern() -> str:
    """Return the rule that matched (``/e/<code>/``), never the path: paths carry tokens."""
    return request.url_rule.rule if request.url_rule is not None else "(no route)"


def _frames(error: BaseException | None) -> list[str]:
    """Return where it happened, without any value: messages of errors hold what people typed."""
    if error is None:
        return []
    return [f"{f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(error.__traceback__)][-25:]


def _answer(status: int, **values: object) -> Response:
    page = status if status in _PAGES else 400 if status < 500 else 500
    if request.path.startswith("/api/"):
        return _problem(status, values)
    defaults: dict[str, object] = {"held": None, "token": None, "reference": None, "message": None, "is_link": False}
    response = render_page(f"error/{page}.html", status=status, **(defaults | values))
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _problem(status: int, values: dict[str, object]) -> Response:
    """RFC 9457."""
    body: dict[str, object] = {"type": "about:blank", "status": status}
    if values.get("message"):
        body["detail"] = values["message"]
    if values.get("reference"):
        body["reference"] = values["reference"]
    response = jsonify(body)
    response.status_code = status
    response.mimetype = "application/problem+json"
    return response
