"""Flask's own session cookie is never used: our sessions are rows, and readers get no cookie."""

from collections.abc import Iterator
from typing import Any

from flask import Flask, Request, Response
from flask.sessions import SessionInterface, SessionMixin


class EmptySession(dict[str, Any], SessionMixin):
    """Holds nothing and keeps nothing; writing is a mistake in our code."""

    def __setitem__(self, key: str, value: object) -> None:
        """Refuse (TypeError)."""
        raise TypeError("there is no Flask session; keep this in a row or in the address")

    def __iter__(self) -> Iterator[str]:
        """Iterate over nothing."""
        return iter(())


class NoFlaskSession(SessionInterface):
    """Opens an empty session and saves none."""

    def open_session(self, app: Flask, request: Request) -> SessionMixin:
        """Return an empty session."""
        return EmptySession()

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Keep nothing."""
