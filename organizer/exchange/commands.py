"""The ``demo`` and ``import`` commands."""

import json
from pathlib import Path
from typing import Any

import click
from flask import current_app
from flask.cli import with_appcontext

from organizer.accounts.queries import find_person_by_email
from organizer.campaigns.queries import find_campaign, list_campaigns
from organizer.events.operations import Writing
from organizer.foundation.access import Actor
from organizer.foundation.core.clock import now
from organizer.foundation.core.errors import DomainError
from organizer.foundation.core.walltime import known_zones
from organizer.foundation.web.state import services

from .operations import Change, Setting, load_campaign_file, plan_import, save_import
from .rules.calendar_file import read_calendar


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


@click.group("import")
def import_cli() -> None:
    """Events from other programs' files, as drafts."""


@import_cli.command("calendar")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--campaign", "slug", required=True, help="The campaign's name in addresses.")
@click.option("--as", "email", required=True, help="Whose drafts they become: an address that has an account.")
@click.option("--group", "group_name", required=True, help="Who calls for the events.")
@click.option("--zone", default="", help="IANA zone of hours that have none.")
@click.option("--dry-run", is_flag=True, help="Only say what would be taken.")
@with_appcontext
def import_calendar(*, file: Path, slug: str, email: str, group_name: str, zone: str, dry_run: bool) -> None:
    """Take the events of an iCalendar FILE as drafts. What was changed here by hand is left alone."""
    try:
        found = read_calendar(file.read_bytes(), now().date())
    except DomainError as refusal:
        raise click.ClickException(f"{file} was not taken: {refusal.code} {refusal.params or ''}".strip()) from refusal
    zone = zone or found.zone or ""
    if found.needs_zone and zone not in known_zones():
        raise click.ClickException("Some events have an hour without a time zone: name it with --zone.")
    with services().database.transaction() as session:
        campaign = find_campaign(session, slug=slug)
        person = find_person_by_email(session, email=email)
        if campaign is None or person is None:
            raise click.ClickException(f"There is no {'campaign' if campaign is None else 'account'} of that name.")
        setting = Setting(zone or "UTC", campaign.default_language, group_name, "Event")
        planned = plan_import(session, campaign=campaign, person_id=person.id, events=found.events, setting=setting)
        wanted = [one for one in planned if one.change in (Change.NEW, Change.UPDATE, Change.CANCEL)]
        writing = Writing.by(Actor(person.id))
        count = (
            len(wanted)
            if dry_run
            else save_import(session, campaign=campaign, person_id=person.id, planned=wanted, writing=writing)
        )
    for skipped in found.skipped:
        click.echo(f"left out, line {skipped.line}: {skipped.title or 'without a title'} ({skipped.reason.value})")
    for one in planned:
        if one.change in (Change.EDITED, Change.UNFIT):
            click.echo(f"left out: {one.found.title or 'without a title'} ({one.change.value})")
    click.echo(f"{'Would take' if dry_run else 'Took'} {count} of {len(planned)} events as drafts of {email}.")
