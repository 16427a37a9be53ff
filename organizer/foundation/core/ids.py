"""Identifiers: sortable keys for rows, random codes for people, tokens for links."""

import secrets
import time
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from uuid import UUID

#: No 0/O, 1/l/i: a code must survive being read aloud or typed from a poster.
CODE_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
CODE_LENGTH = 6
_EPOCH, _MILLISECOND = datetime(1970, 1, 1, tzinfo=UTC), timedelta(milliseconds=1)


def new_id() -> UUID:
    """Return a UUIDv7 (RFC 9562 section 5.7): time-ordered, 74 random bits."""
    millis = time.time_ns() // 1_000_000
    value = (millis & (1 << 48) - 1) << 80 | secrets.randbits(80)
    value &= ~(0xF << 76)
    value |= 0x7 << 76
    value &= ~(0x3 << 62)
    value |= 0x2 << 62
    return UUID(int=value)


def new_code(length: int = CODE_LENGTH) -> str:
    """Return a random public code, unambiguous to read aloud, such as ``k7m3q9``."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(length))


def code_of(digest: bytes, length: int) -> str:
    """Return a code of the same letters that stands for ``digest``: the same bytes are the same code."""
    number, letters = int.from_bytes(digest), ""
    for _ in range(length):
        number, letter = divmod(number, len(CODE_ALPHABET))
        letters += CODE_ALPHABET[letter]
    return letters


def new_token() -> str:
    """Return 256 random bits, URL-safe (43 characters)."""
    return secrets.token_urlsafe(32)


def digest_of_token(token: str) -> bytes:
    """Return what is kept of a token of ours: 256 random bits need neither salt nor a slow hash."""
    return sha256(token.encode("utf-8", "surrogatepass")).digest()


def instant_of(key: UUID) -> datetime:
    """Return when a key of ``new_id()`` was made, to the millisecond."""
    return _EPOCH + (key.int >> 80) * _MILLISECOND


def first_id_at(moment: datetime) -> UUID:
    """Return the least key that can be made at ``moment``: keys since then are greater, those before are less."""
    return UUID(int=max(0, (moment - _EPOCH) // _MILLISECOND) << 80)
