"""The page on which somebody sees which mails they get; looking changes nothing (RFC 8058 asks for a POST)."""

from flask import Blueprint, Response, abort, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext

from organizer.foundation.core.errors import NotFound
from organizer.foundation.web.access import by_link
from organizer.foundation.web.done import word_results
from organizer.foundation.web.headers import unindexed
from organizer.foundation.web.links import LinkNotUsable
from organizer.foundation.web.rendering import render_page
from organizer.foundation.web.state import reading, services, write

from .own_mails import LINK_PURPOSE, read_own_mails_link
from .purposes import REFUSABLE, TRANSACTIONAL, Purpose, Reason
from .suppression import Addressee, lift, list_stopped, suppress

blueprint = Blueprint("mails", __name__)
word_results(
    {
        "mails-stopped": lazy_gettext("Done. These mails come no more."),
        "mails-back": lazy_gettext("Done. You get these mails again."),
    }
)
_NAMES = {
    Purpose.REMINDERS: lazy_gettext("Reminders before an event"),
    Purpose.NEWS: lazy_gettext("News and new events near you"),
    Purpose.MESSAGES: lazy_gettext("Messages from hosts and coordinators"),
}


@blueprint.get("/manage/mails/<token>/")
@by_link(LINK_PURPOSE)
def own_mails(token: str) -> Response:
    """Show which mails come, and which were stopped and why."""
    with reading() as session:
        stopped = list_stopped(session, _addressee(token).index)
    rows = [(str(purpose), str(_NAMES[purpose]), purpose not in stopped) for purpose in REFUSABLE]
    came_back = any(reasons - {Reason.UNSUBSCRIBED} for reasons in stopped.values())
    loses_notices = bool((TRANSACTIONAL - {Purpose.CONFIRMING}) & stopped.keys())
    page = render_page(
        "outbox/own-mails.html", token=token, rows=rows, came_back=came_back, loses_notices=loses_notices
    )
    return unindexed(page)


@blueprint.get("/manage/mails/<token>/stop/<purpose>")
@by_link(LINK_PURPOSE)
def ask_stop(token: str, purpose: str) -> Response:
    """Show the button that stops mails of a purpose: what a reader sees who follows the mail program's own link."""
    _addressee(token)
    refused = _refusable(purpose)
    return unindexed(
        render_page("outbox/stop-mails.html", token=token, purpose=str(refused), name=str(_NAMES[refused]))
    )


@blueprint.post("/manage/mails/<token>/stop/<purpose>")
@by_link(LINK_PURPOSE)
def stop(token: str, purpose: str) -> ResponseReturnValue:
    """Stop mails of a purpose; also by one POST of a mail program, without asking."""
    write(suppress, _addressee(token), (_refusable(purpose),), Reason.UNSUBSCRIBED)
    return _back(token, "mails-stopped")


@blueprint.post("/manage/mails/<token>/start/<purpose>")
@by_link(LINK_PURPOSE)
def start(token: str, purpose: str) -> ResponseReturnValue:
    """Let mails of a purpose come again, whatever stopped them."""
    write(lift, _addressee(token).index, (_refusable(purpose),))
    return _back(token, "mails-back")


@blueprint.post("/manage/mails/<token>/again")
@by_link(LINK_PURPOSE)
def try_again(token: str) -> ResponseReturnValue:
    """Let mails come again that were stopped because one came back or was called unwanted."""
    write(lift, _addressee(token).index, reasons=(Reason.BOUNCE, Reason.COMPLAINT))
    return _back(token, "mails-back")


def _addressee(token: str) -> Addressee:
    try:
        return read_own_mails_link(services().signer, token)
    except LinkNotUsable as error:
        raise NotFound from error


def _refusable(purpose: str) -> Purpose:
    if purpose not in REFUSABLE:
        abort(404)
    return Purpose(purpose)


def _back(token: str, done: str) -> ResponseReturnValue:
    return redirect(url_for("mails.own_mails", token=token, done=done), 303)
