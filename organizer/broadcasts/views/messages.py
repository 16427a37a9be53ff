"""One message before and while it leaves: looked at, changed, tried, sent, taken back, stopped."""

from collections.abc import Callable
from uuid import UUID

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.orm import Session
from wtforms.fields.choices import SelectChoice

from organizer.broadcasts.forms import DecisionForm, MessageForm, SendForm, moment_of
from organizer.broadcasts.models import Broadcast
from organizer.broadcasts.operations import Draft, discard, save_draft, send, send_test, stop, take_back
from organizer.broadcasts.queries import get_broadcast
from organizer.broadcasts.rules import (
    Audience,
    HourIsOver,
    LinkNotAllowed,
    MessageIsElsewhere,
    NobodyToWriteTo,
    State,
    TooManyMessages,
    UnknownField,
)
from organizer.events.models import Event
from organizer.foundation.access import Permission
from organizer.foundation.core.clock import now
from organizer.foundation.core.languages import Text
from organizer.foundation.web.access import current_actor, requires
from organizer.foundation.web.branded import staff_chrome
from organizer.foundation.web.language import ui_language
from organizer.foundation.web.ratelimit import Budget, spend
from organizer.foundation.web.rendering import render_page
from organizer.foundation.web.state import reading, transaction, write
from organizer.places.zones import zone_label

from .blueprint import blueprint, message_target
from .composing import fill_message, message_page
from .showing import load_shown, people_words

#: Each sends a mail, to oneself.
_TESTS = Budget("message-tests", per_subject="20 per hour")
#: A mail as a mail program shows it: no scripts, nothing loaded.
_MAIL_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


@blueprint.get("/manage/messages/m/<uuid:message>/")
@requires(Permission.MESSAGE_WRITE, message_target)
def look(message: UUID) -> ResponseReturnValue:
    """Show the message as a recipient sees it, whom it goes to, and what can be done."""
    return _look(message, None)


@blueprint.get("/manage/messages/m/<uuid:message>/letter")
@requires(Permission.MESSAGE_WRITE, message_target)
def letter(message: UUID) -> ResponseReturnValue:
    """Show the mail as a mail program does."""
    return letter_page(message)


@blueprint.get("/manage/messages/m/<uuid:message>/edit/")
@requires(Permission.MESSAGE_WRITE, message_target)
def edit(message: UUID) -> ResponseReturnValue:
    """Show the sheet with the words as they are."""
    with reading() as session:
        row = get_broadcast(session, broadcast_id=message)
        if row.state is not State.DRAFT:
            return _moved_on(message)
        known = {"language": row.language, "subject": row.subject, "body": row.body, "segments": row.segments}
    form = MessageForm(formdata=None, data=known)
    fill_message(form)
    return _sheet(message, form)


@blueprint.post("/manage/messages/m/<uuid:message>/edit/")
@requires(Permission.MESSAGE_WRITE, message_target)
def save(message: UUID) -> ResponseReturnValue:
    """Keep the changed words."""
    form = MessageForm()
    fill_message(form)
    if not form.validate():
        return _sheet(message, form, status=422)
    try:
        with transaction() as session:
            row = get_broadcast(session, broadcast_id=message)
            save_draft(session, actor=current_actor(), draft=_draft(row, form), now=now(), broadcast_id=message)
    except (UnknownField, LinkNotAllowed) as refusal:
        form.refuse_words(refusal)
        return _sheet(message, form, status=422)
    except MessageIsElsewhere:
        return _moved_on(message)
    return redirect(url_for("broadcasts.look", message=message, done="message-saved"), 303)


@blueprint.post("/manage/messages/m/<uuid:message>/test")
@requires(Permission.MESSAGE_WRITE, message_target)
def test(message: UUID) -> ResponseReturnValue:
    """Send it to oneself."""
    spend(_TESTS, str(current_actor().person_id))
    return _act(
        message, lambda: write(send_test, broadcast_id=message, actor=current_actor(), now=now()), "message-tested"
    )


@blueprint.post("/manage/messages/m/<uuid:message>/send")
@requires(Permission.MESSAGE_WRITE, message_target)
def send_off(message: UUID) -> ResponseReturnValue:
    """Send it, now or for a moment."""
    form = SendForm()
    with reading() as session:
        clocks = fill_clocks(session, form, get_broadcast(session, broadcast_id=message))
    moment = moment_of(form, clocks) if form.validate() else False
    if isinstance(moment, bool):
        return _look(message, form, status=422)
    try:
        sent = write(send, broadcast_id=message, actor=current_actor(), moment=moment, now=now()).state
    except (TooManyMessages, NobodyToWriteTo) as refusal:
        form.refuse(refusal)
        return _look(message, form, status=409)
    except HourIsOver as refusal:
        form.refuse(refusal, "hour")
        return _look(message, form, status=422)
    except MessageIsElsewhere:
        return _moved_on(message)
    done = "message-held" if sent is State.HELD else "message-sent"
    return redirect(url_for("broadcasts.look", message=message, done=done), 303)


