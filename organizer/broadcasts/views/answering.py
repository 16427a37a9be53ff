"""A host answers a guest who wrote: by a form, so that neither sees the other's address."""

from uuid import UUID

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from organizer.broadcasts.forms import AnswerWordsForm
from organizer.broadcasts.operations import Words, answer_guest
from organizer.broadcasts.queries import get_writer
from organizer.campaigns.queries import get_campaign_by_id, masthead_of
from organizer.events.queries import get_event, line_of
from organizer.foundation.access import Permission
from organizer.foundation.core.clock import now
from organizer.foundation.web.access import current_actor, requires
from organizer.foundation.web.branded import staff_chrome
from organizer.foundation.web.language import content_languages
from organizer.foundation.web.ratelimit import Budget, spend
from organizer.foundation.web.rendering import render_page
from organizer.foundation.web.state import reading, write

from .blueprint import blueprint, guests_target

#: Each sends one mail.
_ANSWERS = Budget("guest-answers", per_subject="60 per day")


@blueprint.get("/manage/e/<code>/messages/to/<uuid:guest>/")
@requires(Permission.RSVP_NAMES, guests_target)
def ask_answer(code: str, guest: UUID) -> ResponseReturnValue:
    """Show the form that answers a guest who wrote."""
    return _page(code, guest, AnswerWordsForm(formdata=None))


@blueprint.post("/manage/e/<code>/messages/to/<uuid:guest>/")
@requires(Permission.RSVP_NAMES, guests_target)
def send_answer(code: str, guest: UUID) -> ResponseReturnValue:
    """Mail the answer."""
    form = AnswerWordsForm()
    if not form.validate():
        return _page(code, guest, form, status=422)
    spend(_ANSWERS, code)
    with reading() as session:
        event_id = get_event(session, code=code).id
    words = Words(form.words.data, form.key)
    write(answer_guest, event_id=event_id, rsvp_id=guest, actor=current_actor(), words=words, now=now())
    return redirect(url_for("broadcasts.of_event", code=code, done="answer-sent"), 303)


def _page(code: str, guest: UUID, form: AnswerWordsForm, status: int = 200) -> ResponseReturnValue:
    with reading() as session:
        event = get_event(session, code=code)
        name = get_writer(session, event_id=event.id, rsvp_id=guest).name
        campaign = get_campaign_by_id(session, campaign_id=event.campaign_id)
        masthead = masthead_of(campaign, languages=content_languages(), now=now())
        title = line_of(event).title
    return render_page(
        "broadcasts/answer.html", status=status, form=form, code=code, guest=guest, name=name, title=title,
        masthead=masthead, chrome=staff_chrome(current_actor(), masthead),
    )  # fmt: skip
