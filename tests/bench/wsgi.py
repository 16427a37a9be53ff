"""Calls a WSGI application as a server does, without a socket: what is left is the application's own cost."""

from collections.abc import Callable
from typing import Any

from flask import Flask
from werkzeug.test import EnvironBuilder

Call = Callable[[], bytes]


def get(app: Flask, path: str, *, status: int = 200, **headers: str) -> Call:
    """Return a function that asks for ``path`` and returns the body. Header names are given with ``_`` for ``-``."""
    builder = EnvironBuilder(
        path=path, base_url="http://localhost", headers={_header(k): v for k, v in headers.items()}
    )
    environ = builder.get_environ()

    def call() -> bytes:
        got: list[str] = []
        body = app.wsgi_app({**environ}, lambda line, _headers, _error=None: got.append(line) or _ignore)
        content = b"".join(body)
        getattr(body, "close", lambda: None)()
        assert got[0].startswith(str(status)), f"{path} answered {got[0]}"
        return content

    return call


def header_of(app: Flask, path: str, name: str, **headers: str) -> str:
    """Return one header of the answer to a GET."""
    response = app.test_client().get(path, headers={_header(k): v for k, v in headers.items()})
    return response.headers[name]


def _header(name: str) -> str:
    return name.replace("_", "-")


def _ignore(_data: Any) -> None:
    """Stand in for the ``write`` that WSGI asks for."""
