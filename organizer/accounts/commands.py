"""Accounts from the command line: for the first operator, and when mail is down."""

import click
from flask.cli import with_appcontext
from sqlalchemy.orm import Session

from organizer.foundation.core.email import EmailNotUsable, clean_email
from organizer.foundation.web.state import services, write

from .operations import find_or_create_person, issue_link, set_operator
from .queries import find_person_by_email


@click.group("account")
def account_cli() -> None:
    """Make accounts and sign-in links."""


@account_cli.command("create")
@click.argument("email")
@click.option("--operator", is_flag=True, help="The person may see the site's health and make campaigns.")
@click.option("--language", default="en", show_default=True, help="Language of mails to the person.")
@with_appcontext
def create(email: str, *, operator: bool, language: str) -> None:
    """Make an account for EMAIL, or change the one there is."""
    is_new = write(_create, email=_clean(email), locale=language, is_operator=operator)
    role = " as operator" if operator else ""
    click.echo(
        f"{'Made' if is_new else 'Kept'} the account of {email}{role}. Sign in with: organizer account link {email}"
    )


@account_cli.command("link")
@click.argument("email")
@with_appcontext
def link(email: str) -> None:
    """Print a link that signs EMAIL in, once, within 15 minutes."""
    token = write(_link, email=_clean(email))
    if token is None:
        raise click.ClickException(f"Nobody has {email} here. Make the account with: organizer account create {email}")
    click.echo(f"{services().settings.base_url}/account/link/{token}/")


def _create(session: Session, *, email: str, locale: str, is_operator: bool) -> bool:
    is_new = find_person_by_email(session, email=email) is None
    person = find_or_create_person(session, email=email, locale=locale)
    if is_operator:
        set_operator(session, person_id=person.id, is_operator=True)
    return is_new


def _link(session: Session, *, email: str) -> str | None:
    person = find_person_by_email(session, email=email)
    if person is None or person.disabled_at is not None:
        return None
    return issue_link(session, email=email, person=person)[1]


def _clean(email: str) -> str:
    try:
        return clean_email(email)
    except EmailNotUsable as error:
        raise click.ClickException(f"{email} is no address that mail can reach.") from error
