"""The coordinator's queue: what waits, oldest first, and one event open beside it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext
from sqlalchemy.orm import Session

from organizer.campaigns.queries import Masthead, get_campaign_by_id, masthead_of
from organizer.events.models import Event
from organizer.events.operations import Writing
from organizer.events.operations.editing import read_revision
from organizer.events.queries import details_of, find_proposal, get_event
from organizer.events.rules import EventDetails, WrongState
from organizer.events.rules.difference import Difference, differences
from organizer.foundation.access import Permission, Target, can
from organizer.foundation.audit import AuditEntry, list_acts
from organizer.foundation.core.clock import now
from organizer.foundation.web.access import current_actor, requires, requires_somewhere
from organizer.foundation.web.done import word_results
from organizer.foundation.web.language import content_languages
from organizer.foundation.web.rendering import render_page
from organizer.foundation.web.state import reading, transaction

from . import operations
from .forms import DecisionForm, ReasonForm
from .queries import list_lookalikes, list_waiting

blueprint = Blueprint("moderation", __name__)

word_results(
    {
        "approved": lazy_gettext("Approved. It is public now, and the hosts have a mail."),
        "asked": lazy_gettext("Sent back. The hosts have a mail with your words."),
        "rejected": lazy_gettext("Declined. The hosts have a mail with your words."),
        "hidden": lazy_gettext("Taken away. Nobody sees it any more."),
        "decided-meanwhile": lazy_gettext("Somebody else decided on it in the meantime."),
    }
)


@dataclass(frozen=True, slots=True)
class Case:
    """One event to decide on."""

    event: Event
    details: EventDetails
    masthead: Masthead
    changes: tuple[Difference, ...]
    lookalikes: Sequence[Event]
    acts: Sequence[AuditEntry]
    may_see_place: bool


def event_target(session: Session, code: str, **_: object) -> Target:
    """Return what rights on the event of an address depend on. Raises NotFound."""
    return get_event(session, code=code).target


@blueprint.get("/manage/queue/")
@requires_somewhere(Permission.EVENT_APPROVE)
def queue() -> ResponseReturnValue:
    """Show what waits."""
    with reading() as session:
        waiting = list_waiting(session, actor=current_actor())
    return render_page("moderation/queue.html", waiting=waiting)


@blueprint.get("/manage/queue/<code>/")
@requires(Permission.EVENT_APPROVE, event_target)
def case(code: str) -> ResponseReturnValue:
    """Show one event beside what waits."""
    return _case_page(code, ReasonForm())


@blueprint.post("/manage/queue/<code>/approve/")
@requires(Permission.EVENT_APPROVE, event_target)
def approve(code: str) -> ResponseReturnValue:
    """Publish it, or its change."""
    form = DecisionForm()
    if not form.validate():
        return _case_page(code, ReasonForm(), status=422)
    return _decide(code, lambda session, event: _act(operations.approve, session, event), "approved")


@blueprint.post("/manage/queue/<code>/ask/")
@requires(Permission.EVENT_APPROVE, event_target)
def ask(code: str) -> ResponseReturnValue:
    """Send it back with a note."""
    form = ReasonForm()
    if not form.validate():
        return _case_page(code, form, status=422)
    words = form.reason.data
    return _decide(code, lambda s, e: _act(operations.ask_for_changes, s, e, note=words), "asked")


@blueprint.post("/manage/queue/<code>/reject/")
@requires(Permission.EVENT_APPROVE, event_target)
def reject(code: str) -> ResponseReturnValue:
    """Say no, with a reason."""
    form = ReasonForm()
    if not form.validate():
        return _case_page(code, form, status=422)
    words = form.reason.data
    return _decide(code, lambda s, e: _act(operations.reject, s, e, reason=words), "rejected")


@blueprint.post("/manage/queue/<code>/hide/")
@requires(Permission.EVENT_APPROVE, event_target)
def hide(code: str) -> ResponseReturnValue:
    """Take a public event away for safety."""
    form = ReasonForm()
    if not form.validate():
        return _case_page(code, form, status=422)
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
    return redirect(url_for("moderation.queue", done=done), 303)


def _case_page(code: str, form: ReasonForm, status: int = 200) -> ResponseReturnValue:
    with reading() as session:
        waiting = list_waiting(session, actor=current_actor())
        found = _load_case(session, get_event(session, code=code))
    return render_page(
        "moderation/case.html", status=status, waiting=waiting, case=found, form=form, decision=DecisionForm()
    )


def _load_case(session: Session, event: Event) -> Case:
    proposal = find_proposal(session, event_id=event.id)
    details = details_of(event)
    campaign = get_campaign_by_id(session, campaign_id=event.campaign_id)
    actor = current_actor()
    may_audit = can(actor, Permission.AUDIT_VIEW, event.target)
    return Case(
        event=event,
        details=details,
        masthead=masthead_of(campaign, languages=content_languages(), now=now()),
        changes=differences(details, read_revision(proposal)) if proposal is not None else (),
        lookalikes=list_lookalikes(session, event=event),
        acts=list_acts(session, campaign_id=event.campaign_id, subject_id=event.id) if may_audit else (),
        may_see_place=can(actor, Permission.EVENT_VIEW_EXACT_PLACE, event.target),
    )
