"""Where a guest's answers to questions are sent to."""

from uuid import UUID

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from organizer.foundation.core.clock import now
from organizer.foundation.core.errors import DomainError
from organizer.foundation.web.access import by_link
from organizer.foundation.web.forms import SHOWN
from organizer.foundation.web.pages import Typed, pages
from organizer.foundation.web.ratelimit import Budget, spend
from organizer.foundation.web.refusals import say
from organizer.foundation.web.state import reading, write
from organizer.questions.rules.taking import take
from organizer.rsvps.operations import answer_questions, list_questions
from organizer.rsvps.rules import EventTakesNoAnswers, HostsSaidNo, NothingToChange

from .blueprint import blueprint
from .link import LINK_PURPOSE, read_link

_CHANGES = Budget("own-answers", per_subject="60 per hour", overall="60000 per hour")


@blueprint.post("/r/<token>/questions")
@by_link(LINK_PURPOSE)
def answer_own_questions(token: str) -> ResponseReturnValue:
    """Keep what a guest answers; all of it can stay empty."""
    rsvp_id, version = read_link(token)
    spend(_CHANGES, str(rsvp_id))
    with reading() as session:
        asked = [
            (question.id, question.kind, max(map(len, question.options.values()), default=0))
            for question in list_questions(session, rsvp_id=rsvp_id, link_version=version)
        ]
    given: dict[UUID, str | None] = {}
    typed: dict[str, tuple[str, ...]] = {}
    errors: dict[str, str] = {}
    for key, kind, options in asked:
        sent = tuple(request.form.getlist(f"q-{key}"))
        if not sent and f"q-{key}" not in request.form.getlist(SHOWN):
            continue  # asked since the page was drawn: no word of it is no answer
        typed[str(key)] = sent
        try:
            given[key] = take(kind, options, sent)
        except DomainError as refusal:
            errors[str(key)] = say(refusal)
    if errors:
        return pages().guest_page(token, typed=Typed(typed, errors), status=422)
    try:
        write(answer_questions, rsvp_id=rsvp_id, link_version=version, given=given, now=now())
    except (EventTakesNoAnswers, HostsSaidNo, NothingToChange) as refusal:
        return pages().guest_page(token, typed=Typed(typed, {}), refusal=refusal, status=409)
    return redirect(url_for("site.guest", token=token, done="answered", _anchor="questions"), 303)
