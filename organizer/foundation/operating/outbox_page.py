"""The queue of mails, for who runs the server: numbers and causes, and what stops it. No address, no word of a mail."""

from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from organizer.foundation.access import Permission
from organizer.foundation.core.clock import now
from organizer.foundation.core.wording import number
from organizer.foundation.outbox import Purpose, outbox_health, requeue_dead
from organizer.foundation.outbox.brakes import ALL, Held, hold, let_go, read_brakes
from organizer.foundation.outbox.queries import OutboxHealth
from organizer.foundation.outbox.relays import relay_name
from organizer.foundation.outbox.rules import State
from organizer.foundation.web.access import current_actor, requires
from organizer.foundation.web.branded import staff_chrome
from organizer.foundation.web.done import word_results
from organizer.foundation.web.language import page_language
from organizer.foundation.web.rendering import render_page
from organizer.foundation.web.state import reading, services, write

blueprint = Blueprint("outbox", __name__)
word_results(
    {
        "outbox-retried": lazy_gettext("Done. What ended for that cause waits again."),
        "outbox-held": lazy_gettext("Held. Nothing of it leaves until you let it go."),
        "outbox-let-go": lazy_gettext("Let go. It leaves again, within five minutes."),
    }
)


@dataclass(frozen=True, slots=True)
class Valve:
    """What can be held: its name in the table, in words, and what holds it."""

    name: str
    label: str
    cause: str | None


@blueprint.get("/manage/outbox/")
@requires(Permission.SITE_STATUS)
def outbox() -> ResponseReturnValue:
    """Show how many mails wait, since when, what failed and why, and what is held."""
    at = now()
    with reading() as session:
        health, held = outbox_health(session, now=at), read_brakes(session)
    language = page_language()
    return render_page(
        "operating/outbox.html",
        chrome=staff_chrome(current_actor()),
        numbers=_numbers(health, at, language),
        failures=[(cause, number(count, language)) for cause, count in sorted(health.failures.items())],
        others=[(cause, number(count, language)) for cause, count in sorted(health.held.items())],
        valves=_valves(held, at),
        has_dead=health.counts[State.DEAD] > 0,
    )


@blueprint.post("/manage/outbox/retry")
@requires(Permission.SITE_STATUS)
def retry() -> ResponseReturnValue:
    """Send dead mails again whose words are still there: those of one cause, or all."""
    write(requeue_dead, now=now(), cause=request.form.get("cause") or None)
    return _back("outbox-retried")


@blueprint.post("/manage/outbox/hold")
@requires(Permission.SITE_STATUS)
def hold_back() -> ResponseReturnValue:
    """Hold all mails, those of a purpose, or a mail server."""
    write(hold, _named())
    return _back("outbox-held")


@blueprint.post("/manage/outbox/let-go")
@requires(Permission.SITE_STATUS)
def release() -> ResponseReturnValue:
    """Let go of what is held."""
    write(let_go, _named())
    return _back("outbox-let-go")


def _numbers(health: OutboxHealth, at: datetime, language: str) -> list[tuple[str, str]]:
    words = {
        State.QUEUED: gettext("Waiting"),
        State.CLAIMED: gettext("Leaving just now"),
        State.SENT: gettext("Sent in 30 days"),
        State.DEAD: gettext("Given up"),
        State.DROPPED: gettext("No longer true or wanted"),
    }
    found = [(words[state], number(count, language)) for state, count in health.counts.items()]
    minutes = int((at - health.oldest_due).total_seconds()) // 60 if health.oldest_due is not None else 0
    return [*found, (gettext("Minutes that the oldest is due"), number(minutes, language))]


def _valves(held: dict[str, Held], at: datetime) -> list[Valve]:
    words = {
        ALL: gettext("All mails"),
        Purpose.MESSAGES: gettext("Messages from hosts and coordinators"),
        Purpose.NEWS: gettext("News and new events near you"),
        Purpose.REMINDERS: gettext("Reminders before an event"),
    }
    for count, server in enumerate(_servers(), 1):
        words[relay_name(count)] = gettext("Mail server %(name)s", name=server)
    holding = {name: one.cause for name, one in held.items() if one.holds(at)}
    return [Valve(str(name), label, holding.get(name)) for name, label in words.items()]


def _servers() -> list[str]:
    mail = services().settings.mail
    return [f"{one.host}:{one.port}" for one in (mail, *mail.others) if one.host is not None]


def _named() -> str:
    """Return what the form names; only what the page offers."""
    name = request.form.get("name", "")
    known = {ALL, *Purpose, *(relay_name(count) for count in range(1, len(_servers()) + 1))}
    if name not in known:
        abort(400)
    return name


def _back(done: str) -> ResponseReturnValue:
    return redirect(url_for("outbox.outbox", done=done), 303)
