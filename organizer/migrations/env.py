"""Runs migrations on the connection that the caller brings."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection
from sqlalchemy.types import TypeDecorator

from organizer.tables import is_ours, metadata


def render_plain(kind: str, item: Any, _context: AutogenContext) -> str | Literal[False]:
    """Write our column types as the plain types beneath: an old migration must not follow new code."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl_instance!r}"
    return False


def run() -> None:
    """Migrate within the caller's transaction; batch mode, because SQLite cannot alter in place."""
    connection: Connection = context.config.attributes["connection"]
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=True,
        compare_type=True,
        render_item=render_plain,
        include_name=lambda name, kind, _parents: kind != "table" or is_ours(name),
    )
    with context.begin_transaction():
        context.run_migrations()


run()
