"""Fills every table with rows that its own types and constraints allow, in three patterns of NULL."""

import json
import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import Column, Connection, MetaData, Table
from sqlalchemy.exc import DataError, IntegrityError

_TRIES = 200
_WORDS = ("paz", "سلام", "平和", "peace", "", "x" * 40, "a'b\"c%s", "1", "open", "active", "en", "CO", "America/Bogota")
_ROWS = 3  # all nullable columns filled, none, and some at random


class Filler:
    """Makes rows from a seed, so that a failure can be seen again."""

    def __init__(self, connection: Connection, seed: int = 17) -> None:
        """``connection`` is in a transaction that the caller ends."""
        self._connection = connection
        self._random = random.Random(seed)
        self._is_sqlite = connection.dialect.name == "sqlite"

    def fill(self, metadata: MetaData, leave_out: frozenset[str] = frozenset({"alembic_version"})) -> dict[str, int]:
        """Fill all tables, parents first; return how many rows each got. Raises AssertionError for one that takes none."""
        counts: dict[str, int] = {}
        for table in metadata.sorted_tables:
            if table.name not in leave_out:
                counts[table.name] = sum(self._insert(table, pattern) for pattern in range(_ROWS))
                assert counts[table.name], f"no random row suits the table {table.name}: {self._last_error}"
        return counts

    def _insert(self, table: Table, pattern: int) -> int:
        for _ in range(_TRIES):
            savepoint = self._connection.begin_nested()
            try:
                self._connection.execute(table.insert(), self._row(table, pattern))
            except (IntegrityError, DataError) as error:
                savepoint.rollback()
                self._last_error = str(error)[:400]
            else:
                savepoint.commit()
                return 1
        return 0

    def _row(self, table: Table, pattern: int) -> dict[str, Any]:
        row: dict[str, Any] = {}
        for column in table.columns:
            is_empty = column.nullable and (pattern == 1 or (pattern == 2 and self._random.random() < 0.5))
            row[column.name] = None if is_empty else self._value(column)
        return row

    def _value(self, column: Column[Any]) -> Any:
        for key in column.foreign_keys:
            parent = key.column
            known = list(self._connection.scalars(sa.select(parent).select_from(parent.table)))
            if known:
                return self._random.choice(known)
            if column.nullable:
                return None
        return self._of_type(column.type)

    def _of_type(self, kind: sa.types.TypeEngine[Any]) -> Any:
        if enum := getattr(kind, "enum", None):
            return self._random.choice(list(enum))
        bare = kind.impl if isinstance(kind, sa.types.TypeDecorator) else kind
        for types, make in self._makers():
            if isinstance(bare, types):
                return make(kind, bare)
        raise AssertionError(f"no value is known for the type {kind!r}")

    def _makers(self) -> Iterator[tuple[tuple[type, ...], Any]]:
        pick = self._random
        yield (sa.Uuid,), lambda _kind, _bare: UUID(int=pick.getrandbits(128))
        yield (sa.Boolean,), lambda _kind, _bare: pick.random() < 0.5
        yield (sa.JSON,), lambda _kind, _bare: {"en": pick.choice(_WORDS) or "x", "ar": "سلام"}
        yield (sa.DateTime,), self._instant
        yield (sa.Date,), lambda _kind, _bare: date(2018, 11, 17) + timedelta(days=pick.randrange(5000))
        yield (sa.Time,), lambda _kind, _bare: time(pick.randrange(24), pick.randrange(60))
        yield (sa.LargeBinary,), lambda _kind, bare: pick.randbytes(min(32, bare.length or 32))
        yield (sa.Float,), lambda _kind, _bare: round(pick.uniform(-80, 80), 5)
        yield (sa.Numeric,), lambda _kind, _bare: Decimal(pick.randrange(100))
        yield (sa.Integer,), lambda _kind, _bare: pick.choice((0, 1, 1, 2, 5, 40))
        yield (sa.String,), self._words

    def _instant(self, kind: sa.types.TypeEngine[Any], bare: sa.DateTime) -> datetime:
        instant = datetime(2026, 11, 17, tzinfo=UTC) + timedelta(seconds=self._random.randrange(-(10**7), 10**7))
        # A decorated type takes aware values and strips what the engine can't keep; a bare one says it itself.
        return instant if bare.timezone and not (self._is_sqlite and kind is bare) else instant.replace(tzinfo=None)

    def _words(self, _kind: sa.types.TypeEngine[Any], bare: sa.String) -> str:
        length = bare.length or 60
        if self._random.random() < 0.5:
            return self._random.choice(_WORDS)[:length]
        return "".join(self._random.choice("abcdefghjkmnpqrstuvwxyz23456789") for _ in range(min(length, 24)))


def contents(connection: Connection, metadata: MetaData) -> dict[str, list[str]]:
    """Return all rows of all tables as sorted text, for comparing before and after."""
    return {
        table.name: sorted(json.dumps(list(row), default=_plain) for row in connection.execute(sa.select(table)))
        for table in metadata.sorted_tables
    }


def _plain(value: object) -> str:
    return value.hex() if isinstance(value, bytes) else str(value)
