"""Passwords: what is asked of them (NIST SP 800-63B-4, 3.1.1.2) and how they are kept.

Fifteen characters, because a password is the only factor; no rules about kinds of characters
and no forced change. What everybody tries first is refused. Spaces count, nothing is cut off.
"""

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.low_level import Type

from organizer.foundation.core.errors import DomainError

MIN_LENGTH = 15
MAX_LENGTH = 128
_MAX_BYTES = 4 * MAX_LENGTH
#: OWASP's floor for argon2id: 19 MiB, two passes, one lane.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1, type=Type.ID)
#: What a campaign's people think of first.
_CONTEXT_WORDS = (
    "organizer",
    "protest",
    "solidarity",
    "solidaridad",
    "resistance",
    "revolution",
    "campaign",
    "password",
)


class PasswordTooShort(DomainError):
    """Params: minimum."""

    code = "password_too_short"


class PasswordTooLong(DomainError):
    """Params: maximum."""

    code = "password_too_long"


class PasswordTooCommon(DomainError):
    """Many people use it, or it is made of the site's or the person's own words."""

    code = "password_too_common"


def check_new_password(password: str, *, own_words: Iterable[str] = ()) -> None:
    """Raise PasswordTooShort, PasswordTooLong or PasswordTooCommon; ``own_words``: name, address, site."""
    refuse_too_long(password)
    normal = _normal(password)
    if len(normal) < MIN_LENGTH:
        raise PasswordTooShort(minimum=MIN_LENGTH)
    folded = normal.casefold()
    letters = "".join(c for c in folded if c.isalnum())
    if folded in common_passwords() or letters in common_passwords() or len(set(folded)) < 5:
        raise PasswordTooCommon
    words = {w.casefold() for w in (*_CONTEXT_WORDS, *own_words) if len(w) >= 4}
    rest = letters
    for word in sorted(words, key=len, reverse=True):
        rest = rest.replace("".join(c for c in word if c.isalnum()), "")
    if len(rest.strip("0123456789")) < 6 and len(rest) < len(letters):
        raise PasswordTooCommon


def refuse_too_long(password: str) -> None:
    """Raise PasswordTooLong before anything slow looks at it."""
    if len(password) > MAX_LENGTH or len(password.encode("utf-8", "surrogatepass")) > _MAX_BYTES:
        raise PasswordTooLong(maximum=MAX_LENGTH)


def hash_password(password: str) -> str:
    """Return the encoded argon2id hash; takes tens of milliseconds, so never inside a transaction."""
    return _HASHER.hash(_bytes(password))


def is_password(password: str, encoded: str | None) -> bool:
    """Tell whether ``password`` fits; without a hash it takes as long and is False."""
    try:
        refuse_too_long(password)
    except PasswordTooLong:
        return False
    try:
        fits = _HASHER.verify(encoded or _dummy(), _bytes(password))
    except (VerificationError, InvalidHashError):
        return False
    return bool(fits) and bool(encoded)


@lru_cache(maxsize=1)
def common_passwords() -> frozenset[str]:
    """Return passwords and phrases that are tried first, case-folded."""
    text = (files("organizer.accounts") / "data" / "common_passwords.txt").read_text(encoding="utf-8")
    return frozenset(line.casefold() for line in text.splitlines() if line and not line.startswith("#"))


@lru_cache(maxsize=1)
def _dummy() -> str:
    """A hash that fits nothing anybody can type: control characters are no password."""
    return _HASHER.hash(b"\x00no password is stored\x00")


def _normal(password: str) -> str:
    return unicodedata.normalize("NFC", password)


def _bytes(password: str) -> bytes:
    return _normal(password).encode("utf-8", "surrogatepass")
