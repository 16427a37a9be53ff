"""Calling an event off and on, and handing it over."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from organizer.events.forms import CancelForm, HandOverForm
from organizer.events.forms.repeating import FOLLOWING
from organizer.events.operations import (
    DateIsOver,
    Writing,
    cancel_event,
    cancel_following,
    hand_over,
    reopen_event,
    submit_event,
)
from organizer.events.queries import event_target, get_event, get_event_for_update
from organizer.events.rules import WrongState
from organizer.events.rules.acts import EventAct
from organizer.foundation.access import Permission
from organizer.foundation.web.access import current_actor, requires
from organizer.foundation.web.forms import PersonForm
from organizer.foundation.web.language import page_language
from organizer.foundation.web.ratelimit import Budget, spend
from organizer.foundation.web.rendering import render_page
from organizer.foundation.web.state import transaction

from .blueprint import blueprint
from .manage import desk_chrome, moved_on, read_desk
from .said import said_after_cancel, said_after_reopening, said_of_stand

#: Each offer is a mail with a host's words to an address that the host names.
_OFFERS = Budget("hand-overs", per_client="100 per hour", per_subject="60 per day")


@blueprint.get("/manage/e/<code>/cancel/")
@requires(Permission.EVENT_CANCEL, event_target)
def ask_cancel(code: str) -> ResponseReturnValue:
    """Say what calling off does, before it is done."""
    if EventAct.CANCEL not in read_desk(code).acts:
        return moved_on(code)
    return _page("events/cancel.html", code, CancelForm())


@blueprint.post("/manage/e/<code>/cancel/")
@requires(Permission.EVENT_CANCEL, event_target)
def cancel(code: str) -> ResponseReturnValue:
    """Call the event off."""
    form = CancelForm()
    if not form.validate():
        return _page("events/cancel.html", code, form, status=422)
    try:
        done = _call_off(code, form)
    except WrongState:
        return moved_on(code)
    except DateIsOver as refusal:
        form.refuse(refusal)
        return _page("events/cancel.html", code, form, status=409)
    return redirect(url_for("events.manage_event", code=code, done=done), 303)


def _call_off(code: str, form: CancelForm) -> str:
    """Call off the date, or it and all that follow; return what to say of it."""
    writing, reason = Writing.by(current_actor()), form.reason.data
    with transaction() as session:
        event = get_event(session, code=code)
        if form.scope.data == FOLLOWING and event.series_id is not None:
            cancel_following(session, event=event, writing=writing, reason=reason)
            return said_after_cancel(event, is_series=True)
        event = get_event_for_update(session, event_id=event.id)
        cancel_event(session, event=event, writing=writing, reason=reason)
        return said_after_cancel(event, is_series=False)


@blueprint.post("/manage/e/<code>/submit/")
@requires(Permission.EVENT_EDIT, event_target)
def submit(code: str) -> ResponseReturnValue:
    """Send a draft to the coordinator."""
    form = PersonForm()
    if not form.validate():
        return redirect(url_for("events.manage_event", code=code), 303)
    try:
        with transaction() as session:
            event = get_event_for_update(session, event_id=get_event(session, code=code).id)
            submit_event(session, event=event, writing=Writing.by(current_actor()))
            done = said_of_stand(event)
    except WrongState:
        return moved_on(code)
    return redirect(url_for("events.manage_event", code=code, done=done), 303)


@blueprint.post("/manage/e/<code>/reopen/")
@requires(Permission.EVENT_CANCEL, event_target)
def reopen(code: str) -> ResponseReturnValue:
    """Call the event on again."""
    try:
        with transaction() as session:
            event = get_event_for_update(session, event_id=get_event(session, code=code).id)
            reopen_event(session, event=event, writing=Writing.by(current_actor()))
            done = said_after_reopening(event)
    except WrongState:
        return moved_on(code)
    return redirect(url_for("events.manage_event", code=code, done=done), 303)


@blueprint.get("/manage/e/<code>/hand-over/")
@requires(Permission.EVENT_HAND_OVER, event_target)
def ask_hand_over(code: str) -> ResponseReturnValue:
    """Ask who takes the event over."""
    return _page("events/hand-over.html", code, HandOverForm())


@blueprint.post("/manage/e/<code>/hand-over/")
@requires(Permission.EVENT_HAND_OVER, event_target)
def offer(code: str) -> ResponseReturnValue:
    """Ask the other person by mail."""
    form = HandOverForm()
    if not form.validate():
        return _page("events/hand-over.html", code, form, status=422)
    spend(_OFFERS, code)
    with transaction() as session:
        event = get_event_for_update(session, event_id=get_event(session, code=code).id)
        writing = Writing.by(current_actor())
        hand_over(session, event=event, email=form.email.data, locale=page_language(), writing=writing)
    return redirect(url_for("events.manage_event", code=code, done="hand-over-sent"), 303)


def _page(template: str, code: str, form: PersonForm, status: int = 200) -> ResponseReturnValue:
    desk = read_desk(code)
    return render_page(template, status=status, desk=desk, chrome=desk_chrome(desk), form=form)
