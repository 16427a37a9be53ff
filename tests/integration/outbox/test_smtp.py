"""Mails over SMTP to real servers, good and bad: what each answer means for the mail."""

import socket
import ssl
import threading
import time
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import pytest
from aiosmtpd.smtp import AuthResult

from organizer.config import MailSettings
from organizer.foundation.outbox.compose import Envelope, Rendered, Sender, compose
from organizer.foundation.outbox.failures import PermanentFailure, ServerAway, TemporaryFailure
from organizer.foundation.outbox.smtp import SmtpTransport
from tests.integration.outbox.conftest import settings_for
from tests.integration.outbox.unruly_server import DROP_AFTER, DROP_BEFORE, UnrulyServer, slow_server, unruly_server
from tests.support.ports import free_port

GUEST = "guest@example.org"


def mail_to(recipient: str = GUEST, text: str = "hello\n.\n..dots\n") -> EmailMessage:
    """A mail."""
    sent = datetime(2026, 11, 1, tzinfo=UTC)
    return compose(
        Rendered("Día de acción", text), Envelope(recipient, Sender("noreply@example.net", "O"), "1@x", sent, "es")
    )


def cause_of(transport: SmtpTransport, kind: type[TemporaryFailure | PermanentFailure], to: str = GUEST) -> str:
    """Send, and return the cause of the failure, which must be of exactly this kind."""
    with pytest.raises(kind) as caught:
        transport.send(mail_to(to), to)
    transport.close()
    assert caught.type is kind
    assert "@" not in caught.value.cause
    return caught.value.cause


def test_a_mail_arrives_as_it_was_written(settings: MailSettings, server: UnrulyServer) -> None:
    transport = SmtpTransport(settings)
    transport.send(mail_to(), GUEST)
    transport.close()
    [delivery] = server.wait(1)
    assert (delivery.sender, delivery.recipients) == ("noreply@example.net", (GUEST,))
    assert delivery.text.splitlines() == ["hello", ".", "..dots"]
    assert delivery.message["Subject"] == "Día de acción"


def test_many_mails_share_one_connection(settings: MailSettings, server: UnrulyServer) -> None:
    transport = SmtpTransport(settings)
    for _ in range(5):
        transport.send(mail_to(), GUEST)
    transport.close()
    assert (len(server.deliveries), server.connections) == (5, 1)


def test_the_machines_own_name_is_not_told(settings: MailSettings, server: UnrulyServer) -> None:
    transport = SmtpTransport(settings)
    transport.send(mail_to(), GUEST)
    transport.close()
    assert b"Received" not in server.deliveries[0].raw
    assert transport._connect().local_hostname == "example.net"
    transport.close()


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        ("451 greylisted guest@example.org", TemporaryFailure),
        ("452 too many", TemporaryFailure),
        ("550 no such user guest@example.org", PermanentFailure),
        ("554 policy", PermanentFailure),
    ],
)
@pytest.mark.parametrize("step", ["recipient", "data"])
def test_a_refusal_is_told_by_its_code(
    step: str, reply: str, kind: type[TemporaryFailure], settings: MailSettings, server: UnrulyServer
) -> None:
    if step == "recipient":
        server.answer = lambda _recipient: reply
    else:
        server.fault = lambda _recipient: reply
    assert cause_of(SmtpTransport(settings), kind) == f"smtp-{reply[:3]}"


def test_a_refused_mail_does_not_spoil_the_next(settings: MailSettings, server: UnrulyServer) -> None:
    server.answer = lambda recipient: "550 no" if recipient.startswith("bad") else None
    transport = SmtpTransport(settings)
    for recipient in ("bad@example.org", GUEST):
        try:
            transport.send(mail_to(recipient), recipient)
        except PermanentFailure:
            assert recipient.startswith("bad")
    transport.close()
    assert [delivery.recipients for delivery in server.deliveries] == [(GUEST,)]
    assert server.connections == 1


@pytest.mark.parametrize(("drop", "kept"), [(DROP_BEFORE, 0), (DROP_AFTER, 1)])
def test_a_dropped_connection_is_a_reason_to_try_again(
    drop: str, kept: int, settings: MailSettings, server: UnrulyServer
) -> None:
    server.fault = lambda _recipient: drop
    transport = SmtpTransport(settings)
    assert cause_of(transport, TemporaryFailure) == "connection-lost"
    assert len(server.deliveries) == kept
    server.fault = lambda _recipient: None
    transport.send(mail_to(), GUEST)
    transport.close()
    assert len(server.deliveries) == kept + 1


def test_a_server_that_refuses_connections_is_away() -> None:
    assert cause_of(SmtpTransport(settings_for(free_port())), ServerAway) == "connection"


def test_a_server_can_be_looked_at_without_a_mail(settings: MailSettings, server: UnrulyServer) -> None:
    SmtpTransport(settings).check()
    assert (server.connections, server.deliveries) == (1, [])
    with pytest.raises(ServerAway, match="connection"):
        SmtpTransport(settings_for(free_port())).check()


