"""``organizer search``: the index of words that lists and maps are searched by."""

import click
from flask.cli import with_appcontext

from organizer.foundation.web.state import services

from .indexing import count_due, reindex


@click.group("search")
def search_cli() -> None:
    """The index of words in which events are searched."""


@search_cli.command("rebuild")
@with_appcontext
def rebuild() -> None:
    """Make the words of all public events anew, as they would be after every single change."""
    found = services().database.run(reindex)
    click.echo(f"{found:,} events can be found.")


@search_cli.command("check")
@with_appcontext
def check() -> None:
    """Compare the words of all events with what the public may know of them."""
    with services().database.reading() as session:
        wrong = count_due(session)
    if wrong:
        raise click.ClickException(f"{wrong:,} events have other words than they should: organizer search rebuild")
    click.echo("All words are as they should be.")
