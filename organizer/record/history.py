"""The last two different forms of a public file: what was sent before the newest change.

Kept beside the editions, for people who look after a calendar. It may be lost with them, and then it is said.
"""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

import zstandard

from .cache import Store

_NINETY_DAYS = 90 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Kept:
    """A form of a file: its bytes, compressed, and when it was first drawn (aware)."""

    packed: bytes
    since: datetime

    @property
    def body(self) -> bytes:
        """The bytes as they were sent."""
        return zstandard.ZstdDecompressor().decompress(self.packed)


@dataclass(frozen=True, slots=True)
class Versions:
    """The newest form of a file and the one before it, if both are known."""

    newest: Kept
    before: Kept | None = None


class FileHistory:
    """Keeps the last two forms of each file by its path, in the store of the editions."""

    def __init__(self, store: Store) -> None:
        """Nothing personal may be put here: only what anybody can read."""
        self._store = store

    def note(self, path: str, body: bytes, at: datetime) -> None:
        """Remember a form that was drawn; the same bytes again change nothing."""
        known = self.find(path)
        if known is not None and known.newest.body == body:
            return
        kept = Kept(zstandard.ZstdCompressor(level=3).compress(body), at)
        self._store.set(_name(path), Versions(kept, known.newest if known else None), timeout=_NINETY_DAYS)

    def find(self, path: str) -> Versions | None:
        """Return the forms that are known of a file, None when there are none."""
        found = self._store.get(_name(path))
        return found if isinstance(found, Versions) else None


def _name(path: str) -> str:
    return "history-" + sha256(path.encode()).hexdigest()
