"""Counters of the last hour in memory, for budgets: what the ``limits`` library asks of a storage, and no thread beside it.

Its own memory storage starts a thread with almost every count, and moves all counts of a window to add one.
"""

import threading
import time
from collections import deque

from limits.storage.base import MovingWindowSupport, Storage

#: After so many counts, at least, windows in which nothing is left are forgotten.
_BETWEEN_SWEEPS = 1024


class WindowStorage(Storage, MovingWindowSupport):
    """Moving windows of one process. A key's window holds when each of its uses was, the oldest first."""

    STORAGE_SCHEME = ["windows"]  # noqa: RUF012 - read by the library's registry

    def __init__(self, uri: str | None = None, wrap_exceptions: bool = False, **_: float | str | bool) -> None:
        """Begin with nothing counted; the parameters are the library's."""
        super().__init__(uri, wrap_exceptions)
        self._uses: dict[str, deque[float]] = {}
        self._expiry: dict[str, int] = {}
        self._counted = 0
        self._guard = threading.Lock()

    @property
    def base_exceptions(self) -> type[Exception]:
        """The faults of this storage: none of its own."""
        return ValueError

    def acquire_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        """Count ``amount`` uses and return True; False, and nothing is counted, when the last ``expiry`` seconds hold too many."""
        at = time.time()
        with self._guard:
            uses = self._within(key, at - expiry)
            if len(uses) + amount > limit:
                return False
            uses.extend([at] * amount)
            self._expiry[key] = expiry
            self._counted += 1
            if self._counted > max(_BETWEEN_SWEEPS, len(self._uses)):
                self._sweep(at)
            return True

    def get_moving_window(self, key: str, limit: int, expiry: int) -> tuple[float, int]:
        """Return when the oldest use of the window was, or now, and how many there are."""
        at = time.time()
        with self._guard:
            uses = self._within(key, at - expiry)
            return (uses[0] if uses else at), len(uses)

    def clear(self, key: str) -> None:
        """Forget the uses of one key."""
        with self._guard:
            self._uses.pop(key, None)

    def reset(self) -> int:
        """Forget everything; return how many keys there were."""
        with self._guard:
            count = len(self._uses)
            self._uses.clear()
            return count

    def check(self) -> bool:
        """Tell that the storage works."""
        return True

    def get(self, key: str) -> int:
        """Return how many uses of a key are remembered."""
        return len(self._uses.get(key, ()))

    def get_expiry(self, key: str) -> float:
        """Return when the newest use of a key is forgotten; now for a key without one."""
        uses = self._uses.get(key)
        return uses[-1] + self._expiry[key] if uses else time.time()

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count without a limit, as in a window; return how many there are."""
        self.acquire_entry(key, 2**62, expiry, amount)
        return self.get(key)

    def _within(self, key: str, since: float) -> deque[float]:
        uses = self._uses.setdefault(key, deque())
        while uses and uses[0] < since:
            uses.popleft()
        return uses

    def _sweep(self, at: float) -> None:
        self._counted = 0
        for key in [key for key, uses in self._uses.items() if not uses or uses[-1] < at - self._expiry.get(key, 0)]:
            del self._uses[key]
            self._expiry.pop(key, None)
