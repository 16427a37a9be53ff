"""Headers of every response, errors, redirects and static files included."""

from collections.abc import Iterable

from flask import Flask, Response, g, request

from .wsgi import Environ, StartResponse, WsgiApp

#: No inline script or style anywhere, so no nonce, so pages can be cached and mirrored.
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'; manifest-src 'self'"
)
#: All that pages could ask a browser for, but sharing a link, which people ask for.
_FEATURES = (
    "accelerometer autoplay camera display-capture encrypted-media fullscreen geolocation gyroscope magnetometer "
    "microphone midi payment picture-in-picture publickey-credentials-get screen-wake-lock usb xr-spatial-tracking"
)
_POLICY = ", ".join(f"{feature}=()" for feature in _FEATURES.split())
SECURITY_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    # no-referrer would make browsers send "Origin: null" with our own forms.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": _POLICY,
    "X-Frame-Options": "DENY",
}
_TWO_YEARS = 63_072_000


class SecurityHeadersMiddleware:
    """Adds what a response does not set itself. Stands outermost, so that nothing passes beside it."""

    def __init__(self, app: WsgiApp, *, is_secure: bool) -> None:
        """``is_secure``: readers come by https, so browsers are told to stay there (not on .onion)."""
        self._app = app
        self._is_secure = is_secure
        self._plain = [(name.lower(), name, value) for name, value in SECURITY_HEADERS.items()]
        stay = "Strict-Transport-Security"
        self._secure = [*self._plain, (stay.lower(), stay, f"max-age={_TWO_YEARS}; includeSubDomains")]

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Serve one request."""
        host = str(environ.get("HTTP_HOST", "")).partition(":")[0]
        added = self._secure if self._is_secure and not host.endswith(".onion") else self._plain

        def start(status: str, given: list[tuple[str, str]], *rest: object) -> object:
            kept = [pair for pair in given if pair[0].lower() != "server"]
            there = {name.lower() for name, _ in kept}
            kept += [(name, value) for lower, name, value in added if lower not in there]
            return start_response(status, kept, *rest)

        return self._app(environ, start)  # type: ignore[arg-type]  # the write callable passes through


def cacheable(response: Response, max_age: int = 60) -> Response:
    """Say that anybody's cache may keep this response for ``max_age`` seconds."""
    response.headers["Cache-Control"] = f"public, max-age={max_age}"
    return response


def shareable(response: Response) -> Response:
    """Say that other sites may load this response: feeds, calendars, open data."""
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def may_ask_position(response: Response) -> Response:
    """Say that this page may ask the browser where it is; no other page may."""
    response.headers["Permissions-Policy"] = _POLICY.replace("geolocation=()", "geolocation=(self)")
    return response


def unindexed(response: Response) -> Response:
    """Ask search engines to leave this page out."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def set_up_cache_headers(app: Flask) -> None:
    """Make ``no-store`` the rule; only ``cacheable()`` says otherwise, and never for a personal page."""

    @app.after_request
    def _decide(response: Response) -> Response:
        if g.get("is_personal", False):
            response.vary.add("Cookie")
            response.headers["Cache-Control"] = "no-store"
            return unindexed(response)
        if "Cache-Control" not in response.headers or request.method not in ("GET", "HEAD"):
            response.headers["Cache-Control"] = "no-store"
        return response
