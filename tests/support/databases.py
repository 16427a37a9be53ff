"""Fresh databases from a migrated template: a copied file on SQLite; on PostgreSQL a copy that is emptied after each test."""

import itertools
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from psycopg import sql

from organizer.foundation.db.migrations import upgrade
from tests.support.postgres import shared_cluster
from tests.support.postgres_pool import administer, drop_database, lent_database, make_database
from tests.support.run_folder import one_at_a_time, run_folder

ENGINES = ("sqlite", "postgresql")
_TEMPLATE = "organizer_template"
_numbers = itertools.count(1)


@contextmanager
def fresh_database(engine_name: str, folder: Path, *, migrated: bool = True) -> Iterator[str]:
    """Yield the URL of a new database, migrated or empty; on SQLite it is a file in ``folder``."""
    if engine_name == "sqlite":
        yield _fresh_sqlite(folder, migrated=migrated)
    elif migrated:
        with lent_database(_postgres_template) as name:
            yield shared_cluster().url(name)
    else:
        name = make_database("template0")
        try:
            yield shared_cluster().url(name)
        finally:
            drop_database(name)


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
            administer(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(_TEMPLATE)))
            administer(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(_TEMPLATE)))
            upgrade(shared_cluster().url(_TEMPLATE))
            ready.touch()
    return _TEMPLATE
