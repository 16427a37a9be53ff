"""Coming without an e-mail: six words, written down before the answer counts, open the guest's own page later."""

from datetime import timedelta
from uuid import UUID

from flask import Response, redirect, url_for
from flask.typing import ResponseReturnValue

from organizer.foundation.core.clock import now
from organizer.foundation.core.ids import new_id
from organizer.foundation.web.access import public
from organizer.foundation.web.gate import admit
from organizer.foundation.web.headers import unindexed
from organizer.foundation.web.language import page_language
from organizer.foundation.web.links import LinkNotUsable
from organizer.foundation.web.pages import Words, pages
from organizer.foundation.web.ratelimit import Budget, spend
from organizer.foundation.web.rendering import render_page
from organizer.foundation.web.state import reading, services, write
from organizer.rsvps.forms import AnswerForm, WithoutMailForm, WordsForm
from organizer.rsvps.operations import Answer, answer_without_mail, find_own_page
from organizer.rsvps.rules import AnswerWasErased, EventIsFull, EventTakesNoAnswers, NoPlacesWithoutMail, RsvpState
from organizer.rsvps.rules.own_words import (
    WordLooksLike,
    WordNotKnown,
    WordsMissing,
    WordsOpenNothing,
    new_words,
    read_words,
)
from organizer.rsvps.rules.replies import Reply, read_reply
from organizer.rsvps.rules.ways import read_way

from .blueprint import blueprint
from .gates import WITHOUT_MAIL
from .link import make_link

#: Of the signed answer that a page holds between showing the words and the button below them.
_TICKET = "rsvp-without-mail"
_TICKET_AGE = timedelta(hours=2)
#: No mail bounds these answers: fewer than of those that must be confirmed.
_ANSWERS = Budget("answers-without-mail", overall="6000 per hour")
_TRIES = Budget("words", per_client="300 per hour", overall="30000 per hour")


def show_words(code: str, form: AnswerForm) -> Response:
    """Show new words and the button that makes the answer count. Nothing is kept yet, so nothing is lost with the page."""
    words, rsvp_id, reply = new_words(), str(new_id()), read_reply(form.reply.data)
    sign = services().signer.sign
    way = read_way(form.way.data).value
    given = {"y": way, "n": form.name.data or "", "p": form.party_size.data, "a": reply.value, "l": page_language()}
    ticket = sign(_TICKET, {"e": code, "r": rsvp_id, "w": " ".join(words), **given})
    return pages().words_page(code, _words(words, rsvp_id, ticket, reply))


@blueprint.post("/e/<code>/rsvp/without-mail")
@public
def answer_event_without_mail(code: str) -> ResponseReturnValue:
    """Take the answer of somebody who wrote their words down. The same page sent twice is one answer."""
    ticket = str(WithoutMailForm().ticket.data or "")
    try:
        held = services().signer.read(_TICKET, ticket, _TICKET_AGE)
    except LinkNotUsable:
        held = {}
    if held.get("e") != code:
        # Too old, or cut off: the event's page starts anew.
        return redirect(url_for("site.event", code=code), 303)
    admit(WITHOUT_MAIL, code)
    spend(_ANSWERS)
    rsvp_id, words, reply = UUID(str(held["r"])), str(held["w"]).split(), read_reply(str(held["a"]))
    given = Answer("", str(held["n"]) or None, int(held["p"]), str(held["l"]), reply, read_way(held.get("y")))
    try:
        kept = write(answer_without_mail, code=code, given=given, rsvp_id=rsvp_id, words=words, now=now())
    except (AnswerWasErased, EventIsFull, EventTakesNoAnswers, NoPlacesWithoutMail) as refusal:
        form = AnswerForm(formdata=None, data={"name": given.name, "party_size": given.party_size})
        form.refuse(refusal, "email" if isinstance(refusal, NoPlacesWithoutMail) else None)
        return pages().event_page(code, rsvp_form=form, status=409)
    if kept.state is RsvpState.ASKED:
        return _to_own_page(rsvp_id, 1, done="with-the-hosts-no-mail")
    if kept.state is RsvpState.CANCELLED:  # taken back since, with this page still open
        return _to_own_page(rsvp_id, 1)
    return _to_own_page(rsvp_id, 1, done="maybe" if kept.reply is Reply.MAYBE else "coming")


@blueprint.get("/r/words/")
@public
def ask_for_words() -> ResponseReturnValue:
    """Ask for the six words that open an own page."""
    return render_page("rsvps/words.html", form=WordsForm())


@blueprint.post("/r/words/")
@public
def open_by_words() -> ResponseReturnValue:
    """Open the own page of whoever knows its words."""
    spend(_TRIES)
    form = WordsForm()
    if form.validate_on_submit():
        try:
            words = read_words(form.words.data)
            with reading() as session:
                rsvp = find_own_page(session, words=words)
                return _to_own_page(rsvp.id, rsvp.link_version)
        except (WordsMissing, WordNotKnown, WordLooksLike, WordsOpenNothing) as refusal:
            form.refuse(refusal, "words")
    return render_page("rsvps/words.html", status=422, form=form)


def _words(words: tuple[str, ...], rsvp_id: str, ticket: str, reply: Reply) -> Words:
    token = make_link(UUID(rsvp_id), 1)
    code_url = url_for("site.guest_code", token=token)
    return Words(words, url_for("site.guest", token=token), code_url, ticket, reply is Reply.MAYBE)


def _to_own_page(rsvp_id: UUID, version: int, *, done: str | None = None) -> ResponseReturnValue:
    page = url_for("site.guest", token=make_link(rsvp_id, version), done=done)
    return unindexed(redirect(page, 303))  # type: ignore[arg-type]  # werkzeug's response is Flask's here
