"""The hosts' yes or no to an answer, where they decide on each one."""

from uuid import UUID

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from organizer.events.queries import event_target
from organizer.foundation.access import Permission
from organizer.foundation.core.clock import now
from organizer.foundation.web.access import current_actor, requires
from organizer.foundation.web.forms import PersonForm
from organizer.foundation.web.state import transaction
from organizer.rsvps.forms import DeclineForm
from organizer.rsvps.operations import approve, decline
from organizer.rsvps.rules import EventIsFull, EventTakesNoAnswers, IsLetIn, NoPlacesWithoutMail, RsvpState
from organizer.rsvps.rules.approval import DeclineReason, Refusal

from .blueprint import blueprint
from .guests import Deciding, guest_page, open_list


@blueprint.post("/manage/e/<code>/guests/<uuid:guest>/yes")
@requires(Permission.RSVP_NAMES, event_target)
def let_guest_in(code: str, guest: UUID) -> ResponseReturnValue:
    """Say yes; when all places are taken meanwhile, the guest waits for the next."""
    if not PersonForm().validate():
        return redirect(url_for("rsvps.one_guest", code=code, guest=guest), 303)
    try:
        with transaction() as session:
            event, _ = open_list(session, code)
            state = approve(session, event_id=event.id, rsvp_id=guest, actor=current_actor(), now=now())
    except (EventTakesNoAnswers, EventIsFull, NoPlacesWithoutMail) as refusal:
        return guest_page(code, guest, status=409, deciding=Deciding(refusal=refusal))
    done = "guest-approved-waits" if state is RsvpState.WAITING else "guest-approved"
    return redirect(url_for("rsvps.guest_list", code=code, done=done), 303)


@blueprint.post("/manage/e/<code>/guests/<uuid:guest>/no")
@requires(Permission.RSVP_NAMES, event_target)
def refuse_guest(code: str, guest: UUID) -> ResponseReturnValue:
    """Say no, with a reason that the guest reads."""
    form = DeclineForm()
    if not form.validate():
        return guest_page(code, guest, status=422, deciding=Deciding(no=form))
    refusal = Refusal(DeclineReason(form.why.data), form.words.data)
    try:
        with transaction() as session:
            event, _ = open_list(session, code)
            decline(session, event_id=event.id, rsvp_id=guest, actor=current_actor(), refusal=refusal, now=now())
    except IsLetIn as too_late:
        return guest_page(code, guest, status=409, deciding=Deciding(refusal=too_late))
    return redirect(url_for("rsvps.guest_list", code=code, done="guest-declined"), 303)
