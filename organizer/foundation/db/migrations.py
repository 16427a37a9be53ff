"""Bringing a database to the schema of the code; one process migrates, others wait."""

from collections.abc import Iterator
from contextlib import contextmanager

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from .engine import BEGIN_OPTION, make_engine

#: Any fixed number: PostgreSQL's advisory locks are told apart by it.
_LOCK = 1_517_112_717
_LOCATION = "organizer:migrations"


def upgrade(url: str, revision: str = "head") -> None:
    """Bring the database at ``url`` forward."""
    with _migrating(url) as config:
        command.upgrade(config, revision)


def downgrade(url: str, revision: str) -> None:
    """Take the database at ``url`` back."""
    with _migrating(url) as config:
        command.downgrade(config, revision)


def current_revision(url: str) -> str | None:
    """Return the revision that the database is at; None for an empty one."""
    engine = make_engine(url)
    try:
        with engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision()
    finally:
        engine.dispose()


def head_revision() -> str | None:
    """Return the newest revision of the code."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", _LOCATION)
    if connection is not None:
        config.attributes["connection"] = connection
    return config


@contextmanager
def _migrating(url: str) -> Iterator[Config]:
    engine = make_engine(url).execution_options(**{BEGIN_OPTION: "BEGIN IMMEDIATE"})
    try:
        with engine.connect() as connection:
            if connection.dialect.name == "sqlite":
                # Rebuilding a table drops it for a moment, and its rows' children with it. The pragma does nothing
                # inside a transaction, which our engine would begin; so it goes past the engine.
                connection.connection.cursor().execute("PRAGMA foreign_keys=OFF")
            with connection.begin():
                if connection.dialect.name == "postgresql":
                    connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
                yield _config(connection)
                _refuse_orphans(connection)
    finally:
        engine.dispose()


def _refuse_orphans(connection: Connection) -> None:
    """Undo a migration on SQLite that left a row pointing to nothing; PostgreSQL refuses by itself."""
    if connection.dialect.name != "sqlite":
        return
    orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if orphans:
        raise RuntimeError(
            f"the migration would leave rows without their parent in: {sorted({row[0] for row in orphans})}"
        )
