"""The ``mail`` and ``outbox`` commands: mails that come back, and how the queue is doing."""

import json
import mailbox
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import click
from flask.cli import with_appcontext

from organizer.foundation.core.clock import now
from organizer.foundation.outbox import Purpose, outbox_health, requeue_dead
from organizer.foundation.outbox.bounces import LONGEST, Noted, Verdict, note_report
from organizer.foundation.outbox.brakes import ALL, hold, let_go, read_brakes
from organizer.foundation.outbox.queries import OutboxHealth
from organizer.foundation.outbox.relays import relay_name
from organizer.foundation.web.state import reading, services, write


@click.group("mail")
def mail_cli() -> None:
    """Mails that come back."""


@mail_cli.command("bounce")
@click.argument("message", type=click.File("rb"), default="-")
@with_appcontext
def bounce(message: BinaryIO) -> None:
    """Read one report of a mail that came back from MESSAGE, or from what is piped in.

    For a mail server's alias: bounces: "|organizer mail bounce".
    """
    noted = write(note_report, message.read(LONGEST))
    click.echo(_words(noted))


@mail_cli.command("bounces")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@with_appcontext
def bounces(folder: Path) -> None:
    """Read all reports of a maildir FOLDER; those that were read are deleted, what is no report stays."""
    counts: Counter[str] = Counter()
    box = mailbox.Maildir(folder, create=False)
    for key, raw in _mails(box):
        noted = write(note_report, raw)
        counts[_words(noted)] += 1
        if noted.verdict is not Verdict.NO_REPORT:
            box.remove(key)
    for words, count in counts.items():
        click.echo(f"{count} x {words}")
    if not counts:
        click.echo("The folder is empty.")


@click.group("outbox")
def outbox_cli() -> None:
    """The queue of mails: how it is doing, and what stops it."""


@outbox_cli.command("show")
@click.option("--json", "as_json", is_flag=True, help="For a program.")
@with_appcontext
def show(*, as_json: bool) -> None:
    """Print how many mails wait, since when, what failed and why, and what is held."""
    at = now()
    with reading() as session:
        health, held = outbox_health(session, now=at), read_brakes(session)
    holding = {name: one.cause for name, one in held.items() if one.holds(at)}
    if as_json:
        click.echo(json.dumps(_facts(health, holding, at), sort_keys=True))
        return
    for state, count in health.counts.items():
        click.echo(f"{count:>8} {state.value}")
    if health.oldest_due is not None:
        click.echo(f"The longest waiting one is due for {int((at - health.oldest_due).total_seconds())} seconds.")
    for cause, count in sorted(health.failures.items()):
        click.echo(f"{count:>8} failed: {cause}")
    for cause, count in sorted(health.held.items()):
        click.echo(f"{count:>8} not sent or come back: {cause}")
    for name, cause in sorted(holding.items()):
        click.echo(f"Held: {name} ({cause})")


@outbox_cli.command("retry")
@click.option("--cause", default=None, help="Only those that ended for this cause, such as smtp-554.")
@with_appcontext
def retry(*, cause: str | None) -> None:
    """Send dead mails again whose words are still there (three days)."""
    count = write(requeue_dead, now=now(), cause=cause)
    click.echo(f"{count} mails wait again.")


@outbox_cli.command("pause")
@click.argument("what", default=ALL)
@with_appcontext
def pause(what: str) -> None:
    """Hold all mails, those of a purpose, or a relay: WHAT is all, news, messages, reminders, relay-1 and so on."""
    write(hold, _known(what))
    click.echo(f"Held: {what}. Let go with: organizer outbox resume {what}")


@outbox_cli.command("resume")
@click.argument("what", default=ALL)
@with_appcontext
def resume(what: str) -> None:
    """Let go of what was held."""
    write(let_go, _known(what))
    click.echo(f"Not held any more: {what}.")


def _known(what: str) -> str:
    mail = services().settings.mail
    known = [ALL, *Purpose, *(relay_name(number) for number in range(1, len(mail.others) + 2))]
    if what not in known:
        raise click.ClickException(f"There is no {what} here; it can be {', '.join(known)}.")
    return what


def _facts(health: OutboxHealth, holding: dict[str, str], at: datetime) -> dict[str, object]:
    oldest = health.oldest_due
    return {
        "counts": {state.value: count for state, count in health.counts.items()},
        "oldest_seconds": int((at - oldest).total_seconds()) if oldest is not None else 0,
        "failures": dict(health.failures),
        "held_back": dict(health.held),
        "brakes": holding,
    }


def _mails(box: mailbox.Maildir) -> Iterator[tuple[str, bytes]]:
    for key in sorted(box.keys()):
        with box.get_file(key) as file:
            yield key, file.read(LONGEST)


def _words(noted: Noted) -> str:
    if noted.verdict is Verdict.NO_REPORT:
        return "This is no report of a mail that came back."
    if not noted.is_ours:
        return "This report names no mail that left here; nothing was changed."
    return {
        Verdict.NOBODY: "Nobody has that address: it gets no more mails but links that are asked for.",
        Verdict.REFUSED: "That mail did not arrive; the next one may.",
        Verdict.DELAYED: "That mail is still on its way.",
        Verdict.COMPLAINT: "Marked as unwanted: that address gets no more news, messages and reminders.",
    }[noted.verdict]
