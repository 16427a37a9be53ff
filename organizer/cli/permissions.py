"""The ``permissions`` commands: who may do what, as a page."""

from pathlib import Path

import click

from organizer.foundation.access.document import permissions_document

DOCUMENT = Path("docs/permissions.md")


@click.group("permissions")
def permissions_cli() -> None:
    """Who may do what."""


@permissions_cli.command("show")
def show() -> None:
    """Print the page."""
    click.echo(permissions_document(), nl=False)


@permissions_cli.command("write")
@click.argument("path", type=click.Path(dir_okay=False, path_type=Path), default=DOCUMENT)
def write(path: Path) -> None:
    """Write the page to PATH (docs/permissions.md when left out)."""
    path.write_text(permissions_document(), encoding="utf-8")
    click.echo(f"Wrote {path}.")
