"""Repeating an event, and adding dates to the end of a series."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from organizer.events.forms import RepeatForm, read_repetition
from organizer.events.forms.repeating import SERIES_REFUSALS, read_until, refuse_dates
from organizer.events.operations import Writing, add_dates, repeat_event
from organizer.events.queries import event_target, get_event, get_event_for_update
from organizer.events.rules.acts import EventAct
from organizer.events.rules.repeating import Repetition, Until
from organizer.foundation.access import Permission
from organizer.foundation.core.errors import NotFound
from organizer.foundation.web.access import current_actor, requires
from organizer.foundation.web.rendering import render_page
from organizer.foundation.web.state import transaction

from .blueprint import blueprint
from .manage import desk_chrome, moved_on, read_desk


@blueprint.get("/manage/e/<code>/repeat/")
@requires(Permission.EVENT_EDIT, event_target)
def ask_repeat(code: str) -> ResponseReturnValue:
    """Ask how often the event comes again, or until when its series goes on."""
    form = RepeatForm()
    desk = read_desk(code)
    if desk.series is not None and not desk.series.may_add:
        raise NotFound(event=code)
    if desk.series is None and EventAct.REPEAT not in desk.acts:
        return moved_on(code)
    form.after.data = desk.series.after if desk.series else ""
    return _page(code, form)


@blueprint.post("/manage/e/<code>/repeat/")
@requires(Permission.EVENT_EDIT, event_target)
def repeat(code: str) -> ResponseReturnValue:
    """Add the dates."""
    form = RepeatForm()
    desk = read_desk(code)
    is_whole = form.validate()
    wanted: Repetition | Until | None
    if form.after.data:
        wanted = read_until(form)
    else:
        if not form.repeat.data:
            form.repeat.errors = [*form.repeat.errors, gettext("How often does it come again?")]
        wanted = read_repetition(form, desk.details)
    if not is_whole or wanted is None:
        return _page(code, form, status=422)
    try:
        added = _add(code, wanted, form.after.data or "")
    except SERIES_REFUSALS as refusal:
        refuse_dates(form, refusal)
        return _page(code, form, status=409)
    return redirect(url_for("events.manage_event", code=code, done="dates-added" if added else "nothing-changed"), 303)


def _add(code: str, wanted: Repetition | Until, after: str) -> int:
    with transaction() as session:
        event = get_event(session, code=code)
        writing = Writing.by(current_actor())
        if isinstance(wanted, Until):
            return add_dates(session, event=event, until=wanted, after=after, writing=writing) if event.series_id else 0
        event = get_event_for_update(session, event_id=event.id)
        return repeat_event(session, event=event, repetition=wanted, writing=writing)


def _page(code: str, form: RepeatForm, status: int = 200) -> ResponseReturnValue:
    desk = read_desk(code)
    return render_page("events/repeat.html", status=status, desk=desk, chrome=desk_chrome(desk), form=form)
