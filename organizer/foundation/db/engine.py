"""Engines, set up so that what is acknowledged is on the disk.

SQLite: WAL, FULL sync, foreign keys, ten seconds of patience, deleted bytes overwritten.
PostgreSQL: READ COMMITTED, three seconds of patience for a lock.
"""

import sqlite3
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url

#: Execution option that tells how a transaction on SQLite begins.
BEGIN_OPTION = "sqlite_begin"
_SQLITE_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "busy_timeout=10000",
    "secure_delete=ON",
)


def make_engine(url: str) -> Engine:
    """Return an engine for ``sqlite:///file`` or ``postgresql+psycopg://...``."""
    if make_url(url).get_backend_name() == "sqlite":
        return _sqlite(url)
    return create_engine(url, pool_pre_ping=True, connect_args={"options": "-c lock_timeout=3000 -c timezone=UTC"})


def _sqlite(url: str) -> Engine:
    engine = create_engine(url, pool_size=16, max_overflow=48, connect_args={"check_same_thread": False})

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:
        if isinstance(connection, sqlite3.Connection):
            # The driver must not begin on its own: it would begin deferred and deadlock writers.
            connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in _SQLITE_PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(connection.get_execution_options().get(BEGIN_OPTION, "BEGIN"))

    return engine
