"""The ``campaign`` commands: make one, move it through its phases, say who runs it."""

from datetime import datetime

import click
from flask.cli import with_appcontext
from sqlalchemy.orm import Session

from organizer.accounts.operations import find_or_create_person
from organizer.foundation.access import ANONYMOUS, Role
from organizer.foundation.core.clock import now
from organizer.foundation.core.email import EmailNotUsable, clean_email
from organizer.foundation.core.errors import NotFound
from organizer.foundation.core.glyphs import CharacterNotPrintable, check_printable
from organizer.foundation.core.languages import is_language, normalize_tag
from organizer.foundation.core.text import clean_line, slugify
from organizer.foundation.web.state import services
from organizer.places.countries import is_country

from .models import Campaign
from .operations import NewCampaign, create_campaign, grant_role, set_phase
from .queries import find_campaign, get_campaign, list_campaigns
from .rules import Phase, phase_at

_ROLES = (Role.OWNER, Role.MODERATOR, Role.COORDINATOR)
_BY_DATES = "by-dates"


@click.group("campaign")
def campaign_cli() -> None:
    """Campaigns of this site."""


@campaign_cli.command("list")
@with_appcontext
def list_command() -> None:
    """List the campaigns, the nearest day first."""
    with services().database.reading() as session:
        for campaign in list_campaigns(session):
            phase = phase_at(campaign.schedule, now(), by_hand=campaign.phase_by_hand)
            click.echo(f"{campaign.slug}  {campaign.day}  {phase.value}")


@campaign_cli.command("create")
@click.argument("slug")
@click.option("--title", required=True, help="In the campaign's own language.")
@click.option("--language", default="en", show_default=True, help="The campaign's own language (BCP 47).")
@click.option("--day", required=True, type=click.DateTime(["%Y-%m-%d"]), help="The day of action.")
@click.option("--owner", required=True, metavar="EMAIL", help="Who owns it; signs in by mail.")
@click.option("--mark", default=None, help="Two to twelve characters for the head of the pages.")
@with_appcontext
def create_command(*, slug: str, title: str, language: str, day: datetime, owner: str, mark: str | None) -> None:
    """Make a campaign; it is a draft that only its own people see until you set its phase."""
    if slugify(slug) != slug or not slug:
        raise click.ClickException(f"{slug!r} can't stand in an address; {slugify(slug)!r} can.")
    if not is_language(language):
        raise click.ClickException(f"{language!r} is no language that we know; use a tag such as es or pt-BR.")
    new = NewCampaign(
        slug=slug,
        title=clean_line(title, 300),
        language=normalize_tag(language),
        day=day.date(),
        mark=clean_line(mark or slug, 12),
    )
    for words in (new.title, new.mark):
        _check_printable(words)
    with services().database.transaction() as session:
        if find_campaign(session, slug=slug) is not None:
            raise click.ClickException(f"There is a campaign {slug} already.")
        person = find_or_create_person(session, email=_email(owner), locale=new.language)
        create_campaign(session, new=new, owner_id=person.id)
    click.echo(f"{slug} is there, as a draft. Open it with: organizer campaign phase {slug} recruit")


def _check_printable(words: str) -> None:
    """Refuse what no font of ours draws: title and mark stand on every sheet."""
    try:
        check_printable(words)
    except CharacterNotPrintable as refusal:
        found = refusal.params
        raise click.ClickException(
            f"No font of ours has the character {found['character']} ({found['code']}), so it can't be printed."
        ) from refusal


@campaign_cli.command("phase")
@click.argument("slug")
@click.argument("phase", type=click.Choice([*(phase.value for phase in Phase), _BY_DATES]))
@with_appcontext
def phase_command(*, slug: str, phase: str) -> None:
    """Set the phase by hand, or give it back to the dates."""
    with services().database.transaction() as session:
        wanted = None if phase == _BY_DATES else Phase(phase)
        set_phase(session, actor=ANONYMOUS, campaign=_campaign(session, slug), phase=wanted)
    click.echo(f"{slug} is in its phase {phase}." if phase != _BY_DATES else f"{slug} follows its dates.")


@campaign_cli.command("grant")
@click.argument("slug")
@click.argument("email")
@click.argument("role", type=click.Choice([role.value for role in _ROLES]))
@click.option("--country", "countries", multiple=True, metavar="CC", help="A coordinator's countries (ISO 3166).")
@with_appcontext
def grant_command(*, slug: str, email: str, role: str, countries: tuple[str, ...]) -> None:
    """Make somebody owner, moderator or coordinator."""
    wanted = Role(role)
    codes = [code.upper() for code in countries]
    if unknown := [code for code in codes if not is_country(code)]:
        raise click.ClickException(f"No country has the code {unknown[0]}.")
    if (wanted is Role.COORDINATOR) != bool(codes):
        raise click.ClickException("A coordinator needs --country, and nobody else does.")
    with services().database.transaction() as session:
        campaign = _campaign(session, slug)
        person = find_or_create_person(session, email=_email(email), locale=campaign.default_language)
        grant_role(session, actor=ANONYMOUS, campaign_id=campaign.id, person_id=person.id, role=wanted, countries=codes)
    click.echo(f"{email} is {role} of {slug} now.")


def _campaign(session: Session, slug: str) -> Campaign:
    try:
        return get_campaign(session, slug=slug)
    except NotFound as error:
        raise click.ClickException(f"There is no campaign {slug}.") from error


def _email(text: str) -> str:
    try:
        return clean_email(text)
    except EmailNotUsable as error:
        raise click.ClickException(f"{text} is no address that mail can reach.") from error
