"""Sending by SMTP: encrypted unless told otherwise, certificates checked, one connection for many mails."""

import re
import smtplib
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from email.message import EmailMessage
from threading import Timer

from organizer.config import MailSettings
from organizer.foundation.core.clock import now

from .compose import Sender
from .dkim import DkimSigner
from .failures import PermanentFailure, ServerAway, TemporaryFailure
from .headers import MAIL_POLICY

_ENHANCED = re.compile(r"[245]\.\d{1,3}\.\d{1,3}(?!\S)")
#: No such mailbox, domain or address; moved without a trace; switched off; a domain that takes no mail (RFC 7505).
_NOBODY = frozenset({"5.1.0", "5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1"})
#: One mail may take this many times the patience for one answer.
_ANSWERS = 4


class _Plain(smtplib.SMTP):
    """A client that can be cut off while it connects: it connects only when told to."""

    def __init__(self, host: str, hello: str, timeout: float) -> None:
        super().__init__(timeout=timeout, local_hostname=hello)
        self._host = host  # the name that the certificate is checked against


class _Tls(smtplib.SMTP_SSL):
    """The same, encrypted from the first byte."""

    def __init__(self, host: str, hello: str, timeout: float, *, trust: ssl.SSLContext) -> None:
        super().__init__(timeout=timeout, local_hostname=hello, context=trust)
        self._host = host


class SmtpTransport:
    """Hands mails to one SMTP server. Not for several threads at once."""

    def __init__(
        self,
        settings: MailSettings,
        *,
        trust: ssl.SSLContext | None = None,
        signer: DkimSigner | None = None,
        bounces: str | None = None,
    ) -> None:
        """``trust`` says which certificates are taken; by default the system's authorities.

        ``bounces``: where mails come back to, by default the sender's address.
        """
        if settings.host is None:
            raise ValueError("SMTP needs a host")
        self.sender = Sender(settings.sender, settings.sender_name)
        self.patience = timedelta(seconds=settings.timeout * _ANSWERS)
        self._host = settings.host
        self._settings = settings
        self._trust = trust or ssl.create_default_context()
        self._client: smtplib.SMTP | None = None
        self._signer, self._bounces = signer, bounces

    def send(self, message: EmailMessage, recipient: str) -> None:
        """Return once the server has taken the mail. Raises ServerAway, TemporaryFailure, PermanentFailure.

        What failed while connecting is ServerAway: another server may take the mail. What failed later is not: this
        one may have taken it.
        """
        with self._watched() as was_cut:
            client = self._ready(was_cut)
            try:
                self._hand_over(client, message, recipient)
            except OSError as error:  # also smtplib's own
                self.close()
                is_timeout = was_cut() or _is_timeout(error)
                raise TemporaryFailure("timeout" if is_timeout else "connection-lost") from error

    def close(self) -> None:
        """Take leave of the server; the next mail connects again."""
        client, self._client = self._client, None
        if client is None:
            return
        with suppress(OSError):
            client.quit()
        client.close()

    def check(self) -> None:
        """Connect, sign in and take leave, without a mail. Raises ServerAway."""
        with self._watched() as was_cut:
            self._ready(was_cut)
        self.close()

    def _ready(self, was_cut: Callable[[], bool]) -> smtplib.SMTP:
        """Return a connection that answers: the last one, or a new one. Raises ServerAway."""
        if self._client is not None:
            with suppress(OSError):
                if self._client.noop()[0] == 250:
                    return self._client
            self.close()
        try:
            return self._connect()
        except OSError as error:
            self.close()
            raise ServerAway("timeout" if was_cut() else _connection_cause(error)) from error

    def _connect(self) -> smtplib.SMTP:
        # The greeting names the mail domain: the machine's own name is nobody's business.
        hello, timeout = self.sender.domain, self._settings.timeout
        if self._settings.security == "tls":
            client: smtplib.SMTP = _Tls(self._host, hello, timeout, trust=self._trust)
        else:
            client = _Plain(self._host, hello, timeout)
        self._client = client  # known before it connects, so that a slow greeting can be cut off
        code, reply = client.connect(self._host, self._settings.port)
        if code != 220:
            raise smtplib.SMTPConnectError(code, reply)
        if self._settings.security == "starttls":
            client.starttls(context=self._trust)
        client.ehlo_or_helo_if_needed()
        if self._settings.user is not None:
            client.login(self._settings.user, self._settings.password or "")
        return client

    def _hand_over(self, client: smtplib.SMTP, message: EmailMessage, recipient: str) -> None:
        """Speak step by step: what a refusal means depends on the step."""
        address, options = _envelope_address(recipient), []
        needs_utf8 = not address.isascii()
        if needs_utf8:
            if not client.has_extn("smtputf8"):
                raise PermanentFailure("smtputf8")
            options = ["SMTPUTF8", "BODY=8BITMIME"]
        body = message.as_bytes(policy=MAIL_POLICY.clone(utf8=needs_utf8))
        if self._signer is not None and not needs_utf8:
            body = self._signer.sign(body, now())
        code, _ = client.mail(return_path(self._bounces, message) or self.sender.address, options)
        if code != 250:
            # Every mail has this sender, so none of them is at fault.
            self.close()
            raise ServerAway(f"smtp-{code}")
        code, reply = client.rcpt(address)
        if code not in (250, 251):
            self._refused(client, code, is_nobody=says_nobody(code, reply))
        try:
            code, _ = client.data(body)
        except smtplib.SMTPDataError as error:
            code = error.smtp_code
        if code != 250:
            self._refused(client, code)

    def _refused(self, client: smtplib.SMTP, code: int, *, is_nobody: bool = False) -> None:
        if code == 421:  # the server is going down
            self.close()
            raise TemporaryFailure("smtp-421")
        with suppress(OSError):  # what was said about the mail stands, whatever becomes of the connection
            client.rset()
        if 500 <= code < 600:
            raise PermanentFailure(f"smtp-{code}", is_nobody=is_nobody)
        raise TemporaryFailure(f"smtp-{code}")

    @contextmanager
    def _watched(self) -> Iterator[Callable[[], bool]]:
        """Cut the connection when one mail takes too long: a drop each second never runs into a socket's timeout."""
        cuts: list[bool] = []

        def cut() -> None:
            cuts.append(True)
            sock = self._client.sock if self._client is not None else None
            if sock is not None:
                with suppress(OSError):
                    socket.socket.shutdown(sock, socket.SHUT_RDWR)

        timer = Timer(self.patience.total_seconds(), cut)
        timer.daemon = True
        timer.start()
        try:
            yield lambda: bool(cuts)
        finally:
            timer.cancel()


