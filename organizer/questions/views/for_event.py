"""What the hosts of an event ask their guests."""

from uuid import UUID

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from organizer.campaigns.queries import get_campaign_by_id
from organizer.events.models import Event
from organizer.events.queries import event_target, get_event, line_of
from organizer.foundation.access import Permission
from organizer.foundation.web.access import current_actor, requires
from organizer.foundation.web.branded import staff_chrome
from organizer.foundation.web.rendering import render_page
from organizer.foundation.web.state import reading, transaction
from organizer.questions.forms import QuestionForm
from organizer.questions.operations import Asker, add_question, remove_question
from organizer.questions.queries import is_enabled, list_of_campaign, list_of_event, may_campaign_ask
from organizer.questions.rules import (
    NewQuestion,
    OptionsNotUsable,
)

from .blueprint import blueprint
from .desk import OURS, REFUSALS, Desk, desk_of


@blueprint.get("/manage/e/<code>/questions/")
@requires(Permission.EVENT_EDIT, event_target)
def of_event(code: str) -> ResponseReturnValue:
    """Show what guests are asked, and the form for one more."""
    return _page(code, QuestionForm())


@blueprint.post("/manage/e/<code>/questions/")
@requires(Permission.EVENT_EDIT, event_target)
def ask_guests(code: str) -> ResponseReturnValue:
    """Ask one more."""
    form = QuestionForm()
    if not form.validate_on_submit():
        return _page(code, form, 422)
    try:
        with transaction() as session:
            event, asker = _asker(session, code)
            new = NewQuestion(form.asked_kind, form.keep_days.data, form.wording(event.language))
            add_question(session, asker=asker, new=new, actor=current_actor())
    except REFUSALS as refusal:
        form.refuse(refusal, "options" if isinstance(refusal, OptionsNotUsable) else None)
        return _page(code, form, 409)
    return redirect(url_for("questions.of_event", code=code, done="question-asked"), 303)


@blueprint.post("/manage/e/<code>/questions/<any(children, access):kind>")
@requires(Permission.EVENT_EDIT, event_target)
def ask_guests_in_our_words(code: str, kind: str) -> ResponseReturnValue:
    """Ask about children or access needs, in every language."""
    try:
        with transaction() as session:
            _, asker = _asker(session, code)
            add_question(session, asker=asker, new=NewQuestion(OURS[kind], None), actor=current_actor())
    except REFUSALS as refusal:
        again = QuestionForm(formdata=None)
        again.refuse(refusal)
        return _page(code, again, 409)
    return redirect(url_for("questions.of_event", code=code, done="question-asked"), 303)


@blueprint.post("/manage/e/<code>/questions/<uuid:question>/remove")
@requires(Permission.EVENT_EDIT, event_target)
def stop_asking_guests(code: str, question: UUID) -> ResponseReturnValue:
    """Ask no more, and delete the answers."""
    with transaction() as session:
        _, asker = _asker(session, code)
        remove_question(session, asker=asker, question_id=question, actor=current_actor())
    return redirect(url_for("questions.of_event", code=code, done="question-removed"), 303)


def _page(code: str, form: QuestionForm, status: int = 200) -> ResponseReturnValue:
    with reading() as session:
        event = get_event(session, code=code)
        desk = _desk(session, event)
        line = line_of(event)
    chrome = staff_chrome(current_actor(), desk.masthead)
    return render_page("questions/event.html", status=status, desk=desk, event=line, form=form, chrome=chrome)


def _desk(session: Session, event: Event) -> Desk:
    campaign = get_campaign_by_id(session, campaign_id=event.campaign_id)
    return desk_of(
        campaign,
        list_of_event(session, event_id=event.id),
        list_of_campaign(session, campaign_id=campaign.id),
        is_on=is_enabled(session, campaign_id=campaign.id),
        may_ask=may_campaign_ask(session, campaign),
    )


def _asker(session: Session, code: str) -> tuple[Event, Asker]:
    event = get_event(session, code=code)
    return event, Asker(get_campaign_by_id(session, campaign_id=event.campaign_id), event.id)
