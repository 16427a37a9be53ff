"""What tests of the outbox start from: an unruly server, certificates, letters."""

import ssl
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from uuid import UUID

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509.oid import NameOID

from organizer.config import MailSettings
from organizer.foundation.core.ids import new_id
from organizer.foundation.db import Database
from organizer.foundation.outbox import Letter, enqueue
from tests.integration.outbox.unruly_server import UnrulyServer, unruly_server

Write = Callable[..., UUID]


@pytest.fixture
def server() -> Iterator[UnrulyServer]:
    """A server without encryption."""
    with unruly_server() as running:
        yield running


@pytest.fixture
def settings(server: UnrulyServer) -> MailSettings:
    """Settings that send to ``server``."""
    return settings_for(server.port)


@pytest.fixture
def write(database: Database) -> Write:
    """Write a letter in a transaction of its own; returns its subject."""

    def put(recipient: str = "guest@example.org", **values: object) -> UUID:
        subject = new_id()
        given = {"kind": "hello", "subject_id": subject, "locale": "en", "context": {"word": "hello"}, **values}
        with database.transaction() as session:
            enqueue(session, Letter(recipient=recipient, **given))  # type: ignore[arg-type]  # as the test says
        return subject

    return put


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key and a certificate of nobody's authority for 127.0.0.1, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail")])
    today = datetime.now(UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(today - timedelta(days=1)).not_valid_after(today + timedelta(days=1))
    names = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    signed = builder.add_extension(names, critical=False).sign(key, SHA256())
    path = tmp_path_factory.mktemp("tls") / "mail.pem"
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    form = serialization.PrivateFormat.PKCS8
    path.write_bytes(key.private_bytes(pem, form, plain) + signed.public_bytes(pem))
    return path


@pytest.fixture(scope="session")
def server_tls(certificate: Path) -> ssl.SSLContext:
    """What a server shows."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


@pytest.fixture(scope="session")
def trusting(certificate: Path) -> ssl.SSLContext:
    """What a client trusts who was given that certificate."""
    return ssl.create_default_context(cadata=certificate.read_text().split("-----END PRIVATE KEY-----")[1])


def settings_for(port: int, *, security: str = "none", timeout: int = 5, **more: str) -> MailSettings:
    """Settings for a server on this machine."""
    return MailSettings(
        host="127.0.0.1", port=port, security=security, timeout=timeout, sender="noreply@example.net", **more
    )  # type: ignore[arg-type]  # only texts are given
