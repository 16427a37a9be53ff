"""The decisions: approve, ask for changes, decline, take away."""

from collections.abc import Callable

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from organizer.events.models import Event
from organizer.events.operations import Writing
from organizer.events.queries import get_event
from organizer.events.rules import CapacityTooSmall, WrongState
from organizer.foundation.access import Permission
from organizer.foundation.web.access import current_actor, requires
from organizer.foundation.web.state import transaction
from organizer.moderation import operations
from organizer.moderation.forms import DecisionForm, ReasonForm

from .blueprint import blueprint, event_target
from .case import case_page


@blueprint.post("/manage/queue/<code>/approve/")
@requires(Permission.EVENT_APPROVE, event_target)
def approve(code: str) -> ResponseReturnValue:
    """Publish it, or its change."""
    if not DecisionForm().validate():
        return case_page(code, status=422)
    return _decide(code, lambda session, event: _act(operations.approve, session, event), "approved")


@blueprint.post("/manage/queue/<code>/ask/")
@requires(Permission.EVENT_APPROVE, event_target)
def ask(code: str) -> ResponseReturnValue:
    """Send it back with a note."""
    form = ReasonForm()
    if not form.validate():
        return case_page(code, form, wanted="ask", status=422)
    words = form.reason.data
    return _decide(code, lambda s, e: _act(operations.ask_for_changes, s, e, note=words), "asked")


@blueprint.post("/manage/queue/<code>/reject/")
@requires(Permission.EVENT_APPROVE, event_target)
def reject(code: str) -> ResponseReturnValue:
    """Say no, with a reason."""
    form = ReasonForm()
    if not form.validate():
        return case_page(code, form, wanted="reject", status=422)
    words = form.reason.data
    return _decide(code, lambda s, e: _act(operations.reject, s, e, reason=words), "rejected")


@blueprint.post("/manage/queue/<code>/hide/")
@requires(Permission.EVENT_APPROVE, event_target)
def hide(code: str) -> ResponseReturnValue:
    """Take a public event away for safety."""
    form = ReasonForm()
    if not form.validate():
        return case_page(code, form, wanted="hide", status=422)
    words = form.reason.data
    return _decide(code, lambda s, e: _act(operations.hide, s, e, reason=words), "hidden")


def _act(operation: Callable[..., Event], session: Session, event: Event, **words: str) -> None:
    operation(session, event_id=event.id, writing=Writing.by(current_actor()), **words)


def _decide(code: str, act: Callable[[Session, Event], None], done: str) -> ResponseReturnValue:
    try:
        with transaction() as session:
            act(session, get_event(session, code=code))
    except WrongState:
        return redirect(url_for("moderation.case", code=code, done="decided-meanwhile"), 303)
    except CapacityTooSmall as refusal:  # people came while the change waited
        form = ReasonForm(formdata=None)
        form.refuse(refusal)
        return case_page(code, form, status=409)
    return redirect(url_for("moderation.queue", done=done), 303)