def test_a_server_that_closes_between_mails_is_asked_again(settings: MailSettings, server: UnrulyServer) -> None:
    transport = SmtpTransport(settings)
    transport.send(mail_to(), GUEST)
    assert transport._client is not None
    assert transport._client.sock is not None
    transport._client.sock.shutdown(socket.SHUT_RDWR)
    transport.send(mail_to(), GUEST)
    transport.close()
    assert (len(server.deliveries), server.connections) == (2, 2)


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_an_encrypted_server_that_is_trusted_takes_the_mail(
    security: str, server_tls: ssl.SSLContext, trusting: ssl.SSLContext
) -> None:
    options = (
        {"tls_context": server_tls, "require_starttls": True} if security == "starttls" else {"ssl_context": server_tls}
    )
    with unruly_server(**options) as server:
        transport = SmtpTransport(settings_for(server.port, security=security), trust=trusting)
        transport.send(mail_to(), GUEST)
        transport.close()
        assert len(server.deliveries) == 1


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_certificate_of_nobody_is_not_taken(security: str, server_tls: ssl.SSLContext) -> None:
    options = {"tls_context": server_tls} if security == "starttls" else {"ssl_context": server_tls}
    with unruly_server(**options) as server:
        assert cause_of(SmtpTransport(settings_for(server.port, security=security)), ServerAway) == "certificate"
        assert server.deliveries == []


def test_a_certificate_of_another_name_is_not_taken(server_tls: ssl.SSLContext, trusting: ssl.SSLContext) -> None:
    with unruly_server(tls_context=server_tls) as server:
        settings = MailSettings(host="localhost", port=server.port, sender="noreply@example.net", timeout=30)
        assert cause_of(SmtpTransport(settings, trust=trusting), ServerAway) == "certificate"


def test_a_server_without_encryption_gets_nothing_when_it_is_required(server: UnrulyServer) -> None:
    transport = SmtpTransport(settings_for(server.port, security="starttls"))
    assert cause_of(transport, ServerAway) == "tls-or-login-missing"
    assert server.deliveries == []


@pytest.mark.parametrize(("password", "is_taken"), [("right", True), ("wrong", False)])
def test_a_wrong_password_is_no_fault_of_the_mail(
    password: str, is_taken: bool, server_tls: ssl.SSLContext, trusting: ssl.SSLContext
) -> None:
    def check(_server: object, _session: object, _envelope: object, _method: str, data: object) -> AuthResult:
        return AuthResult(success=getattr(data, "password", b"") == b"right", handled=False)

    with unruly_server(tls_context=server_tls, authenticator=check, auth_required=True) as server:
        settings = settings_for(server.port, security="starttls", user="organizer", password=password)
        transport = SmtpTransport(settings, trust=trusting)
        if is_taken:
            transport.send(mail_to(), GUEST)
            transport.close()
        else:
            assert cause_of(transport, ServerAway) == "login"
        assert len(server.deliveries) == is_taken


def test_a_silent_server_is_left_after_the_timeout() -> None:
    with slow_server(b"2", 0.01) as port:
        start = time.monotonic()
        assert cause_of(SmtpTransport(settings_for(port, timeout=1)), ServerAway) == "timeout"
        assert time.monotonic() - start < 20


def test_a_server_that_drips_is_cut_off_when_patience_ends() -> None:
    """A byte now and then never runs into a socket's timeout; patience for the whole mail does."""
    with slow_server(b"220 " + b"x" * 1000, 0.1) as port:
        transport = SmtpTransport(settings_for(port, timeout=1))
        transport.patience = timedelta(seconds=0.5)
        start = time.monotonic()
        assert cause_of(transport, ServerAway) == "timeout"
        assert time.monotonic() - start < 20


def test_nothing_keeps_watching_when_a_mail_is_done(settings: MailSettings, server: UnrulyServer) -> None:
    transport = SmtpTransport(settings)
    transport.send(mail_to(), GUEST)
    transport.close()
    for timer in [thread for thread in threading.enumerate() if isinstance(thread, threading.Timer)]:
        timer.join(5)
        assert not timer.is_alive()
    assert len(server.deliveries) == 1


def test_a_domain_in_any_script_is_asked_for_in_ascii(settings: MailSettings, server: UnrulyServer) -> None:
    transport = SmtpTransport(settings)
    transport.send(mail_to("guest@bücher.example"), "guest@bücher.example")
    transport.close()
    assert server.deliveries[0].recipients == ("guest@xn--bcher-kva.example",)


def test_a_name_in_any_script_needs_a_server_that_knows_it() -> None:
    with unruly_server(enable_SMTPUTF8=False) as old:
        transport = SmtpTransport(settings_for(old.port))
        assert cause_of(transport, PermanentFailure, to="gäst@example.org") == "smtputf8"
    with unruly_server(enable_SMTPUTF8=True) as modern:
        transport = SmtpTransport(settings_for(modern.port))
        transport.send(mail_to("gäst@bücher.example"), "gäst@bücher.example")
        transport.close()
        assert modern.deliveries[0].recipients == ("gäst@xn--bcher-kva.example",)
        assert modern.deliveries[0].message["To"] == "gäst@bücher.example"
