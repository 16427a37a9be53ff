"""Signatures of mails (DKIM, RFC 6376 and RFC 8463), for operators whose mail server makes none.

Small, because we sign only what we wrote ourselves: relaxed/relaxed, one signature, a whole body.
"""

import re
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from textwrap import wrap

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_private_key

#: What a signature covers. ``from`` stands twice, so that nobody adds a second one; RFC 8058 wants both of ``list-``.
_SIGNED = (
    "from", "from", "to", "subject", "date", "message-id", "reply-to", "list-unsubscribe", "list-unsubscribe-post",
    "mime-version", "content-type", "content-transfer-encoding",
)  # fmt: skip
_SPACES = re.compile(rb"[ \t]+")
_FOLD = re.compile(rb"\r\n(?=[ \t])")
_LEAST_BITS = 1024  # RFC 8301


class DkimKeyNotUsable(ValueError):
    """The key's file holds no key that mails are signed with."""


@dataclass(frozen=True, slots=True)
class DkimSigner:
    """Signs for a domain; ``selector`` is the name under which the public key stands in its DNS."""

    domain: str
    selector: str
    key: RSAPrivateKey | Ed25519PrivateKey

    @classmethod
    def from_file(cls, path: Path, *, domain: str, selector: str) -> "DkimSigner":
        """Read a key in PEM form. Raises DkimKeyNotUsable, OSError."""
        try:
            key = load_pem_private_key(path.read_bytes(), password=None)
        except (ValueError, TypeError) as error:
            raise DkimKeyNotUsable(f"{path} holds no private key without a password in PEM form") from error
        if isinstance(key, Ed25519PrivateKey) or (isinstance(key, RSAPrivateKey) and key.key_size >= _LEAST_BITS):
            return cls(domain, selector, key)
        raise DkimKeyNotUsable(f"{path} must hold an RSA key of {_LEAST_BITS} bits or more, or an Ed25519 key")

    def sign(self, raw: bytes, at: datetime) -> bytes:
        """Return the mail with its signature on top; ``raw`` has CRLF line ends."""
        headers, _, body = raw.partition(b"\r\n\r\n")
        fields = split_headers(headers)
        there = [name for name, _ in fields]
        names = [name for name in _SIGNED if name == "from" or name in there]
        body_hash = b64encode(sha256(relaxed_body(body)).digest()).decode()
        kind = "ed25519-sha256" if isinstance(self.key, Ed25519PrivateKey) else "rsa-sha256"
        unsigned = (
            f"DKIM-Signature: v=1; a={kind}; c=relaxed/relaxed;\r\n d={self.domain};\r\n s={self.selector};\r\n"
            f" t={int(at.timestamp())}; h={':'.join(names[:6])}:\r\n {':'.join(names[6:])};\r\n bh={body_hash};\r\n b="
        )
        value = unsigned.encode("ascii").partition(b":")[2]
        signature = self._signature(signed_bytes(fields, names, value))
        folded = "\r\n ".join(wrap(b64encode(signature).decode(), 72))
        return f"{unsigned}{folded}\r\n".encode("ascii") + raw

    def _signature(self, what: bytes) -> bytes:
        if isinstance(self.key, Ed25519PrivateKey):
            return self.key.sign(sha256(what).digest())  # RFC 8463: of the hash
        return self.key.sign(what, PKCS1v15(), SHA256())


def signed_bytes(fields: Sequence[tuple[str, bytes]], names: Sequence[str], signature_field: bytes) -> bytes:
    """Return what is signed: the named headers, the last of a name first, then the signature's own without its value."""
    left = list(fields)
    signed = []
    for name in names:
        found = next((one for one in reversed(left) if one[0] == name), None)
        if found is not None:
            left.remove(found)
            signed.append(relaxed_header(*found) + b"\r\n")
    return b"".join(signed) + relaxed_header("dkim-signature", signature_field)


def split_headers(block: bytes) -> list[tuple[str, bytes]]:
    """Return (name in lower case, value as it stands) of each header."""
    lines = re.split(rb"\r\n(?![ \t])", block)
    parts = (line.partition(b":") for line in lines if line)
    return [(name.strip().decode("ascii").lower(), value) for name, _, value in parts]


def relaxed_header(name: str, value: bytes) -> bytes:
    """Return a header in the form that is signed (RFC 6376 section 3.4.2)."""
    return name.encode("ascii") + b":" + _SPACES.sub(b" ", _FOLD.sub(b"", value)).strip(b" ")


def relaxed_body(body: bytes) -> bytes:
    """Return a body in the form that is signed (RFC 6376 section 3.4.4)."""
    lines = [_SPACES.sub(b" ", line).rstrip(b" ") for line in body.split(b"\r\n")]
    while lines and not lines[-1]:
        lines.pop()
    return b"".join(line + b"\r\n" for line in lines)
