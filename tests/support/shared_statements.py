"""Compiles each statement once for a whole process, however many engines the tests make.

SQLAlchemy keeps compiled statements with the engine and tells them apart by the engine's dialect. All engines of the
application are made alike, so that those of one kind of database can share: a tenth of what a test of a page used.
"""

from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Engine
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache

#: More than the application has; that of one engine is smaller.
_STATEMENTS = 4000


def share_compiled_statements() -> None:
    """Let engines of one kind of database use each other's compiled statements."""
    caches: dict[type, Any] = {}
    for dialect in (SQLiteDialect_pysqlite, PGDialect_psycopg):
        _make_equal(dialect)
        caches[dialect] = LRUCache(_STATEMENTS)
    begin = Engine.__init__

    def begin_shared(engine: Engine, *arguments: Any, **options: Any) -> None:
        begin(engine, *arguments, **options)
        engine._compiled_cache = caches.get(type(engine.dialect), engine._compiled_cache)

    Engine.__init__ = begin_shared  # type: ignore[method-assign]


def _make_equal(dialect: Any) -> None:
    """Make all dialects of a class equal, and let them share what they found out about types."""
    dialect.__eq__ = lambda one, other: type(one) is type(other)
    dialect.__hash__ = lambda one: hash(type(one))
    dialect._type_memos = WeakKeyDictionary()
