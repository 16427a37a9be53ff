"""The decisions: approve, ask for changes, decline, take away."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from organizer.events.models import Event
from organizer.events.operations import EditedMeanwhile, Writing
from organizer.events.queries import event_target, get_event, get_series, lock_dates, newest_number
from organizer.events.rules import CapacityTooSmall, WrongState
from organizer.foundation.access import Permission
from organizer.foundation.web.access import current_actor, requires
from organizer.foundation.web.state import transaction
from organizer.moderation import operations
from organizer.moderation.forms import DecisionForm, ReasonForm
from organizer.moderation.queries import list_beside

from .blueprint import blueprint
from .case import case_page


@blueprint.post("/manage/queue/<code>/approve/")
@requires(Permission.EVENT_APPROVE, event_target)
def approve(code: str) -> ResponseReturnValue:
    """Publish it, or its change."""
    form = DecisionForm()
    if not form.validate():
        return case_page(code, status=422)
    return _decide(code, form, operations.approve, "approved")


@blueprint.post("/manage/queue/<code>/ask/")
@requires(Permission.EVENT_APPROVE, event_target)
def ask(code: str) -> ResponseReturnValue:
    """Send it back with a note."""
    form = ReasonForm()
    if not form.validate():
        return case_page(code, form, wanted="ask", status=422)
    return _decide(code, form, partial(operations.ask_for_changes, note=form.reason.data), "asked")


@blueprint.post("/manage/queue/<code>/reject/")
@requires(Permission.EVENT_APPROVE, event_target)
def reject(code: str) -> ResponseReturnValue:
    """Say no, with a reason."""
    form = ReasonForm()
    if not form.validate():
        return case_page(code, form, wanted="reject", status=422)
    return _decide(code, form, partial(operations.reject, reason=form.reason.data), "rejected")


@blueprint.post("/manage/queue/<code>/hide/")
@requires(Permission.EVENT_APPROVE, event_target)
def hide(code: str) -> ResponseReturnValue:
    """Take a public event away for safety."""
    form = ReasonForm()
    if not form.validate():
        return case_page(code, form, wanted="hide", status=422)
    return _decide(code, form, partial(operations.hide, reason=form.reason.data), "hidden")


def _decide(code: str, form: DecisionForm, act: Callable[..., Event], done: str) -> ResponseReturnValue:
    """Decide on an event, or on it and the dates of its series that are alike."""
    writing = Writing.by(current_actor())
    try:
        with transaction() as session:
            _refuse_unseen(session, code, form.seen.data)
            for number, event_id in enumerate(_decided_on(session, code, all_dates=bool(form.all_dates.data))):
                act(session, event_id=event_id, writing=writing, tells_hosts=number == 0)
    except WrongState:
        return redirect(url_for("moderation.case", code=code, done="decided-meanwhile"), 303)
    except EditedMeanwhile:
        return redirect(url_for("moderation.case", code=code, done="changed-meanwhile"), 303)
    except CapacityTooSmall as refusal:  # people came while the change waited
        empty = ReasonForm(formdata=None)
        empty.refuse(refusal)
        return case_page(code, empty, status=409)
    return redirect(url_for("moderation.queue", done=done), 303)


def _refuse_unseen(session: Session, code: str, seen: int | None) -> None:
    """Raise EditedMeanwhile when the hosts changed the event after the page was drawn."""
    newest = newest_number(session, event_id=get_event(session, code=code).id)
    if seen is not None and seen != newest:
        raise EditedMeanwhile(revision=newest)


def _decided_on(session: Session, code: str, *, all_dates: bool) -> list[UUID]:
    event = get_event(session, code=code)
    if not all_dates or event.series_id is None:
        return [event.id]
    # All at once and first of all: a date that somebody else holds may wait for what we hold after the first decision.
    lock_dates(session, series=get_series(session, series_id=event.series_id))
    dates = list_beside(session, event=event, actor=current_actor())
    return [date.event.id for date in dates if date.is_alike]
