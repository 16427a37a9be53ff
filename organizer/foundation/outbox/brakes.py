"""What is held: the whole queue, the mails of a purpose, or a relay that takes no mail just now."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from organizer.foundation.core.clock import now as current_time
from organizer.foundation.db import Database

from .models import Brake

#: The name that holds every mail.
ALL = "all"
BY_HAND = "by-hand"
_FIRST_PAUSE, _LONGEST_PAUSE = timedelta(minutes=1), timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Held:
    """One brake; ``until`` None: until it is let go. ``misses``: how often a relay failed in a row."""

    until: datetime | None
    cause: str
    misses: int = 0

    def holds(self, now: datetime) -> bool:
        """Tell whether it holds at ``now``."""
        return self.until is None or now < self.until


def hold(session: Session, name: str, held: Held | None = None) -> None:
    """Pull a brake: by hand, until it is let go, unless ``held`` says otherwise."""
    held = held or Held(None, BY_HAND)
    values = {"until": held.until, "cause": held.cause, "misses": held.misses}
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    row = dialect.insert(Brake).values(name=name, **values)
    session.execute(row.on_conflict_do_update(index_elements=[Brake.name], set_=values))


def let_go(session: Session, name: str) -> None:
    """Let go of a brake; nothing when it was not pulled."""
    session.execute(delete(Brake).where(Brake.name == name))


def read_brakes(session: Session) -> dict[str, Held]:
    """Return all brakes, also those whose time is over."""
    return {row.name: Held(row.until, row.cause, row.misses) for row in session.scalars(select(Brake))}


def is_held(session: Session, name: str, now: datetime) -> bool:
    """Tell whether a brake holds."""
    row = session.get(Brake, name)
    return row is not None and Held(row.until, row.cause).holds(now)


class BrakeBook(Protocol):
    """Where relays are noted that take no mail."""

    def is_held(self, name: str) -> bool:
        """Tell whether a relay is to be left alone."""
        ...

    def miss(self, name: str, cause: str) -> None:
        """Note that a relay failed: it is left alone for a while, longer each time."""
        ...

    def clear(self, name: str) -> None:
        """Note that a relay took a mail."""
        ...


class MemoryBrakes:
    """Brakes of this process alone."""

    def __init__(self, clock: Callable[[], datetime] = current_time) -> None:
        """``clock`` tells the time."""
        self._clock = clock
        self._held: dict[str, Held] = {}

    def is_held(self, name: str) -> bool:
        """Tell whether a relay is to be left alone."""
        held = self._held.get(name)
        return held is not None and held.holds(self._clock())

    def miss(self, name: str, cause: str) -> None:
        """Leave a relay alone, longer each time."""
        self._held[name] = next_pause(self._held.get(name), cause, self._clock())

    def clear(self, name: str) -> None:
        """Forget what it missed."""
        self._held.pop(name, None)


class SharedBrakes:
    """Brakes in the database: one worker's finding is every worker's, and the operator's page shows it.

    Read again each few seconds: a mail must not wait for it.
    """

    _FRESH = timedelta(seconds=5)

    def __init__(self, database: Database, clock: Callable[[], datetime] = current_time) -> None:
        """``clock`` tells the time."""
        self._database, self._clock = database, clock
        self._known: Mapping[str, Held] = {}
        self._read_at: datetime | None = None

    def is_held(self, name: str) -> bool:
        """Tell whether a relay is to be left alone."""
        held = self._all().get(name)
        return held is not None and held.holds(self._clock())

    def miss(self, name: str, cause: str) -> None:
        """Leave a relay alone, longer each time; what an operator holds stays held."""

        def note(session: Session) -> None:
            before = read_brakes(session).get(name)
            if before is None or before.until is not None:
                hold(session, name, next_pause(before, cause, self._clock()))

        self._database.run(note)
        self._read_at = None

    def clear(self, name: str) -> None:
        """Forget what it missed."""
        held = self._all().get(name)
        if held is not None and held.until is not None:
            self._database.run(lambda session: let_go(session, name))
            self._read_at = None

    def _all(self) -> Mapping[str, Held]:
        at = self._clock()
        if self._read_at is None or not timedelta(0) <= at - self._read_at < self._FRESH:
            with self._database.reading() as session:
                self._known, self._read_at = read_brakes(session), at
        return self._known


def next_pause(before: Held | None, cause: str, now: datetime) -> Held:
    """Return the pause after one more miss: a minute, doubled each time, five minutes at most: sign-in links wait behind it."""
    misses = before.misses + 1 if before is not None else 1
    return Held(now + min(_FIRST_PAUSE * 2 ** min(misses - 1, 8), _LONGEST_PAUSE), cause, misses)
