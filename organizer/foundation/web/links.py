"""Signed links: what stands in a mail and proves that we wrote it.

The payload can be read by anybody who holds the link, so it carries opaque ids, never an
address. Each purpose has its own salt: a link that cancels cannot sign anybody in. The newest
key signs; older ones still open.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from itsdangerous import BadData, URLSafeTimedSerializer

from organizer.foundation.core.errors import DomainError

Payload = Mapping[str, str | int]


class LinkNotUsable(DomainError):
    """The link is cut off, changed, too old, or made for something else."""

    code = "link_not_usable"


class Signer:
    """Makes and reads signed links."""

    def __init__(self, keys: Sequence[bytes]) -> None:
        """``keys``: newest first; ValueError when there is none."""
        if not keys:
            raise ValueError("a signer needs a key")
        # itsdangerous signs with the last key of its list and reads with all.
        self._keys = list(reversed(keys))

    def sign(self, purpose: str, payload: Payload) -> str:
        """Return a URL-safe token for ``purpose``."""
        return str(self._serializer(purpose).dumps(dict(payload)))

    def read(self, purpose: str, token: str, max_age: timedelta | None = None) -> dict[str, str | int]:
        """Return the payload. Raises LinkNotUsable."""
        seconds = None if max_age is None else int(max_age.total_seconds())
        try:
            payload = self._serializer(purpose).loads(token, max_age=seconds)
        except BadData as error:
            raise LinkNotUsable(purpose=purpose) from error
        if not isinstance(payload, dict):
            raise LinkNotUsable(purpose=purpose)
        return payload

    def _serializer(self, purpose: str) -> URLSafeTimedSerializer:
        if not purpose:
            raise ValueError("a link needs a purpose")
        return URLSafeTimedSerializer(self._keys, salt=f"organizer|{purpose}")
