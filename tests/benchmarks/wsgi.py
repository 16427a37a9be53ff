"""Calls a WSGI application as a server does, without a socket: what is left is the application's own cost."""

import itertools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Flask
from werkzeug.test import EnvironBuilder

Headers = Mapping[str, str]
#: What a browser of today sends.
BROWSER: Headers = {"Accept-Encoding": "gzip, deflate, br, zstd", "Accept-Language": "en", "User-Agent": "Mozilla/5.0"}
#: What a calendar program sends.
CALENDAR_PROGRAM: Headers = {"Accept-Encoding": "gzip", "User-Agent": "Calendar/1.0"}
_FORM = {"Sec-Fetch-Site": "same-origin", "User-Agent": "Mozilla/5.0"}
_clients = itertools.count()


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def ask(app: Flask, path: str, headers: Headers = BROWSER, *, form: Mapping[str, str] | None = None) -> Answer:
    """Return the answer to one GET, or to one POST of a form."""
    return _call(app, _environ(path, headers, form))


def asking(app: Flask, path: str, headers: Headers = BROWSER, *, status: int = 200) -> Callable[[], bytes]:
    """Return a function that asks for ``path`` again and again and gives the body; anything but ``status`` raises."""
    environ = _environ(path, headers, None)

    def call() -> bytes:
        answer = _call(app, {**environ, "REMOTE_ADDR": next_client()})
        if answer.status != status:
            raise AssertionError(f"{path} answered {answer.status}")
        return answer.body

    return call


def next_client() -> str:
    """Return an address in a network of its own: a crowd is many people, and budgets count networks."""
    number = next(_clients)
    return f"100.{64 + (number >> 8) % 64}.{number % 256}.7"


def _environ(path: str, headers: Headers, form: Mapping[str, str] | None) -> dict[str, object]:
    builder = EnvironBuilder(
        path=path,
        base_url="http://localhost",
        method="GET" if form is None else "POST",
        headers={**headers, **(_FORM if form is not None else {})},
        data=None if form is None else urlencode(form),
        content_type=None if form is None else "application/x-www-form-urlencoded",
    )
    return {**builder.get_environ(), "REMOTE_ADDR": next_client()}


def _call(app: Flask, environ: dict[str, object]) -> Answer:
    started: list[tuple[str, list[tuple[str, str]]]] = []

    def start(status: str, headers: list[tuple[str, str]], _error: object = None) -> Callable[[bytes], None]:
        started.append((status, headers))
        return _ignore

    parts = app.wsgi_app(environ, start)
    body = b"".join(parts)
    if hasattr(parts, "close"):
        parts.close()
    status, headers = started[0]
    return Answer(int(status[:3]), dict(headers), body)


def _ignore(_data: bytes) -> None:
    """Stand in for the ``write`` that WSGI asks for."""