def return_path(bounces: str | None, message: EmailMessage) -> str | None:
    """Return where this mail comes back to, with the mail's own key in it when the operator set a ``*``."""
    if bounces is None:
        return None
    return bounces.replace("*", str(message["Message-ID"]).strip("<>").partition("@")[0])


def says_nobody(code: int, reply: bytes | str) -> bool:
    """Tell whether a refusal of a recipient says that nobody has the address, for good.

    With an enhanced code (RFC 3463) only those of a bad or closed mailbox count: ``5.7.1`` is about us, ``5.2.2`` a
    full mailbox. Without one, the codes that RFC 5321 gives to mailboxes do.
    """
    text = reply.decode("ascii", "replace") if isinstance(reply, bytes) else reply
    enhanced = _ENHANCED.match(text)
    if enhanced is None:
        return code in (550, 551, 553)
    return is_nobody(enhanced[0])


def is_nobody(status: str) -> bool:
    """Tell whether an enhanced status (``5.1.1``) says that an address takes no mails, whoever sends them."""
    return status in _NOBODY


def _envelope_address(recipient: str) -> str:
    """Return the address with its domain in ASCII."""
    local, _, domain = recipient.rpartition("@")
    return f"{local}@{domain if domain.isascii() else domain.encode('idna').decode('ascii')}"


def _is_timeout(error: Exception) -> bool:
    """Tell whether time ran out; ``smtplib`` wraps that into a lost connection."""
    return isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError)


def _connection_cause(error: Exception) -> str:
    """Return the cause for which no connection stands."""
    causes: list[tuple[type[Exception], str]] = [
        (smtplib.SMTPNotSupportedError, "tls-or-login-missing"),
        (ssl.SSLCertVerificationError, "certificate"),
        (ssl.SSLError, "tls"),
        (smtplib.SMTPAuthenticationError, "login"),
    ]
    if _is_timeout(error):
        return "timeout"
    if (found := next((cause for kind, cause in causes if isinstance(error, kind)), None)) is not None:
        return found
    if isinstance(error, smtplib.SMTPResponseException):
        return f"smtp-{error.smtp_code}"
    return "connection"
