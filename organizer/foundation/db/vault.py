"""Sealing of single values: AES-256-GCM with a key for each campaign, kept outside the database.

Envelope: version (1 byte) | key id (4) | nonce (12) | ciphertext and tag. The associated data
binds a value to scope, table, column and row, so that it opens nowhere else. Texts are padded
so that their length says little. Keys lie wrapped in a small file; losing that file is how a
campaign is shredded.
"""

import fcntl
import hmac
import json
import os
import secrets
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from organizer.foundation.core.email import lookup_form

_VERSION = b"\x01"
_KEY_ID, _NONCE, _LENGTH = 4, 12, 4
_STEPS = (64, 128, 256)


class SealBroken(Exception):
    """The value cannot be opened: wrong key, wrong row, or changed bytes."""


class Vault:
    """Seals and opens values; knows one data key for each scope (a campaign's id, or ``site``)."""

    def __init__(self, wrapping_key: bytes, index_key: bytes, keystore: Path) -> None:
        """``wrapping_key`` and ``index_key`` are 32 bytes; ``keystore`` is a JSON file made when needed."""
        self._wrap = AESGCM(wrapping_key)
        self._index_key = index_key
        self._keystore = keystore
        self._keys: dict[str, tuple[bytes, AESGCM]] = {}
        # Derived from the index key alone, so they may be held as long as that is.
        self._index_keys: dict[str, bytes] = {}
        self._message_key = HKDF(SHA256(), 32, None, b"message-id").derive(index_key)

    def seal(self, text: str, *, scope: str, place: str) -> bytes:
        """Return the sealed form of ``text``; ``place`` is ``table|column|row id``."""
        key_id, key = self._key(scope)
        nonce = secrets.token_bytes(_NONCE)
        sealed = key.encrypt(nonce, _pad(text.encode()), _bound(scope, place))
        return _VERSION + key_id + nonce + sealed

    def open(self, sealed: bytes, *, scope: str, place: str) -> str:
        """Return the text. Raises SealBroken; never falls back to the raw bytes."""
        key_id, key = self._key(scope, create=False)
        start = 1 + _KEY_ID
        if sealed[:1] != _VERSION or not hmac.compare_digest(sealed[1:start], key_id):
            raise SealBroken(place)
        nonce, body = sealed[start : start + _NONCE], sealed[start + _NONCE :]
        try:
            return _unpad(key.decrypt(nonce, body, _bound(scope, place)))
        except InvalidTag as error:
            raise SealBroken(place) from error

    def email_index(self, email: str, *, scope: str) -> bytes:
        """Return 32 bytes that are equal for equal addresses in a scope, and for nobody else.

        Raises EmailNotUsable.
        """
        return self._index(f"email|{lookup_form(email)}", scope)

    def words_index(self, words: Sequence[str]) -> bytes:
        """Return 32 bytes by which the row of somebody's secret words is found; nobody reads the words from it."""
        return self._index(f"words|{' '.join(words)}", "site")

    def message_key(self, row_id: UUID) -> bytes:
        """Return 32 bytes that are the same each time a mail's row is sent, and tell nobody which row it is."""
        return hmac.new(self._message_key, row_id.bytes, sha256).digest()

    def _index(self, text: str, scope: str) -> bytes:
        key = self._index_keys.get(scope)
        if key is None:
            key = HKDF(SHA256(), 32, None, f"index|{scope}".encode()).derive(self._index_key)
            self._index_keys[scope] = key
        return hmac.new(key, text.encode(), sha256).digest()

    def shred(self, scope: str) -> None:
        """Forget the key of ``scope``: everything sealed with it is lost for good."""
        with _Locked(self._keystore) as store:
            if store.keys.pop(scope, None):
                store.write()
        self._keys.pop(scope, None)

    def _key(self, scope: str, *, create: bool = True) -> tuple[bytes, AESGCM]:
        if scope not in self._keys:
            self._keys[scope] = self._load_key(scope, create=create)
        return self._keys[scope]

    def _load_key(self, scope: str, *, create: bool) -> tuple[bytes, AESGCM]:
        with _Locked(self._keystore) as store:
            if scope not in store.keys:
                if not create:
                    raise SealBroken(scope)
                nonce = secrets.token_bytes(_NONCE)
                wrapped = self._wrap.encrypt(nonce, secrets.token_bytes(32), scope.encode())
                store.keys[scope] = (nonce + wrapped).hex()
                store.write()
            blob = bytes.fromhex(store.keys[scope])
        try:
            key = self._wrap.decrypt(blob[:_NONCE], blob[_NONCE:], scope.encode())
        except InvalidTag as error:
            raise SealBroken(scope) from error
        return sha256(b"key-id|" + key).digest()[:_KEY_ID], AESGCM(key)


class _Locked:
    """The keystore file, held by one process at a time, replaced whole and synced before use."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.keys: dict[str, str] = {}

    def __enter__(self) -> "_Locked":
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._lock = os.open(self._path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT, 0o600)
        fcntl.flock(self._lock, fcntl.LOCK_EX)
        if self._path.exists():
            self.keys = json.loads(self._path.read_text(encoding="ascii"))
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._lock)

    def write(self) -> None:
        """Replace the file in one step; a crash leaves the old or the new one whole."""
        draft = self._path.with_suffix(".new")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            json.dump(self.keys, file, indent=1, sort_keys=True)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self._path)
        folder = os.open(self._path.parent, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)


def _bound(scope: str, place: str) -> bytes:
    return f"{scope}|{place}|v1".encode()


def _pad(plain: bytes) -> bytes:
    size = _LENGTH + len(plain)
    target = next((step for step in _STEPS if size <= step), -(-size // _STEPS[-1]) * _STEPS[-1])
    return len(plain).to_bytes(_LENGTH, "big") + plain + bytes(target - size)


def _unpad(padded: bytes) -> str:
    size = int.from_bytes(padded[:_LENGTH], "big")
    return padded[_LENGTH : _LENGTH + size].decode()
