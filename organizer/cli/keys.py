"""The ``keys`` command: secrets are made once, on purpose, before a public server starts."""

import os
from pathlib import Path

import click

from organizer.foundation.core.keys import read_or_create_secrets


@click.group("keys")
def keys_cli() -> None:
    """The keys that never lie in the database."""


@keys_cli.command("create")
def create() -> None:
    """Make the keys that are missing; existing ones stay as they are."""
    instance = Path(os.environ.get("ORGANIZER_INSTANCE", "instance")).absolute()
    try:
        read_or_create_secrets(instance, create=True, environ=os.environ)
    except (OSError, ValueError) as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"The keys are in {instance / 'secrets'}. Keep a copy away from the backups of the database.")
