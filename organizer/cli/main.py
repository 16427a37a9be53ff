"""The group of all commands."""

from typing import Any

import click
from flask import Flask
from flask.cli import ScriptInfo
from sqlalchemy.exc import DBAPIError

from organizer.app import COMMANDS, create_app
from organizer.config import Settings, SettingsError
from organizer.foundation.core.errors import TryAgainLater
from organizer.foundation.db.migrations import current_revision, head_revision

from .db import db_cli
from .doctor import doctor
from .keys import keys_cli
from .mail import mail_cli, outbox_cli
from .permissions import permissions_cli
from .printing import print_command
from .run import run, worker
from .sweep import purge


def _app() -> Flask:
    try:
        return create_app(Settings.from_environment())
    except SettingsError as error:
        raise click.ClickException(str(error)) from error


class _Commands(click.Group):
    """Commands that say one sentence where the database is not as they need it."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except TryAgainLater as error:
            raise click.ClickException("The database is busy or does not answer. See: organizer doctor") from error
        except DBAPIError as error:
            words = _why_not()
            if words is None:
                raise  # a fault of ours
            raise click.ClickException(words) from error


def _why_not() -> str | None:
    """Return what the operator has to do about the database; None when nothing is wrong with it."""
    url = Settings.draft()[0].database_url
    try:
        current, head = current_revision(url), head_revision()
    except DBAPIError:
        return "The database does not answer. See: organizer doctor"
    if current == head:
        return None
    there = "has no tables yet" if current is None else f"is at {current}, this release needs {head}"
    return f"The database {there}: organizer db upgrade"


@click.group(cls=_Commands)
@click.version_option(package_name="organizer")
@click.pass_context
def cli(context: click.Context) -> None:
    """Campaigns and days of action from one shared record."""
    context.obj = ScriptInfo(create_app=_app, set_debug_flag=False)


for command in (
    run,
    worker,
    db_cli,
    keys_cli,
    doctor,
    mail_cli,
    outbox_cli,
    permissions_cli,
    print_command,
    purge,
    *COMMANDS,
):
    cli.add_command(command)
