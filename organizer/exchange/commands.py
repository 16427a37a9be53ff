"""The ``demo`` and ``import`` commands."""

import json
from pathlib import Path
from typing import Any

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_babel import force_locale

from organizer.accounts.models import Person
from organizer.accounts.queries import find_person_by_email
from organizer.campaigns.models import Campaign
from organizer.campaigns.queries import find_campaign, list_campaigns
from organizer.events.operations import Writing
from organizer.foundation.access import Actor
from organizer.foundation.core.clock import now
from organizer.foundation.core.errors import DomainError
from organizer.foundation.core.walltime import known_zones
from organizer.foundation.web.refusals import say
from organizer.foundation.web.state import services

from .forms import CHANGES, skipped_words
from .operations import Change, Planned, Setting, load_campaign_file, needs_zone, plan_import, take_events
from .queries import wait_for_imports_of
from .rules.calendar_file import CalendarFile, read_calendar

#: Commands speak English, as the rest of a server's log does.
_LANGUAGE = "en"


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
@click.option("--group", "group_name", default="", help="Who calls for the events; without it, the person's name.")
@click.option("--zone", default="", help="IANA zone of events that name none.")
@click.option("--dry-run", is_flag=True, help="Only say what would be taken.")
@with_appcontext
def import_calendar(*, file: Path, slug: str, email: str, group_name: str, zone: str, dry_run: bool) -> None:
    """Take the events of an iCalendar FILE as drafts: those that the page would tick. What asks is left to its host."""
    found = _read(file)
    zone = zone or found.zone or ""
    if zone and zone not in known_zones():
        raise click.ClickException(f"There is no time zone {zone}.")
    with services().database.transaction() as session:
        campaign, person = find_campaign(session, slug=slug), find_person_by_email(session, email=email)
        if campaign is None or person is None or person.disabled_at is not None:
            raise click.ClickException(f"There is no {'campaign' if campaign is None else 'account'} of that name.")
        wait_for_imports_of(session, person_id=person.id)
        actor = Actor(person.id, grants=services().load_grants(session, person.id))
        setting = _setting(campaign, person, zone, group_name)
        planned = plan_import(session, campaign=campaign, actor=actor, file=found, setting=setting, today=now().date())
        if not zone and needs_zone(planned):
            raise click.ClickException("Some events of the file name no time zone: say it with --zone.")
        wanted = [one for one in planned if one.is_usual]
        count = len(wanted)
        if not dry_run:
            count = take_events(session, campaign=campaign, planned=wanted, writing=Writing.by(actor))
    _report(found, planned)
    click.echo(f"{'Would take' if dry_run else 'Took'} {count} of {len(planned)} events as drafts of {email}.")


def _read(file: Path) -> CalendarFile:
    try:
        return read_calendar(file.read_bytes(), now().date())
    except DomainError as refusal:
        with force_locale(_LANGUAGE):
            raise click.ClickException(say(refusal)) from refusal


def _setting(campaign: Campaign, person: Person, zone: str, group_name: str) -> Setting:
    name = group_name.strip() or person.name or ""
    if not name:
        raise click.ClickException("Who calls for the events? Say it with --group.")
    return Setting(zone or "UTC", campaign.default_language, name, "Event")


def _report(found: CalendarFile, planned: list[Planned]) -> None:
    """Say what was left out, and why."""
    with force_locale(_LANGUAGE):
        for skipped in found.skipped:
            click.echo(f"Left out, line {skipped.line}: {skipped.title or 'without a title'}. {skipped_words(skipped)}")
        for one in planned:
            if not one.is_usual and one.change is not Change.SAME:
                click.echo(f"Left out: {one.found.title or 'without a title'}. {_why(one)}")


def _why(planned: Planned) -> str:
    words = say(planned.refusal) if planned.refusal is not None else CHANGES[planned.change][0]
    asks = sorted([*planned.found.remarks, *(["edited-here"] if planned.is_edited else [])])
    return f"{words} ({', '.join(asks)})" if asks else str(words)
