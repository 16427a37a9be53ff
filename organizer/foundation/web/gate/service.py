"""What the gate of one process remembers: how many were let through, which tickets are used."""

from collections import Counter
from collections.abc import Mapping
from typing import Protocol, cast

from flask import Flask, Response, current_app, g
from limits.errors import StorageError

from organizer.config import Settings
from organizer.foundation.web.ratelimit import budgets
from organizer.foundation.web.windows import WindowStorage

from .levels import CROWDED_HOUR, EVERYWHERE, Load
from .tokens import OLDEST_TICKET

_KEY = "organizer.gate"
_MINUTE, _HOUR = 60, 3600
#: Turns of one network in a minute, while it queues.
_TURNS = 12


class Tellers:
    """Counters in memory, or in Redis where all processes share them; each for itself while Redis is away."""

    def __init__(self, settings: Settings) -> None:
        """Count nothing yet."""
        self.rate = settings.quiet_rate
        self.key = settings.secrets.session
        self.outcomes: Counter[tuple[str, str]] = Counter()
        self._spare = WindowStorage()

    def load(self, form: str, subject: str, network: str, crowd: int) -> Load:
        """Return what was let through lately."""
        return Load(
            self._count(f"{form}/m/{subject}", 8 * self.rate, _MINUTE),
            self._count(f"{form}/h/{subject}", CROWDED_HOUR * self.rate, _HOUR),
            self._count(f"{form}/all", 8 * EVERYWHERE * self.rate, _MINUTE),
            self._count(f"{form}/n/{network}", 2 * crowd, _HOUR),
        )

    def let_through(self, form: str, subject: str, network: str, crowd: int) -> None:
        """Count one that was taken."""
        self._add(f"{form}/m/{subject}", 8 * self.rate, _MINUTE)
        self._add(f"{form}/h/{subject}", CROWDED_HOUR * self.rate, _HOUR)
        self._add(f"{form}/all", 8 * EVERYWHERE * self.rate, _MINUTE)
        self._add(f"{form}/n/{network}", 2 * crowd, _HOUR)

    def has_turn(self, form: str, subject: str, network: str) -> bool:
        """Tell whether this network may send one more in this minute, while it queues; it then counts."""
        return self._add(f"{form}/turn/{subject}/{network}", _TURNS, _MINUTE)

    def use(self, seed: str) -> bool:
        """Use a ticket; False when it was used before."""
        return self._add(f"used/{seed}", 1, OLDEST_TICKET)

    def give_back(self, seed: str) -> None:
        """Let a ticket be used again: what came with it was not taken."""
        for storage in self._storages():
            try:
                storage.clear(f"gate/used/{seed}")
                return
            except StorageError:
                continue

    def _add(self, key: str, limit: int, seconds: int) -> bool:
        for storage in self._storages():
            try:
                return bool(storage.acquire_entry(f"gate/{key}", limit, seconds))
            except StorageError:
                continue
        return True

    def _count(self, key: str, limit: int, seconds: int) -> int:
        for storage in self._storages():
            try:
                return int(storage.get_moving_window(f"gate/{key}", limit, seconds)[1])
            except StorageError:
                continue
        return 0

    def _storages(self) -> "tuple[_Windows, ...]":
        return (cast("_Windows", budgets().storage), self._spare)


class _Windows(Protocol):
    """A storage of the ``limits`` library that counts moving windows."""

    def acquire_entry(self, key: str, limit: int, expiry: int) -> bool: ...

    def get_moving_window(self, key: str, limit: int, expiry: int) -> tuple[float, int]: ...

    def clear(self, key: str) -> None: ...


def set_up_gate(app: Flask, settings: Settings) -> None:
    """Give ``app`` its gate; after the budgets, whose counters it shares."""
    app.extensions[_KEY] = Tellers(settings)
    app.after_request(_settle)


def tellers() -> Tellers:
    """Return the counters of the running application."""
    found: Tellers = current_app.extensions[_KEY]
    return found


def tallies() -> Mapping[tuple[str, str], int]:
    """Return how often, by form and outcome (``taken asked trapped``), since this process began."""
    return dict(tellers().outcomes)


def note(form: str, outcome: str) -> None:
    """Count what became of a form, for whoever watches the machine."""
    tellers().outcomes[form, outcome] += 1


def _settle(response: Response) -> Response:
    """Count what was taken. What was refused may be put right and sent with the same ticket."""
    passing = g.pop("gate_passing", None)
    if passing is None:
        return response
    if 300 <= response.status_code < 400:
        note(passing.form, "taken")
        tellers().let_through(passing.form, passing.subject, passing.network, passing.crowd)
    elif passing.seed:
        tellers().give_back(passing.seed)
    return response
