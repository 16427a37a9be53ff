"""The migrations lead, in both directions and with rows in the tables, to the schema of the models."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import Column, Connection, Integer, MetaData, Table

from organizer.foundation.db import Database
from organizer.foundation.db.migrations import _migrating, downgrade, upgrade
from organizer.tables import is_ours, metadata
from tests.support.random_rows import Filler, contents


def script() -> ScriptDirectory:
    """Return the chain of migrations."""
    config = Config()
    config.set_main_option("script_location", "organizer:migrations")
    return ScriptDirectory.from_config(config)


def revisions() -> list[str]:
    """Return all revisions, oldest first."""
    return [found.revision for found in reversed(list(script().walk_revisions()))]


@contextmanager
def connected(url: str) -> Iterator[Connection]:
    """Yield a connection in a transaction that is kept."""
    database = Database.from_url(url)
    try:
        with database.engine.begin() as connection:
            yield connection
    finally:
        database.dispose()


def reflected(connection: Connection) -> MetaData:
    """Return the schema as the database tells it."""
    tables = MetaData()
    tables.reflect(connection, only=lambda name, _: is_ours(name))
    return tables


def differences(connection: Connection, wanted: MetaData) -> list[object]:
    """Return what alembic would still change."""
    opts = {
        "compare_type": True,
        "compare_server_default": True,
        "include_name": lambda name, kind, _parents: kind != "table" or is_ours(name),
    }
    context = MigrationContext.configure(connection, opts=opts)
    return list(compare_metadata(context, wanted))


def test_there_is_one_newest_migration() -> None:
    assert len(script().get_heads()) == 1


def test_the_migrated_schema_is_that_of_the_models(database_url: str) -> None:
    with connected(database_url) as connection:
        assert differences(connection, metadata) == []


def test_a_difference_between_models_and_schema_is_seen(database_url: str) -> None:
    wanted = MetaData()
    for table in metadata.sorted_tables:
        table.to_metadata(wanted)
    Table("sample", wanted, Column("id", Integer, primary_key=True))
    next(iter(wanted.tables.values())).append_column(Column("sample", Integer))
    with connected(database_url) as connection:
        assert len(differences(connection, wanted)) == 2


def test_checks_and_references_of_the_models_are_in_the_schema(database_url: str) -> None:
    with connected(database_url) as connection:
        inspector = sa.inspect(connection)
        for table in metadata.sorted_tables:
            checks = {
                str(each.name) for each in table.constraints if isinstance(each, sa.CheckConstraint) and each.name
            }
            assert checks <= {each["name"] for each in inspector.get_check_constraints(table.name)}, table.name
            wanted = {(each.name, each.ondelete) for each in table.foreign_key_constraints}
            there = {(each["name"], each["options"].get("ondelete")) for each in inspector.get_foreign_keys(table.name)}
            assert wanted == there, table.name


@pytest.mark.parametrize("seed", [17, 2018])
def test_rows_survive_a_step_back_and_forward(database_url: str, seed: int) -> None:
    known = revisions()
    with connected(database_url) as connection:
        counts = Filler(connection, seed).fill(metadata)
    assert set(counts) == set(metadata.tables)
    older = set(metadata.tables)
    if len(known) > 1:
        downgrade(database_url, known[-2])
        with connected(database_url) as connection:
            older = set(reflected(connection).tables)
        upgrade(database_url)
    with connected(database_url) as connection:
        assert differences(connection, metadata) == []
        # What the step back took away with its table can't come back.
        kept = {name: count if name in older else 0 for name, count in counts.items()}
        assert {name: len(rows) for name, rows in contents(connection, metadata).items()} == kept


@pytest.mark.parametrize("older", revisions())
def test_a_filled_database_of_each_revision_can_be_upgraded(empty_database_url: str, older: str) -> None:
    upgrade(empty_database_url, older)
    with connected(empty_database_url) as connection:
        tables = reflected(connection)
        Filler(connection).fill(tables)
        before = {name: len(rows) for name, rows in contents(connection, tables).items()}
    upgrade(empty_database_url)
    with connected(empty_database_url) as connection:
        assert differences(connection, metadata) == []
        after = {name: len(rows) for name, rows in contents(connection, reflected(connection)).items()}
    assert {name: count for name, count in after.items() if name in before} == {
        name: count for name, count in before.items() if name in after
    }


def test_a_filled_database_can_be_taken_back_to_nothing_and_made_again(database_url: str) -> None:
    with connected(database_url) as connection:
        Filler(connection).fill(metadata)
    downgrade(database_url, "base")
    with connected(database_url) as connection:
        assert set(reflected(connection).tables) <= {"alembic_version"}
    upgrade(database_url)
    with connected(database_url) as connection:
        assert differences(connection, metadata) == []


def test_migrating_twice_changes_nothing(database_url: str) -> None:
    upgrade(database_url)
    with connected(database_url) as connection:
        assert differences(connection, metadata) == []


@pytest.mark.engines("sqlite")
def test_rebuilding_a_table_does_not_take_its_children_along(database_url: str) -> None:
    with connected(database_url) as connection:
        Filler(connection).fill(metadata)
    with _migrating(database_url) as config:
        operations = Operations(MigrationContext.configure(config.attributes["connection"]))
        with operations.batch_alter_table("campaign", recreate="always"):
            pass
    with connected(database_url) as connection:
        assert connection.scalar(sa.text("SELECT count(*) FROM event")) == 3
