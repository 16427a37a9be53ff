"""A mail server that misbehaves on purpose: refuses, drops connections, speaks slowly."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.support.mail_server import MailServer
from tests.support.ports import free_port

DROP_BEFORE, DROP_AFTER = "drop-before", "drop-after"


@dataclass
class UnrulyServer(MailServer):
    """``fault`` is asked at the end of each mail: None, an SMTP reply, or a drop before or after the mail was kept."""

    fault: Callable[[str], str | None] = lambda _recipient: None
    connections: int = 0

    async def handle_EHLO(  # noqa: N802  # aiosmtpd's name
        self, _server: SMTP, session: Session, _envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        """Count connections."""
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Keep the mail, or do what the fault says."""
        fault = self.fault(envelope.rcpt_tos[0])
        if fault not in (None, DROP_AFTER, DROP_BEFORE):
            return str(fault)
        if fault != DROP_BEFORE:
            await super().handle_DATA(server, session, envelope)
        if fault is not None:
            assert server.transport is not None
            server.transport.abort()
        return "250 OK"


@contextmanager
def unruly_server(**options: Any) -> Iterator[UnrulyServer]:
    """Run a server on the loopback address; ``options`` go to aiosmtpd's controller."""
    server = UnrulyServer("127.0.0.1", free_port())
    controller = Controller(server, hostname=server.host, port=server.port, **options)
    controller.start()
    try:
        yield server
    finally:
        controller.stop()


@contextmanager
def slow_server(greeting: bytes, pause: float) -> Iterator[int]:
    """Yield the port of a server that says ``greeting``, one byte in each ``pause`` seconds, then nothing."""
    is_over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=_drip, args=(listener, greeting, pause, is_over))
        thread.start()
        try:
            yield listener.getsockname()[1]
        finally:
            is_over.set()
            thread.join()


def _drip(listener: socket.socket, greeting: bytes, pause: float, is_over: threading.Event) -> None:
    listener.settimeout(5)
    try:
        connection, _ = listener.accept()
    except TimeoutError:
        return
    with connection:
        for byte in greeting:
            try:
                connection.sendall(bytes([byte]))
            except OSError:
                return
            if is_over.wait(pause):
                return
        is_over.wait(10)
