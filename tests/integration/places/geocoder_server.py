"""A geocoder on this machine that answers well, slowly, or with anything but an answer."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

#: Seconds, if nobody lets it go before.
HANGS_FOR = 20
BOGOTA = (4.65333, -74.08361)
_NOMINATIM = [
    {"lat": str(BOGOTA[0]), "lon": str(BOGOTA[1]), "display_name": "Parque Nacional, Bogotá", "place_rank": 30}
]
_FEATURE = {
    "type": "Feature",
    "geometry": {"type": "Point", "coordinates": [BOGOTA[1], BOGOTA[0]]},
    "properties": {
        "name": "Parque Nacional",
        "label": "Parque Nacional, Bogotá",
        "country": "Colombia",
        "type": "house",
    },
}
_PELIAS = {"name": "Parque Nacional", "layer": "venue", "confidence": 0.95}
ANSWERS = {
    "nominatim": json.dumps(_NOMINATIM),
    "photon": json.dumps({"type": "FeatureCollection", "features": [_FEATURE]}),
    "pelias": json.dumps({"type": "FeatureCollection", "features": [_FEATURE | {"properties": _PELIAS}]}),
}
Reply = Callable[["Handler"], None]


@dataclass
class GeocoderServer:
    """A running server: where it is, what it was asked, and how it replies."""

    base_url: str
    reply: Reply
    asked: list[str] = field(default_factory=list)
    let_go: threading.Event = field(default_factory=threading.Event)


class Handler(BaseHTTPRequestHandler):
    """Gives every request to the server's present reply."""

    state: GeocoderServer

    def do_GET(self) -> None:
        query = parse_qs(urlsplit(self.path).query)
        self.state.asked.append((query.get("q") or query.get("text") or [""])[0])
        self.state.reply(self)

    def send(self, body: str | bytes, status: int = 200, **headers: str) -> None:
        data = body.encode() if isinstance(body, str) else body
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it
        """Stay silent."""


def answering(body: str | bytes, status: int = 200, **headers: str) -> Reply:
    """Reply with a fixed body."""
    return lambda handler: handler.send(body, status, **headers)


def hanging(handler: Handler) -> None:
    """Accept the question and say nothing until the test is over."""
    handler.state.let_go.wait(HANGS_FOR)


def dripping(handler: Handler) -> None:
    """Send a header and then a byte at a time, so that no single read ever times out."""
    handler.wfile.write(b"HTTP/1.0 200 OK\r\n\r\n[")
    while not handler.state.let_go.wait(0.03):
        try:
            handler.wfile.write(b" ")
            handler.wfile.flush()
        except OSError:
            return


@contextmanager
def geocoder_server() -> Iterator[GeocoderServer]:
    """Run a server on a free port of this machine; it answers as Nominatim does."""

    class Bound(Handler):
        """The handler of this server."""

    http = ThreadingHTTPServer(("127.0.0.1", 0), Bound)
    http.daemon_threads = True
    http.block_on_close = False
    state = GeocoderServer(f"http://127.0.0.1:{http.server_address[1]}", answering(ANSWERS["nominatim"]))
    Bound.state = state
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield state
    finally:
        state.let_go.set()
        http.shutdown()
        http.server_close()
        thread.join()
