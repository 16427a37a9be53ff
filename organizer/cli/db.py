"""The ``db`` commands."""

import click
from flask.cli import with_appcontext

from organizer.foundation.db.migrations import current_revision, downgrade, head_revision, upgrade
from organizer.foundation.web.state import services
from organizer.record.indexing import index_missing


@click.group("db")
def db_cli() -> None:
    """The database's schema."""


@db_cli.command("upgrade")
@click.argument("revision", default="head")
@with_appcontext
def upgrade_command(revision: str) -> None:
    """Bring the database to the newest schema, or to REVISION."""
    settings = services().settings
    upgrade(settings.database_url, revision)
    current = current_revision(settings.database_url)
    click.echo(f"The database is at {current}.")
    while current == head_revision() and services().database.run(index_missing):
        click.echo("Events are being indexed for the search.")


@db_cli.command("downgrade")
@click.argument("revision")
@with_appcontext
def downgrade_command(revision: str) -> None:
    """Take the database back to REVISION (-1 for one step)."""
    settings = services().settings
    downgrade(settings.database_url, revision)
    click.echo(f"The database is at {current_revision(settings.database_url)}.")


@db_cli.command("check")
@with_appcontext
def check_command() -> None:
    """Tell whether the database has the schema of this release."""
    current, head = current_revision(services().settings.database_url), head_revision()
    if current != head:
        raise click.ClickException(f"The database is at {current}, this release needs {head}: organizer db upgrade")
    click.echo(f"The database is at {current}, as it should be.")
