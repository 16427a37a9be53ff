"""Fresh databases from a migrated template: a copied file on SQLite, CREATE DATABASE ... TEMPLATE on PostgreSQL."""

import itertools
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

from organizer.foundation.db.migrations import upgrade
from tests.support.postgres import shared_cluster
from tests.support.run_folder import one_at_a_time, run_folder

ENGINES = ("sqlite", "postgresql")
_TEMPLATE = "organizer_template"
_numbers = itertools.count(1)


@contextmanager
def fresh_database(engine_name: str, folder: Path, *, migrated: bool = True) -> Iterator[str]:
    """Yield the URL of a new database, migrated or empty; on SQLite it is a file in ``folder``."""
    if engine_name == "sqlite":
        yield _fresh_sqlite(folder, migrated=migrated)
        return
    name = f"t_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{next(_numbers)}"
    template = _postgres_template() if migrated else "template0"
    _administer(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template)))
    try:
        yield shared_cluster().url(name)
    finally:
        _administer(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def _fresh_sqlite(folder: Path, *, migrated: bool) -> str:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"organizer-{next(_numbers)}.sqlite"
    if migrated:
        shutil.copyfile(_sqlite_template(), path)
    return f"sqlite:///{path}"


def _sqlite_template() -> Path:
    path = run_folder() / "template.sqlite"
    with one_at_a_time("template-sqlite"):
        if not path.exists():
            draft = path.with_name("draft.sqlite")
            draft.unlink(missing_ok=True)
            upgrade(f"sqlite:///{draft}")
            draft.rename(path)
    return path


def _postgres_template() -> str:
    ready = run_folder() / "template-postgresql"
    with one_at_a_time("template-postgresql"):
        if not ready.exists():
            # An attempt that failed half-way fails again for its own reason, not for this one.
            _administer(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(_TEMPLATE)))
            _administer(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(_TEMPLATE)))
            upgrade(shared_cluster().url(_TEMPLATE))
            ready.touch()
    return _TEMPLATE


def _administer(statement: sql.Composed) -> None:
    with psycopg.connect(shared_cluster().psql_url(), autocommit=True) as connection:
        connection.execute(statement)
