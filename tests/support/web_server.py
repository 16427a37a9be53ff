"""The application behind a real HTTP server on this machine."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Thread

from flask import Flask
from waitress import wasyncore
from waitress.server import create_server


@dataclass(frozen=True)
class WebServer:
    """A running server; ``base_url`` has no path."""

    app: Flask
    base_url: str

    def url(self, path: str) -> str:
        """Return the full address of a path."""
        return self.base_url + path


def reserve_port() -> socket.socket:
    """Return a bound socket, so that the application can know its own address before it is built."""
    reserved = socket.socket()
    reserved.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    reserved.bind(("127.0.0.1", 0))
    return reserved


@contextmanager
def web_server(app: Flask, reserved: socket.socket, *, host: str = "localhost") -> Iterator[WebServer]:
    """Serve ``app`` on the reserved socket until the block ends."""
    server = create_server(app, sockets=[reserved], threads=4, clear_untrusted_proxy_headers=True)
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield WebServer(app, f"http://{host}:{reserved.getsockname()[1]}")
    finally:
        # In the server's own thread: closing beside its select would be a race, and what clients left open would be
        # found by the garbage collector in the middle of another test.
        server.trigger.pull_trigger(lambda: wasyncore.close_all(server._map, ignore_all=True))
        thread.join(timeout=10)
        server.task_dispatcher.shutdown()
