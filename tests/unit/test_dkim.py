"""Signatures of mails, by their own public keys."""

import re
from base64 import b64decode, b64encode
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256, Hash
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from organizer.foundation.outbox.dkim import (
    DkimKeyNotUsable,
    DkimSigner,
    relaxed_body,
    relaxed_header,
    signed_bytes,
    split_headers,
)

AT = datetime(2026, 11, 28, 12, tzinfo=UTC)
MAIL = (
    b"Message-ID: <abc@example.net>\r\nDate: Sat, 28 Nov 2026 12:00:00 +0000\r\nFrom: Organizer <noreply@example.net>\r\n"
    b"To: guest@example.org\r\nSubject: Reminder:\r\n  a vigil\r\nList-Unsubscribe: <https://o.example/stop>\r\n"
    b"List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\nMIME-Version: 1.0\r\n"
    b"Content-Type: text/plain; charset=utf-8\r\n\r\nHello  there \r\n\r\n.\r\n\r\n\r\n"
)
#: RFC 8463 appendix A: the message, and the hash of its body.
RFC = (
    b"From: Joe SixPack <joe@football.example.com>\r\nTo: Suzie Q <suzie@shopping.example.net>\r\n"
    b"Subject: Is dinner ready?\r\nDate: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)\r\n"
    b"Message-ID: <20030712040037.46341.5F8J@football.example.com>\r\n\r\n"
    b"Hi.\r\n\r\nWe lost the game.  Are you hungry yet?\r\n\r\nJoe.\r\n"
)
RFC_BODY_HASH = "2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8="


def sha256(what: bytes) -> bytes:
    digest = Hash(SHA256())
    digest.update(what)
    return digest.finalize()


def key_file(folder: Path, key: object) -> Path:
    path = folder / "dkim.pem"
    pem, form, plain = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    path.write_bytes(key.private_bytes(pem, form, plain))  # type: ignore[attr-defined]  # each kind of key has it
    return path


@pytest.fixture(scope="module")
def rsa_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


def taken_apart(signed: bytes) -> tuple[dict[str, str], bytes]:
    """Return the tags of the signature, and what its value must be a signature of."""
    headers, _, body = signed.partition(b"\r\n\r\n")
    fields = split_headers(headers)
    name, value = fields.pop(0)
    assert name == "dkim-signature"
    tags = dict(re.sub(r"\s", "", tag).split("=", 1) for tag in value.decode().split(";"))
    unsigned = value[: value.rindex(b"b=") + 2]
    assert b64decode(tags["bh"]) == sha256(relaxed_body(body))
    return tags, signed_bytes(fields, tags["h"].split(":"), unsigned)


def test_the_body_of_the_rfcs_example_has_the_hash_of_the_rfc() -> None:
    assert b64encode(sha256(relaxed_body(RFC.partition(b"\r\n\r\n")[2]))).decode() == RFC_BODY_HASH


def test_a_mail_is_signed_by_rsa_and_every_receiver_can_tell(rsa_key: rsa.RSAPrivateKey, tmp_path: Path) -> None:
    signer = DkimSigner.from_file(key_file(tmp_path, rsa_key), domain="example.net", selector="mail")
    signed = signer.sign(MAIL, AT)
    assert signed.endswith(MAIL)
    tags, what = taken_apart(signed)
    assert (tags["d"], tags["s"], tags["a"], tags["c"]) == ("example.net", "mail", "rsa-sha256", "relaxed/relaxed")
    assert tags["h"].split(":").count("from") == 2
    assert {"list-unsubscribe", "list-unsubscribe-post", "subject", "to", "date"} <= set(tags["h"].split(":"))
    rsa_key.public_key().verify(b64decode(tags["b"]), what, PKCS1v15(), SHA256())
    assert max(len(line) for line in signed.split(b"\r\n")) <= 160


def test_a_mail_is_signed_by_ed25519(tmp_path: Path) -> None:
    key = Ed25519PrivateKey.generate()
    tags, what = taken_apart(
        DkimSigner.from_file(key_file(tmp_path, key), domain="example.net", selector="ed").sign(MAIL, AT)
    )
    key.public_key().verify(b64decode(tags["b"]), sha256(what))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"a vigil", b"a party"),
        (b"Hello", b"Hallo"),
        (b"/stop>", b"/else>"),
        (b"From: ", b"From: Eve <e@x.example>\r\nFrom: "),
    ],
)
def test_what_was_changed_on_the_way_does_not_verify(
    old: bytes, new: bytes, rsa_key: rsa.RSAPrivateKey, tmp_path: Path
) -> None:
    signer = DkimSigner.from_file(key_file(tmp_path, rsa_key), domain="example.net", selector="mail")
    head, tail = signer.sign(MAIL, AT).split(b"\r\nMessage-ID", 1)
    changed = head + b"\r\nMessage-ID" + tail.replace(old, new, 1)
    with pytest.raises((InvalidSignature, AssertionError)):
        tags, what = taken_apart(changed)
        rsa_key.public_key().verify(b64decode(tags["b"]), what, PKCS1v15(), SHA256())


def test_spaces_and_folds_that_servers_change_are_read_alike() -> None:
    assert relaxed_header("subject", b" Reminder:\r\n\t a  vigil \t") == b"subject:Reminder: a vigil"
    assert relaxed_body(b"a \t b \r\n\r\nc\r\n\r\n\r\n") == b"a b\r\n\r\nc\r\n"
    assert relaxed_body(b"") == relaxed_body(b"\r\n\r\n") == b""
    assert relaxed_body(b"no end") == b"no end\r\n"


@pytest.mark.parametrize("content", [b"", b"no key", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"])
def test_a_file_without_a_key_is_told_in_a_sentence(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "dkim.pem"
    path.write_bytes(content)
    with pytest.raises(DkimKeyNotUsable, match=re.escape(str(path))):
        DkimSigner.from_file(path, domain="example.net", selector="mail")


def test_a_key_of_another_kind_is_refused(tmp_path: Path) -> None:
    path = key_file(tmp_path, ec.generate_private_key(ec.SECP256R1()))
    assert load_pem_private_key(path.read_bytes(), None) is not None
    with pytest.raises(DkimKeyNotUsable, match="RSA"):
        DkimSigner.from_file(path, domain="example.net", selector="mail")
