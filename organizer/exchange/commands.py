"""The ``demo`` commands."""

import json
from pathlib import Path
from typing import Any

import click
from flask import current_app
from flask.cli import with_appcontext

from organizer.campaigns.queries import list_campaigns
from organizer.foundation.web.state import services

from .operations import load_campaign_file


def demo_file() -> Path:
    """Return the demo campaign that ships with the project."""
    return Path(current_app.root_path) / "data" / "demo" / "day-of-action-17-nov.json"


@click.group("demo")
def demo_cli() -> None:
    """The demo campaign: a made-up day of action with 54 events."""


@demo_cli.command("load")
@click.option("--if-empty", is_flag=True, help="Do nothing when there is a campaign already.")
@with_appcontext
def load(*, if_empty: bool) -> None:
    """Load the demo campaign into the database."""
    database = services().database
    seed: dict[str, Any] = json.loads(demo_file().read_text(encoding="utf-8"))
    with database.reading() as session:
        there = [campaign.slug for campaign in list_campaigns(session)]
    if there and if_empty:
        click.echo(f"There is a campaign already ({', '.join(there)}); nothing was loaded.")
        return
    if seed["campaign"]["slug"] in there:
        raise click.ClickException("The demo campaign is there already; nothing was loaded.")
    with (
        click.progressbar(length=len(seed["actions"]), label="Loading the demo campaign") as bar,
        database.transaction() as session,
    ):
        loaded = load_campaign_file(session, seed=seed, progress=lambda _done, _all: bar.update(1))
    click.echo(f"Loaded {loaded.events} events of {seed['campaign']['slug']}.")
