"""No test talks to another machine, and a unit test opens no socket at all."""

import socket
from typing import Any

import pytest

#: 0.0.0.0 is what a server listens on when it is told a socket instead.
_HERE = ("127.", "::1", "localhost", "0.0.0.0")


class NetworkUse(AssertionError):
    """A test tried to reach something that it must not."""


def forbid_sockets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no socket connect or listen."""

    def refuse(_socket: socket.socket, address: object, *_rest: object) -> None:
        raise NetworkUse(f"a unit test used the network: {address!r}")

    for method in ("connect", "connect_ex", "bind"):
        monkeypatch.setattr(socket.socket, method, refuse)


def forbid_other_machines(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let sockets connect to this machine only; names of other machines are not looked up either."""
    connect, look_up = socket.socket.connect, socket.getaddrinfo

    def connect_here(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and not _is_here(address[0]):
            raise NetworkUse(f"a test tried to reach {address!r}")
        connect(self, address)

    def look_up_here(host: Any, *arguments: Any, **options: Any) -> Any:
        if host is not None and not _is_here(host):
            raise NetworkUse(f"a test tried to look up {host!r}")
        return look_up(host, *arguments, **options)

    monkeypatch.setattr(socket.socket, "connect", connect_here)
    monkeypatch.setattr(socket, "getaddrinfo", look_up_here)


def _is_here(host: str | bytes) -> bool:
    name = host.decode() if isinstance(host, bytes) else host
    return name == "" or name.startswith(_HERE)
