"""One transaction at the edge: the only place that commits."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session, sessionmaker

from organizer.foundation.core.errors import TryAgainLater

from .engine import BEGIN_OPTION, make_engine
from .vault import Vault

T = TypeVar("T")
#: Serialization failure, deadlock (PostgreSQL appendix A): the same work may succeed at once.
_RETRY = {"40001", "40P01"}
#: Lock not available, too many connections, server starting or stopping.
_BUSY = {"55P03", "53300", "57P01", "57P02", "57P03", "08001", "08006"}
#: Cause of TryAgainLater, when the same was added or taken away at this very moment: the second try finds what is there.
_TWICE = "twice"
_TRIES = 4
#: Seconds that a writer waits for the others of its process, as long as SQLite waits for other processes.
_PATIENCE = 10


class Database:
    """Gives out sessions: ``transaction()`` commits or undoes everything, ``reading()`` never writes."""

    def __init__(self, engine: Engine, vault: Vault | None = None) -> None:
        """Bind writers to BEGIN IMMEDIATE, so that on SQLite they queue instead of failing late."""
        self.engine = engine
        self.vault = vault
        info = {"vault": vault}
        writer = engine.execution_options(**{BEGIN_OPTION: "BEGIN IMMEDIATE"})
        self._write = sessionmaker(writer, expire_on_commit=False, info=info)
        self._read = sessionmaker(engine, expire_on_commit=False, autoflush=False, info=info)
        self._turn = threading.Lock() if engine.dialect.name == "sqlite" else None
        #: Called with the session before each commit, inside the transaction: to write what follows from what was written.
        self.before_commit: Callable[[Session], None] = lambda _: None
        #: Called with the session after each commit, outside the transaction: to wake who waits for it.
        self.after_commit: Callable[[Session], None] = lambda _: None

    @classmethod
    def from_url(cls, url: str, *, vault: Vault | None = None) -> "Database":
        """Return a database for an SQLAlchemy URL."""
        return cls(make_engine(url), vault)

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """Yield a session; commit at the end, roll back on any error.

        Raises TryAgainLater when the database is busy or away; then nothing was written.
        """
        with self._write() as session:
            with self._turn_to_write():
                try:
                    with session.begin():
                        yield session
                        self.before_commit(session)
                except OperationalError as error:
                    if _is_busy(error):
                        raise TryAgainLater(cause="database") from error
                    raise
            self.after_commit(session)

    @contextmanager
    def _turn_to_write(self) -> Iterator[None]:
        """Let the writers of this process pass one after the other on SQLite: they wake each other, and none starves.

        SQLite's own waiters sleep and look again, so that whoever comes fresh is served before them.
        """
        if self._turn is None:
            yield
            return
        if not self._turn.acquire(timeout=_PATIENCE):
            raise TryAgainLater(cause="database")
        try:
            yield
        finally:
            self._turn.release()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Yield a session for reads; what it changes is thrown away."""
        with self._read() as session:
            try:
                yield session
            except OperationalError as error:
                if _is_busy(error):
                    raise TryAgainLater(cause="database") from error
                raise
            finally:
                session.rollback()

    def run(self, work: Callable[[Session], T]) -> T:
        """Run ``work`` in a transaction, again when the engine asks to, or somebody did the same at this very moment (at most four times)."""
        for attempt in range(_TRIES):
            try:
                with self.transaction() as session:
                    return work(session)
            except (DBAPIError, TryAgainLater) as error:
                if not _may_succeed_at_once(error) or attempt == _TRIES - 1:
                    raise
                time.sleep(0.01 * 2**attempt)
        raise TryAgainLater(cause="database")

    def dispose(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def _may_succeed_at_once(error: DBAPIError | TryAgainLater) -> bool:
    if isinstance(error, TryAgainLater):
        return error.params.get("cause") == _TWICE
    return _sqlstate(error) in _RETRY


def _sqlstate(error: DBAPIError) -> str | None:
    return getattr(error.orig, "sqlstate", None)


def _is_busy(error: OperationalError) -> bool:
    words = str(error.orig)
    is_sqlite_busy = any(
        w in words for w in ("database is locked", "database table is locked", "unable to open database")
    )
    return (
        is_sqlite_busy
        or _sqlstate(error) in _BUSY
        or "connection failed" in words
        or "connection refused" in words.lower()
    )