@blueprint.post("/manage/messages/m/<uuid:message>/back")
@requires(Permission.MESSAGE_WRITE, message_target)
def back(message: UUID) -> ResponseReturnValue:
    """Take it back while nothing has left."""
    actor = current_actor()
    return _act(message, lambda: write(take_back, broadcast_id=message, actor=actor), "message-back")


@blueprint.post("/manage/messages/m/<uuid:message>/stop")
@requires(Permission.MESSAGE_WRITE, message_target)
def stop_one(message: UUID) -> ResponseReturnValue:
    """Stop it: nothing more leaves."""
    actor = current_actor()
    return _act(message, lambda: write(stop, broadcast_id=message, actor=actor, now=now()), "message-stopped")


@blueprint.post("/manage/messages/m/<uuid:message>/discard")
@requires(Permission.MESSAGE_WRITE, message_target)
def throw_away(message: UUID) -> ResponseReturnValue:
    """Throw a draft away."""
    with reading() as session:
        shown = load_shown(session, message)
    try:
        if DecisionForm().validate():
            write(discard, broadcast_id=message)
    except MessageIsElsewhere:
        return _moved_on(message)
    return redirect(list_url(shown.event_code, shown.masthead.slug, done="message-gone"), 303)


def letter_page(message: UUID) -> Response:
    """Return the mail as a mail program shows it."""
    with reading() as session:
        mail = load_shown(session, message).mail
    response = Response(mail.html, content_type="text/html; charset=utf-8")
    response.headers["Content-Security-Policy"] = _MAIL_POLICY
    return response


def list_url(event_code: str | None, slug: str, done: str | None = None) -> str:
    """Return the address of the list that a message stands in."""
    if event_code is not None:
        return url_for("broadcasts.of_event", code=event_code, done=done)
    return url_for("broadcasts.of_campaign", slug=slug, done=done)


def fill_clocks(session: Session, form: SendForm, row: Broadcast) -> list[str]:
    """Give the form the clocks that a moment can be told by; return their zones, "" for each one's own."""
    language, at = ui_language(), now()
    if row.audience is Audience.NEWS:
        query = select(Event.zone).where(Event.campaign_id == row.campaign_id).distinct().order_by(Event.zone)
        zones = ["UTC", *(zone for zone in session.scalars(query) if zone != "UTC")]
        form.clock.choices = [SelectChoice(value=one, label=zone_label(one, at, language)) for one in zones]
        return zones
    words = (
        gettext("The clock of the event")
        if row.audience is Audience.GUESTS
        else gettext("The clock of each host’s event")
    )
    form.clock.choices = [SelectChoice(value="", label=words)]
    return [""]


def _draft(row: Broadcast, form: MessageForm) -> Draft:
    return Draft(
        row.campaign_id, row.audience, form.language.data, form.subject.data, form.body.data,
        event_id=row.event_id, segments=tuple(form.segments.data), countries=tuple(row.countries),
    )  # fmt: skip


def _act(message: UUID, act: Callable[[], object], done: str) -> ResponseReturnValue:
    try:
        if DecisionForm().validate():
            act()
    except MessageIsElsewhere:
        return _moved_on(message)
    return redirect(url_for("broadcasts.look", message=message, done=done), 303)


def _look(message: UUID, form: SendForm | None, status: int = 200) -> ResponseReturnValue:
    given = form or SendForm(formdata=None)
    with reading() as session:
        shown = load_shown(session, message)
        clocks = fill_clocks(session, given, get_broadcast(session, broadcast_id=message))
    return render_page(
        "broadcasts/message.html",
        status=status,
        shown=shown,
        form=given,
        has_clocks=len(clocks) > 1,
        people=people_words(shown.people) if shown.people else None,
        written=people_words(shown.written) if shown.written else None,
        here=request.path,
        letter_url=url_for("broadcasts.letter", message=message, language=shown.shown_in),
        back_url=list_url(shown.event_code, shown.masthead.slug),
        chrome=staff_chrome(current_actor(), shown.masthead),
    )


def _sheet(message: UUID, form: MessageForm, status: int = 200) -> ResponseReturnValue:
    with reading() as session:
        shown = load_shown(session, message)
        audience = get_broadcast(session, broadcast_id=message).audience
    return message_page(
        form, audience, shown.masthead, status=status, lead=Text(shown.about, ui_language()),
        back=url_for("broadcasts.look", message=message), action=url_for("broadcasts.save", message=message),
    )  # fmt: skip


def _moved_on(message: UUID) -> ResponseReturnValue:
    return redirect(url_for("broadcasts.look", message=message, done="message-elsewhere"), 303)
