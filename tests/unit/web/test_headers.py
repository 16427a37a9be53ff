from collections.abc import Callable, Iterable

import pytest

from organizer.foundation.web.headers import SECURITY_HEADERS, SecurityHeadersMiddleware
from organizer.foundation.web.wsgi import Environ


def _headers(given: list[tuple[str, str]], *, is_secure: bool = True, host: str = "organize.example") -> dict[str, str]:
    sent: dict[str, str] = {}

    def app(environ: Environ, start_response: Callable[..., object]) -> Iterable[bytes]:
        start_response("200 OK", given)
        return []

    def start(_status: str, headers: list[tuple[str, str]]) -> Callable[[bytes], object]:
        sent.update(headers)
        return lambda _data: None

    SecurityHeadersMiddleware(app, is_secure=is_secure)({"HTTP_HOST": host}, start)
    return sent


def test_every_response_has_the_table() -> None:
    assert _headers([]) == SECURITY_HEADERS | {"Strict-Transport-Security": "max-age=63072000; includeSubDomains"}


@pytest.mark.parametrize(("secure", "host"), [(False, "organize.example"), (True, "abc.onion"), (True, "abc.onion:80")])
def test_https_is_not_demanded_where_there_is_none(secure: bool, host: str) -> None:
    assert "Strict-Transport-Security" not in _headers([], is_secure=secure, host=host)


def test_what_a_response_says_itself_stays() -> None:
    sent = _headers([("Cross-Origin-Resource-Policy", "cross-origin")])
    assert sent["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_the_server_says_not_what_it_is() -> None:
    assert "Server" not in _headers([("Server", "waitress")])


def test_the_policy_allows_nothing_inline_and_nothing_foreign() -> None:
    policy = SECURITY_HEADERS["Content-Security-Policy"]
    assert policy == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
        "form-action 'self'; frame-ancestors 'none'; base-uri 'none'; manifest-src 'self'"
    )
