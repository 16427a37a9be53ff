"""Answers that lie ready: what was sent within the last second is sent again before Flask wakes up.

A crowd on one page asks for the same bytes. They are given again while the version that they were
made for is still the current one, and never for longer than a version is remembered.
"""

import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass

from organizer.foundation.web.prepared import takes_compressed
from organizer.foundation.web.wsgi import Environ, StartResponse, WsgiApp

from .version import GroupStamp, Stamp, StampMemory

#: Where the shelf notes which edition an answer is made of: its name and stamp, or None for an answer of several.
EDITION = "organizer.edition"
_CONDITIONS = ("HTTP_RANGE", "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE")
#: Left out of an answer without a body (RFC 9110 section 15.4.5).
_OF_BODIES = frozenset({"content-type", "content-length", "content-encoding", "content-disposition"})
_MOST_ANSWERS = 1024
_MOST_BYTES = 16_000_000

_Key = tuple[object, ...]
_Headers = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _Answer:
    name: str
    stamp: Stamp | GroupStamp
    until: float  # by the monotonic clock
    status: str
    headers: _Headers
    body: bytes
    etag: str


class ReadyAnswers:
    """Stands before the application and gives again what anybody may have; all else passes."""

    def __init__(self, app: WsgiApp, stamps: StampMemory) -> None:
        """``stamps`` says which version is current, as it does for the shelf."""
        self._app = app
        self._stamps = stamps
        self._answers: dict[_Key, _Answer] = {}
        self._bytes = 0
        self._guard = threading.Lock()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Serve one request."""
        if environ.get("REQUEST_METHOD") != "GET" or any(name in environ for name in _CONDITIONS):
            return self._app(environ, start_response)
        plain = _key_of(environ)
        known = environ.get("HTTP_IF_NONE_MATCH")
        key = (*plain, known)
        held = self._current(key)
        if held is not None:
            start_response(held.status, held.headers.copy())
            return (held.body,) if held.body else ()
        whole = self._current((*plain, None)) if known else None
        if whole is not None and known == whole.etag:
            start_response("304 NOT MODIFIED", [pair for pair in whole.headers if pair[0].lower() not in _OF_BODIES])
            return ()
        return self._asked(key, environ, start_response) if self._stamps.seconds else self._app(environ, start_response)

    def _current(self, key: _Key) -> _Answer | None:
        held = self._answers.get(key)
        is_current = held is not None and time.monotonic() < held.until and self._stamps.get(held.name) == held.stamp
        return held if is_current else None

    def _asked(self, key: _Key, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Let the application answer, and keep the answer when it is one that anybody may have."""
        started: list[tuple[str, _Headers]] = []

        def start(status: str, headers: _Headers, *rest: object) -> object:
            started.append((status, headers))
            return start_response(status, headers, *rest)

        parts = self._app(environ, start)  # type: ignore[arg-type]  # the write callable passes through
        edition = environ.get(EDITION)
        if edition is None or not started or not _may_be_kept(*started[-1]):
            return parts
        try:
            body = b"".join(parts)
        finally:
            if close := getattr(parts, "close", None):
                close()
        self._keep(key, edition, started[-1], body)
        return (body,)

    def _keep(
        self, key: _Key, edition: tuple[str, Stamp | GroupStamp], start: tuple[str, _Headers], body: bytes
    ) -> None:
        (name, stamp), (status, headers) = edition, start
        etag = next((value for field, value in headers if field == "ETag"), "")
        answer = _Answer(name, stamp, time.monotonic() + self._stamps.seconds, status, headers.copy(), body, etag)
        with self._guard:
            self._bytes += len(body)
            if len(self._answers) >= _MOST_ANSWERS or self._bytes > _MOST_BYTES:
                # They live for a second: whoever is asked for still comes back at once.
                self._answers.clear()
                self._bytes = len(body)
            self._answers[key] = answer


def _key_of(environ: Environ) -> _Key:
    """Return everything that a public answer may depend on; none depends on a cookie."""
    ask = environ.get
    return (
        ask("wsgi.url_scheme"), ask("HTTP_HOST"), ask("SCRIPT_NAME"), ask("PATH_INFO"), ask("QUERY_STRING"),
        ask("HTTP_ACCEPT_LANGUAGE"), ask("HTTP_ACCEPT_ENCODING"), takes_compressed(ask("HTTP_USER_AGENT", "")),
    )  # fmt: skip


def _may_be_kept(status: str, headers: _Headers) -> bool:
    """Tell whether an answer, whole or "not modified", says of itself that any cache may keep it."""
    is_public = False
    for name, value in headers:
        if name == "Set-Cookie" or (name == "Vary" and "cookie" in value.lower()):
            return False
        is_public = is_public or (name == "Cache-Control" and value.startswith("public"))
    return is_public and status[:3] in ("200", "304")
