"""The web edge put onto an application, in its order."""

from flask import Flask
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import IntegerConverter, Map

from .access import current_actor
from .bodies import set_up_bodies
from .csrf import form_token_field
from .done import done_message
from .empty_session import NoFlaskSession
from .errors import set_up_error_pages
from .gate import form_gate, set_up_gate
from .headers import SecurityHeadersMiddleware, set_up_cache_headers
from .language import LanguageMiddleware, set_up_languages
from .masking import mask_logs
from .origin import guard_requests
from .ratelimit import set_up_budgets
from .state import Services, use_services

_MAX_BODY = 1_000_000
_MAX_FORM = 500_000
_MAX_PARTS = 500


class _FittingInteger(IntegerConverter):
    """A number in an address; one that no column holds is none, and the address none of ours."""

    def __init__(self, map: Map, **options: int) -> None:  # noqa: A002 - the library's name
        super().__init__(map, **{"max": 2**31 - 1, **options})  # type: ignore[arg-type]  # options of the library


def set_up_web(app: Flask, services: Services) -> None:
    """Give ``app`` its services, guards, languages, budgets, headers and error pages."""
    mask_logs()
    use_services(app, services)
    app.session_interface = NoFlaskSession()
    app.config.setdefault("MAX_CONTENT_LENGTH", _MAX_BODY)
    app.config["MAX_CONTENT_LENGTH"] = app.config["MAX_CONTENT_LENGTH"] or _MAX_BODY
    app.config["MAX_FORM_MEMORY_SIZE"] = _MAX_FORM
    app.config["MAX_FORM_PARTS"] = _MAX_PARTS
    app.url_map.converters["int"] = _FittingInteger
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.globals.update(current_actor=current_actor, csrf_field=form_token_field, done_message=done_message)
    app.jinja_env.globals["form_gate"] = form_gate
    set_up_cache_headers(app)
    set_up_languages(app)
    set_up_bodies(app)
    set_up_budgets(app, services.settings)
    set_up_gate(app, services.settings)
    guard_requests(app)
    set_up_error_pages(app)


def wrap_wsgi(app: Flask, services: Services) -> None:
    """Put languages, security headers and the word of our own proxies around everything; the last step of the factory."""
    app.wsgi_app = SecurityHeadersMiddleware(  # type: ignore[method-assign]  # Flask's documented way to wrap
        LanguageMiddleware(app.wsgi_app), is_secure=services.settings.is_secure
    )
    if hops := services.settings.proxy_hops:
        # Who asked, and by https: never by which name, that is checked as the proxy passes it on.
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=0)  # type: ignore[method-assign]
