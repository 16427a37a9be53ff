"""Messages that wait for another pair of eyes: the list, one of them, and the decision."""

from collections.abc import Callable
from uuid import UUID

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from organizer.broadcasts.forms import DecisionForm, RefuseForm
from organizer.broadcasts.operations import approve, refuse, stop
from organizer.broadcasts.queries import list_waiting
from organizer.broadcasts.rules import MessageIsElsewhere, NeedsOtherHands, State
from organizer.campaigns.queries import get_campaign_by_id
from organizer.foundation.access import PERMISSIONS_OF, Permission
from organizer.foundation.core.clock import now
from organizer.foundation.web.access import current_actor, requires, requires_somewhere
from organizer.foundation.web.branded import staff_chrome
from organizer.foundation.web.rendering import render_page
from organizer.foundation.web.state import reading, write

from .blueprint import blueprint, decision_target
from .messages import letter_page
from .showing import lines_of, load_shown, people_words


@blueprint.get("/manage/messages/")
@requires_somewhere(Permission.MESSAGE_APPROVE)
def waiting() -> ResponseReturnValue:
    """Show the messages that wait, and the campaigns whose messages one may look at."""
    actor = current_actor()
    with reading() as session:
        lines = lines_of(list_waiting(session, actor=actor), "broadcasts.case")
        scopes = {
            grant.scope
            for grant in actor.grants
            if grant.scope is not None and Permission.MESSAGE_APPROVE in PERMISSIONS_OF[grant.role]
        }
        campaigns = [get_campaign_by_id(session, campaign_id=scope) for scope in sorted(scopes)]
        places = [
            (campaign.title.get(campaign.default_language, campaign.slug), campaign.slug) for campaign in campaigns
        ]
    links = [(title, url_for("broadcasts.of_campaign", slug=slug), "mail") for title, slug in places]
    return render_page("broadcasts/waiting.html", lines=lines, campaigns=links, chrome=staff_chrome(actor))


@blueprint.get("/manage/messages/m/<uuid:message>/case/")
@requires(Permission.MESSAGE_APPROVE, decision_target)
def case(message: UUID) -> ResponseReturnValue:
    """Show one message to who decides."""
    return _case(message, RefuseForm(formdata=None))


@blueprint.get("/manage/messages/m/<uuid:message>/case/letter")
@requires(Permission.MESSAGE_APPROVE, decision_target)
def case_letter(message: UUID) -> ResponseReturnValue:
    """Show the mail as a mail program does."""
    return letter_page(message)


@blueprint.post("/manage/messages/m/<uuid:message>/approve")
@requires(Permission.MESSAGE_APPROVE, decision_target)
def let_through(message: UUID) -> ResponseReturnValue:
    """Let it through."""
    form, actor = RefuseForm(formdata=None), current_actor()
    act = _when_sent_here(lambda: write(approve, broadcast_id=message, actor=actor, now=now()))
    return _decide(message, form, act, "message-approved")


@blueprint.post("/manage/messages/m/<uuid:message>/refuse")
@requires(Permission.MESSAGE_APPROVE, decision_target)
def turn_away(message: UUID) -> ResponseReturnValue:
    """Do not let it through, and say why."""
    form, actor = RefuseForm(), current_actor()
    if not form.validate():
        return _case(message, form, status=422)
    reason = form.reason.data
    return _decide(
        message, form, lambda: write(refuse, broadcast_id=message, actor=actor, reason=reason), "message-refused"
    )


@blueprint.post("/manage/messages/m/<uuid:message>/halt")
@requires(Permission.MESSAGE_APPROVE, decision_target)
def halt(message: UUID) -> ResponseReturnValue:
    """Stop somebody's message while it leaves."""
    form, actor = RefuseForm(formdata=None), current_actor()
    act = _when_sent_here(lambda: write(stop, broadcast_id=message, actor=actor, now=now()))
    return _decide(message, form, act, "message-stopped")


def _when_sent_here(act: Callable[[], object]) -> Callable[[], object]:
    """Return the act of a form of one button: nothing without its token."""
    return act if DecisionForm().validate() else lambda: None


def _decide(message: UUID, form: RefuseForm, act: Callable[[], object], done: str) -> ResponseReturnValue:
    try:
        act()
    except MessageIsElsewhere:
        return redirect(url_for("broadcasts.case", message=message, done="message-elsewhere"), 303)
    except NeedsOtherHands as refusal:
        form.refuse(refusal)
        return _case(message, form, status=409)
    return redirect(url_for("broadcasts.waiting", done=done), 303)


def _case(message: UUID, form: RefuseForm, status: int = 200) -> ResponseReturnValue:
    with reading() as session:
        shown = load_shown(session, message)
    return render_page(
        "broadcasts/case.html",
        status=status,
        shown=shown,
        form=form,
        is_held=shown.state is State.HELD,
        people=people_words(shown.people),
        here=request.path,
        letter_url=url_for("broadcasts.case_letter", message=message, language=shown.shown_in),
        chrome=staff_chrome(current_actor(), shown.masthead),
    )
