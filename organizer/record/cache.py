"""The edition cache: what was rendered for a version is not rendered again.

Key: campaign, version, edition, parameters, language, release. A small memory stands before the
store (files under ``instance/cache``, or Redis when several servers share the work).
"""

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Protocol

from organizer.foundation.core.prepared import Draft, Prepared, prepare

_WEEK = 7 * 24 * 3600
#: Longer ones are in memory only: writing them down would hold them twice.
_MOST_STORED = 32_000_000


class Store(Protocol):
    """What keeps editions between processes and restarts; cachelib's caches fit."""

    def get(self, key: str) -> object:
        """Return the value, or None."""

    def set(self, key: str, value: object, timeout: int | None = None) -> bool | None:
        """Keep the value for ``timeout`` seconds."""


@dataclass(frozen=True, slots=True)
class EditionKey:
    """What an edition depends on; ``version`` changes with everything that the public can see."""

    scope: str
    version: str
    edition: str
    parameters: tuple[str, ...] = ()
    language: str = ""


class EditionCache:
    """Gives prepared editions; renders each key once, however many ask at the same time."""

    def __init__(self, store: Store, *, release: str, memory: int = 48_000_000) -> None:
        """``release`` parts the editions of one release from another's; ``memory`` is in bytes."""
        self._store = store
        self._release = release
        self._limit = memory
        self._held = 0
        self._memory: OrderedDict[str, Prepared] = OrderedDict()
        self._guard = threading.Lock()
        self._rendering: dict[str, threading.Lock] = {}

    def get(self, key: EditionKey, render: Callable[[], Draft], *, is_stored: bool = True) -> Prepared:
        """Return the edition for ``key``, rendered when nobody has it; ``is_stored`` False keeps it in memory only."""
        name = self._name(key)
        found = self._remembered(name)
        if found is not None:
            return found
        with self._guard:
            lock = self._rendering.setdefault(name, threading.Lock())
        try:
            with lock:
                found = self._remembered(name) or (self._stored(name) if is_stored else None)
                if found is None:
                    found = prepare(render())
                    if is_stored and found.size <= _MOST_STORED:
                        self._store.set(name, found, timeout=_WEEK)
                self._remember(name, found)
        finally:
            with self._guard:
                self._rendering.pop(name, None)
        return found

    def _name(self, key: EditionKey) -> str:
        parts = (self._release, key.scope, key.version, key.edition, key.language, *key.parameters)
        return sha256("\x1f".join(parts).encode()).hexdigest()

    def _remembered(self, name: str) -> Prepared | None:
        with self._guard:
            found = self._memory.get(name)
            if found is not None:
                self._memory.move_to_end(name)
            return found

    def _stored(self, name: str) -> Prepared | None:
        found = self._store.get(name)
        return found if isinstance(found, Prepared) else None

    def _remember(self, name: str, edition: Prepared) -> None:
        with self._guard:
            before = self._memory.pop(name, None)
            self._held += edition.size - (before.size if before else 0)
            self._memory[name] = edition
            while self._held > self._limit and len(self._memory) > 1:
                _, dropped = self._memory.popitem(last=False)
                self._held -= dropped.size
