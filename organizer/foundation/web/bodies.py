"""How much a browser may send: little, but to the views that take files."""

from collections.abc import Callable
from typing import TypeVar

from flask import Flask, request

V = TypeVar("V", bound=Callable[..., object])
_KEY = "_most_bytes"


def takes_files(most: int) -> Callable[[V], V]:
    """Let a view's requests hold up to ``most`` bytes, and some more for the form around the file. Stands under the route."""

    def decorate(view: V) -> V:
        setattr(view, _KEY, most + 100_000)
        return view

    return decorate


def set_up_bodies(app: Flask) -> None:
    """Raise the limit for those views, before anything reads the request."""

    @app.before_request
    def _raise_limit() -> None:
        view = app.view_functions.get(request.endpoint or "")
        if most := getattr(view, _KEY, 0):
            request.max_content_length = most
