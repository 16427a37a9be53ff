"""Runs migrations on the connection that the caller brings."""

from alembic import context
from sqlalchemy import Connection

from organizer.tables import metadata


def run() -> None:
    """Migrate within the caller's transaction; batch mode, because SQLite cannot alter in place."""
    connection: Connection = context.config.attributes["connection"]
    context.configure(
        connection=connection, target_metadata=metadata, render_as_batch=True, compare_type=True, include_schemas=False
    )
    with context.begin_transaction():
        context.run_migrations()


run()
