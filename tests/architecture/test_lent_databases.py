"""A database on PostgreSQL that was used, emptied and lent again is as a new one; what cannot be, is not lent again."""

from pathlib import Path

import psycopg
import sqlalchemy as sa
from sqlalchemy import Connection, make_url
from sqlalchemy.orm import Session

from organizer.foundation.db import Database
from organizer.tables import metadata
from tests.support import postgres_pool
from tests.support.databases import fresh_database
from tests.support.postgres import shared_cluster
from tests.support.random_rows import Filler


def contents(connection: Connection) -> dict[str, object]:
    """Return the rows of every table, and where every sequence stands."""
    names = sa.inspect(connection).get_table_names()
    rows = {name: connection.execute(sa.text(f"SELECT * FROM {name}")).all() for name in names}
    return rows | {"sequences": connection.execute(sa.text("SELECT sequencename, last_value FROM pg_sequences")).all()}


def test_a_database_that_is_lent_again_is_as_new(tmp_path: Path) -> None:
    with fresh_database("postgresql", tmp_path) as url:
        database = Database.from_url(url)
        with database.engine.begin() as connection:
            new = contents(connection)
            assert sum(Filler(connection).fill(metadata).values()) > 50
        left_open = psycopg.connect(shared_cluster().psql_url(make_url(url).database or ""))
        left_open.execute("LOCK TABLE local_group")
    with fresh_database("postgresql", tmp_path) as again:
        assert again == url
        second = Database.from_url(again)
        with second.engine.begin() as connection:
            assert contents(connection) == new
            others = (
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            assert connection.scalar(sa.text(others)) == 0
            assert connection.scalar(sa.text("SHOW session_replication_role")) == "origin"
        second.dispose()
    left_open.close()
    database.dispose()


def test_a_database_whose_schema_was_changed_is_not_lent_again(tmp_path: Path) -> None:
    for change in (
        "ALTER TABLE alembic_version ADD COLUMN more integer",
        "CREATE TABLE more (id integer)",
        "ALTER TABLE local_group ADD CONSTRAINT named CHECK (name <> '')",
        "DELETE FROM alembic_version",
    ):
        with fresh_database("postgresql", tmp_path) as url:
            database = Database.from_url(url)
            with Session(database.engine) as session:
                session.execute(sa.text(change))
                session.commit()
            database.dispose()
        assert make_url(url).database not in postgres_pool._idle, change


def test_a_database_that_grew_large_is_not_lent_again(tmp_path: Path) -> None:
    with fresh_database("postgresql", tmp_path) as url:
        database = Database.from_url(url)
        with database.engine.begin() as connection:
            connection.execute(
                sa.text(
                    "INSERT INTO local_group (id, slug, name, kind, language, about, created_at)"
                    " SELECT gen_random_uuid(), 'g' || n, 'Bogotá', 'local', 'es', '{}', now() FROM generate_series(1, 5000) n"
                )
            )
        database.dispose()
    assert make_url(url).database not in postgres_pool._idle
