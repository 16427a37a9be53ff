"""The ``purge`` command: what the worker does each hour, at once."""

import click
from flask.cli import with_appcontext

from organizer.foundation.core.clock import now
from organizer.foundation.web.state import services
from organizer.rsvps.operations import purge_over


@click.command()
@with_appcontext
def purge() -> None:
    """Delete guests' data whose time is over."""
    gone = services().database.run(lambda session: purge_over(session, now=now()))
    click.echo(f"{gone} answers were deleted.")
