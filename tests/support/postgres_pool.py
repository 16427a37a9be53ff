"""Databases on PostgreSQL that tests use one after the other: emptied, since making each anew is slow.

Copying and dropping a database takes a tenth of a second of processor, emptying one a hundredth. What cannot be made as
good as new that way (a test changed the schema, or wrote very much) is dropped.
"""

import itertools
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache

import psycopg
from psycopg import Connection, sql

from tests.support.postgres import shared_cluster

#: A table with so many rows would leave its space behind.
_MUCH = 5000
_numbers = itertools.count(1)
_idle: list[str] = []
_SCHEMA = """
    SELECT (SELECT (count(*), sum(c.xmin::text::bigint))::text FROM pg_class c WHERE relnamespace = s.oid),
      (SELECT (count(*), sum(a.xmin::text::bigint))::text FROM pg_attribute a JOIN pg_class c ON c.oid = attrelid
       WHERE relnamespace = s.oid),
      (SELECT (count(*), sum(c.xmin::text::bigint))::text FROM pg_constraint c WHERE connamespace = s.oid),
      (SELECT (count(*), sum(p.xmin::text::bigint))::text FROM pg_proc p WHERE pronamespace = s.oid),
      (SELECT (count(*), sum(d.xmin::text::bigint))::text FROM pg_attrdef d),
      (SELECT (count(*), sum(t.xmin::text::bigint))::text FROM pg_trigger t),
      (SELECT (count(*), sum(n.xmin::text::bigint))::text FROM pg_namespace n WHERE nspname !~ '^pg_')
    FROM pg_namespace s WHERE s.nspname = 'public'"""
_TABLES = "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY 1"
_REWIND = """
    SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false)
    FROM pg_sequences WHERE last_value IS NOT NULL"""
_SEND_AWAY = """
    SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"""


@dataclass(frozen=True)
class _New:
    """What a new database of the template looks like. ``kept`` are the tables that have rows, with these."""

    schema: tuple[object, ...]
    tables: tuple[str, ...]
    kept: dict[str, str]


@contextmanager
def lent_database(template: Callable[[], str]) -> Iterator[str]:
    """Yield the name of a database that is as one that was just copied from the template."""
    name = _idle.pop() if _idle else make_database(template())
    try:
        yield name
    finally:
        if _is_emptied(name, _new(template())):
            _idle.append(name)
        else:
            drop_database(name)


def make_database(template: str) -> str:
    """Copy a database; return the name of the copy, which no other worker has."""
    name = f"t_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{next(_numbers)}"
    administer(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template)))
    return name


def drop_database(name: str) -> None:
    """Drop a database, whoever is still connected."""
    administer(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def administer(statement: sql.Composed) -> None:
    """Run one statement about databases."""
    with psycopg.connect(shared_cluster().psql_url(), autocommit=True) as connection:
        connection.execute(statement)


@cache
def _new(template: str) -> _New:
    name = make_database(template)
    try:
        with _connected(name) as connection:
            tables = tuple(row[0] for row in connection.execute(_TABLES))
            kept = {table: _rows(connection, table) for table in _filled(connection, tables)}
            return _New(_schema(connection), tables, kept)
    finally:
        drop_database(name)


def _is_emptied(name: str, new: _New) -> bool:
    with _connected(name) as connection:
        connection.execute(_SEND_AWAY)
        if _schema(connection) != new.schema or any(
            _rows(connection, table) != rows for table, rows in new.kept.items()
        ):
            return False
        connection.execute("SET session_replication_role = replica")
        rows = 0
        with connection.transaction():
            for table in _filled(connection, new.tables):
                if table not in new.kept:
                    rows += connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table))).rowcount
            connection.execute(_REWIND)
    return rows < _MUCH


@contextmanager
def _connected(name: str) -> Iterator[Connection]:
    with psycopg.connect(shared_cluster().psql_url(name), autocommit=True) as connection:
        yield connection


def _schema(connection: Connection) -> tuple[object, ...]:
    row = connection.execute(_SCHEMA).fetchone()
    return tuple(row or ())


def _filled(connection: Connection, tables: tuple[str, ...]) -> list[str]:
    asked = sql.SQL(", ").join(sql.SQL("EXISTS (SELECT FROM {})").format(sql.Identifier(table)) for table in tables)
    answers = connection.execute(sql.SQL("SELECT {}").format(asked)).fetchone() or ()
    return [table for table, is_filled in zip(tables, answers, strict=True) if is_filled]


def _rows(connection: Connection, table: str) -> str:
    statement = sql.SQL("SELECT coalesce(string_agg(t::text, ',' ORDER BY t::text), '') FROM {} t")
    row = connection.execute(statement.format(sql.Identifier(table))).fetchone()
    return str(row and row[0])
