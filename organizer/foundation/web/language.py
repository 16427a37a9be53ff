"""Which language a page speaks, and in which order a reader wants people's own texts.

An address may begin with a language tag: the middleware moves it to SCRIPT_NAME, so that every
link made on the page keeps it. Without a tag the browser's list decides, and the response says
so (``Vary: Accept-Language``).
"""

from collections.abc import Iterable
from urllib.parse import quote

from flask import Flask, Response, g, has_request_context, request
from flask_babel import Babel

from organizer.foundation.core.languages import (
    INTERFACE_LANGUAGES,
    direction,
    interface_language,
    is_language,
    normalize_tag,
)

from .wsgi import Environ, StartResponse, WsgiApp

#: First segments of our own addresses; none of them can ever be read as a language.
OWN_SEGMENTS = frozenset(
    "c e g r api feeds account manage admin static style privacy places door dev healthz readyz metrics robots.txt "
    "sitemap.xml favicon.ico .well-known mirror about pictures".split()
)
_PREFIX = "organizer.language"
_MAX_TAGS = 8


class LanguageMiddleware:
    """Takes a language tag off the front of the path."""

    def __init__(self, app: WsgiApp) -> None:
        """``app`` gets the rest of the path, and the tag in SCRIPT_NAME in its canonical spelling."""
        self._app = app

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Serve one request."""
        first, _, rest = str(environ.get("PATH_INFO", "")).removeprefix("/").partition("/")
        if is_prefix(first):
            tag = normalize_tag(first)
            environ[_PREFIX] = tag
            environ["SCRIPT_NAME"] = f"{environ.get('SCRIPT_NAME', '')}/{tag}"
            environ["PATH_INFO"] = f"/{rest}"
        return self._app(environ, start_response)


def is_prefix(segment: str) -> bool:
    """Tell whether the first segment of a path is a language."""
    return segment not in OWN_SEGMENTS and is_language(segment)


def prefix_language() -> str | None:
    """Return the language in the address (BCP 47), None when the browser's list decides."""
    tag: str | None = request.environ.get(_PREFIX)
    return tag


def content_languages() -> list[str]:
    """Return the reader's languages for people's own texts, best first; may be empty.

    With a language in the address it is the only one: such a page reads the same for everybody.
    """
    prefix = prefix_language()
    if prefix is not None:
        return [prefix]
    g.varies_by_language = True
    wanted = [tag for tag, quality in request.accept_languages if quality > 0 and is_language(tag)]
    return list(dict.fromkeys(normalize_tag(tag) for tag in wanted))[:_MAX_TAGS]


def page_language() -> str:
    """Return the language that the page is asked for in: from the address, the browser, else English."""
    return next(iter(content_languages()), INTERFACE_LANGUAGES[0])


def ui_language() -> str:
    """Return the language of our own words on the page: one that the interface speaks."""
    return interface_language(content_languages())


def switch_url(tag: str) -> str:
    """Return the address of this page in another language."""
    query = request.query_string.decode("latin-1")
    path = f"/{normalize_tag(tag)}{quote(request.path)}"
    return f"{path}?{query}" if query and request.method in ("GET", "HEAD") else path


def set_up_languages(app: Flask) -> None:
    """Let gettext, templates and the Vary header know the language of each request."""
    Babel(app, locale_selector=ui_language)
    app.after_request(_vary_by_language)

    @app.context_processor
    def _languages() -> dict[str, object]:
        if not has_request_context():  # a mail: it brings its own language
            return {}
        ui = ui_language()
        return {"ui_lang": ui, "ui_dir": direction(ui), "switch_url": switch_url, "page_language": page_language}


def _vary_by_language(response: Response) -> Response:
    if g.get("varies_by_language", False):
        response.vary.add("Accept-Language")
    return response
