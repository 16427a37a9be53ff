"""Earlier versions of an event: what differs, and bringing one back."""

from dataclasses import dataclass

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from organizer.events.forms.versions import REVISIONS, CompareRow, compare_rows, hidden_fields
from organizer.events.forms.when import moment_words
from organizer.events.models import EventRevision
from organizer.events.operations import Writing, roll_back
from organizer.events.queries import event_target, get_event, get_event_for_update, list_revisions, read_revision
from organizer.events.rules import EventDetails, WrongState
from organizer.events.rules.acts import EventAct
from organizer.events.rules.difference import differences
from organizer.events.rules.notice import RevisionState
from organizer.foundation.access import Permission
from organizer.foundation.web.access import current_actor, requires
from organizer.foundation.web.rendering import render_page
from organizer.foundation.web.state import reading, transaction

from .blueprint import blueprint
from .manage import desk_chrome, load_desk, moved_on
from .said import said_after_change


@dataclass(frozen=True, slots=True)
class Version:
    """One version beside the one before it."""

    number: int
    at: str
    state: RevisionState
    changes: tuple[CompareRow, ...]
    is_current: bool


@blueprint.get("/manage/e/<code>/history/")
@requires(Permission.EVENT_HISTORY, event_target)
def history(code: str) -> ResponseReturnValue:
    """List the versions, newest first, each with what differs from the one before."""
    with reading() as session:
        desk = load_desk(session, code)
        versions = _versions(list(list_revisions(session, event_id=desk.event.id)), may_see_place=desk.may_see_place)
    return render_page(
        "events/history.html",
        desk=desk,
        chrome=desk_chrome(desk),
        versions=versions,
        labels=REVISIONS,
        may_restore=Permission.EVENT_ROLL_BACK in desk.may and EventAct.CHANGE in desk.acts,
    )


@blueprint.post("/manage/e/<code>/history/<int:number>/")
@requires(Permission.EVENT_ROLL_BACK, event_target)
def restore(code: str, number: int) -> ResponseReturnValue:
    """Bring a version back, as a new change."""
    try:
        with transaction() as session:
            event = get_event_for_update(session, event_id=get_event(session, code=code).id)
            revision = roll_back(session, event=event, number=number, writing=Writing.by(current_actor()))
            done = said_after_change(event, revision)
    except WrongState:
        return moved_on(code)
    return redirect(url_for("events.manage_event", code=code, done=done), 303)


def _versions(revisions: list[EventRevision], *, may_see_place: bool) -> list[Version]:
    """Compare each version with the public one before it: a refused proposal is nobody's past."""
    versions: list[Version] = []
    before: EventDetails | None = None
    newest = next((r.number for r in revisions if r.state is RevisionState.APPLIED), 0)
    for revision in reversed(revisions):
        details = read_revision(revision)
        hidden = hidden_fields(before or details, details, may_see_place=may_see_place)
        changes = compare_rows(differences(before, details), hidden=hidden) if before is not None else ()
        at = moment_words(revision.created_at)
        versions.append(Version(revision.number, at, revision.state, changes, revision.number == newest))
        if revision.state is RevisionState.APPLIED:
            before = details
    return list(reversed(versions))
