"""A real SMTP server that keeps what it is given, for tests that let mail leave."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from threading import Condition

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass(frozen=True)
class Delivery:
    """One accepted message: the envelope and the parsed content."""

    sender: str
    recipients: tuple[str, ...]
    message: EmailMessage
    raw: bytes

    @property
    def text(self) -> str:
        """The plain text part."""
        part = self.message.get_body(("plain",))
        assert isinstance(part, EmailMessage), "the mail has no plain text part"
        return str(part.get_content())

    @property
    def html(self) -> str:
        """The HTML part."""
        part = self.message.get_body(("html",))
        assert isinstance(part, EmailMessage), "the mail has no HTML part"
        return str(part.get_content())


@dataclass
class MailServer:
    """The running server. ``answer`` may return an SMTP reply that refuses a recipient."""

    host: str
    port: int
    deliveries: list[Delivery] = field(default_factory=list)
    answer: Callable[[str], str | None] = lambda _recipient: None
    _arrival: Condition = field(default_factory=Condition)

    def wait(self, count: int, seconds: float = 60) -> list[Delivery]:
        """Return the deliveries once there are ``count``; fails when they don't come."""
        with self._arrival:
            came = self._arrival.wait_for(lambda: len(self.deliveries) >= count, timeout=seconds)
        assert came, f"{len(self.deliveries)} of {count} mails arrived within {seconds} seconds"
        return self.deliveries

    def to(self, address: str) -> list[Delivery]:
        """Return what was delivered to an address."""
        return [delivery for delivery in self.deliveries if address in delivery.recipients]

    async def handle_RCPT(  # noqa: N802  # aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Take or refuse a recipient."""
        refusal = self.answer(address)
        if refusal is None:
            envelope.rcpt_tos.append(address)
        return refusal or "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Keep a message."""
        raw = envelope.content
        assert isinstance(raw, bytes)
        message = message_from_bytes(raw, policy=policy.default)
        assert isinstance(message, EmailMessage)
        with self._arrival:
            self.deliveries.append(Delivery(envelope.mail_from or "", tuple(envelope.rcpt_tos), message, raw))
            self._arrival.notify_all()
        return "250 OK"


@contextmanager
def mail_server(port: int) -> Iterator[MailServer]:
    """Run a server on a port of the loopback address."""
    server = MailServer("127.0.0.1", port)
    controller = Controller(server, hostname=server.host, port=port)
    controller.start()
    try:
        yield server
    finally:
        controller.stop()
