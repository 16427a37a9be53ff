"""Bytes made once and sent many times: a body with its strong ETag and compressed forms."""

import gzip
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

import zstandard

#: Below this, headers weigh more than compression saves.
_WORTH_COMPRESSING = 800
#: From here on the last few percent cost more time than they are worth: feeds and maps of thousands of events.
_LONG = 250_000
_TEXTUAL = ("text/", "application/json", "application/geo+json", "application/xml", "image/svg", "application/atom")


@dataclass(frozen=True, slots=True)
class Draft:
    """What an edition rendered: bytes, what they are, and how to name and keep them.

    ``max_age`` is in seconds; ``is_download`` asks browsers to save instead of show.
    """

    body: bytes
    content_type: str
    filename: str | None = None
    is_download: bool = False
    last_modified: datetime | None = None
    max_age: int = 60
    is_indexed: bool = True


@dataclass(frozen=True, slots=True)
class Prepared:
    """A draft made ready: ``etag`` is the hash of the body before compression (RFC 9110 section 8.8.3).

    ``zstd`` is None for what is not worth compressing. ``gzip`` is made when somebody first asks: browsers of today do not.
    """

    draft: Draft
    etag: str
    zstd: bytes | None
    _gzip: list[bytes] = field(default_factory=list, repr=False, compare=False)

    @property
    def gzip(self) -> bytes | None:
        """The body for readers that know nothing newer; None for what is not worth compressing."""
        if self.zstd is None:
            return None
        if not self._gzip:
            body = self.draft.body
            self._gzip.append(gzip.compress(body, compresslevel=6 if len(body) < _LONG else 4, mtime=0))
        return self._gzip[0]

    @property
    def size(self) -> int:
        """Bytes held in memory, at most: gzip is about as long as zstd."""
        return len(self.draft.body) + 2 * len(self.zstd or b"")


def prepare(draft: Draft) -> Prepared:
    """Return the draft with ETag and, for texts worth it, a zstd body. Same bytes in, same bytes out."""
    etag = sha256(draft.body).hexdigest()[:32]
    if len(draft.body) < _WORTH_COMPRESSING or not draft.content_type.startswith(_TEXTUAL):
        return Prepared(draft, etag, None)
    return Prepared(draft, etag, zstandard.ZstdCompressor(level=3).compress(draft.body))
