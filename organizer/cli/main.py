"""The group of all commands."""

import click
from flask import Flask
from flask.cli import ScriptInfo

from organizer.app import COMMANDS, create_app
from organizer.config import Settings, SettingsError

from .db import db_cli
from .doctor import doctor
from .keys import keys_cli
from .permissions import permissions_cli
from .printing import print_command
from .run import run, worker
from .sweep import purge


def _app() -> Flask:
    try:
        return create_app(Settings.from_environment())
    except SettingsError as error:
        raise click.ClickException(str(error)) from error


@click.group()
@click.version_option(package_name="organizer")
@click.pass_context
def cli(context: click.Context) -> None:
    """Campaigns and days of action from one shared record."""
    context.obj = ScriptInfo(create_app=_app, set_debug_flag=False)


for command in (run, worker, db_cli, keys_cli, doctor, permissions_cli, print_command, purge, *COMMANDS):
    cli.add_command(command)
