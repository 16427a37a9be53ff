"""Where answers are sent to. The pages around them are drawn by the site edition."""

import json
from collections.abc import Iterable
from contextlib import suppress
from uuid import UUID

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from organizer.foundation.core.clock import now
from organizer.foundation.core.errors import NotFound
from organizer.foundation.web.access import by_link, current_actor, current_identity, public, signed_in
from organizer.foundation.web.branded import staff_chrome
from organizer.foundation.web.forms import SHOWN
from organizer.foundation.web.gate import admit, refuse_traps
from organizer.foundation.web.headers import unindexed
from organizer.foundation.web.language import page_language
from organizer.foundation.web.pages import pages
from organizer.foundation.web.ratelimit import Budget, spend
from organizer.foundation.web.rendering import render_page
from organizer.foundation.web.state import reading, services, write
from organizer.rsvps.forms import AnswerForm, ChangeForm, ConfirmForm, EraseForm, ShiftsForm
from organizer.rsvps.operations import (
    Answer,
    answer,
    cancel,
    change,
    choose_shifts,
    confirm,
    erase,
    export_of,
    make_guest_key,
    make_host_key,
    say_maybe,
    send_lost_link,
    stop_reminders,
)
from organizer.rsvps.operations.answering import NOT_COMING
from organizer.rsvps.queries import get_rsvp, has_host_key, has_rsvp
from organizer.rsvps.rules import (
    Change,
    EventIsFull,
    EventTakesNoAnswers,
    HoldsAreFull,
    HostsSaidNo,
    NoPlacesWithoutMail,
    NothingToChange,
    PartyAbovePlaces,
    PartyTooLarge,
    RsvpState,
)
from organizer.rsvps.rules.replies import CANT, read_reply
from organizer.rsvps.rules.shifts import ShiftIsFull
from organizer.rsvps.rules.ways import read_way

from .blueprint import blueprint
from .gates import ANSWERS
from .link import LINK_PURPOSE, read_link
from .without_mail import show_words

#: What a flood may send in all. One event, and one network, slow down at the gate before; nobody is turned away there.
_ANSWERS = Budget("answers", overall="60000 per hour")
#: Each change may send a mail.
_CHANGES = Budget("changes", per_subject="20 per hour", overall="60000 per hour")
#: What a guest reads after pressing the button, by where the answer stands now.
_DONE = {
    RsvpState.CONFIRMED: "coming",
    RsvpState.ASKED: "with-the-hosts",
    RsvpState.WAITING: "waiting",
}
#: A new address ends the one before: nobody needs many.
_KEYS = Budget("calendar-keys", per_client="600 per hour", per_subject="20 per hour")


@blueprint.post("/e/<code>/rsvp")
@public
def answer_event(code: str) -> ResponseReturnValue:
    """Take an answer; say the same to everybody, the mail tells the rest."""
    form = AnswerForm()
    is_right = form.validate_on_submit()
    if form.reply.data == CANT and not form.email.errors:
        return _cant(code, form.email.data)
    if not is_right:
        return pages().event_page(code, rsvp_form=form, status=422)
    if not form.email.data:  # nothing is kept yet: the next form has a gate, too
        refuse_traps(ANSWERS)
        return show_words(code, form)
    admit(ANSWERS, code)
    spend(_ANSWERS)
    if form.again.data:
        write(send_lost_link, code=code, email=form.email.data, now=now())
        return redirect(url_for("site.rsvp_sent", code=code), 303)
    given = Answer(
        form.email.data,
        form.name.data or None,
        form.party_size.data,
        page_language(),
        read_reply(form.reply.data),
        read_way(form.way.data),
        form.waits.data,
    )
    try:
        write(answer, code=code, given=given, now=now())
    except (EventIsFull, EventTakesNoAnswers) as refusal:
        is_too_large = isinstance(refusal, PartyAbovePlaces)
        if isinstance(refusal, EventIsFull) and not is_too_large:
            # Who has places gets the link; the page is the same for all.
            write(send_lost_link, code=code, email=given.email, now=now())
            form.waits.data = True  # what is offered instead
        form.refuse(refusal, "party_size" if is_too_large else None)
        return pages().event_page(code, rsvp_form=form, status=409)
    return redirect(url_for("site.rsvp_sent", code=code), 303)


@blueprint.post("/r/<token>/confirm")
@by_link(LINK_PURPOSE)
def confirm_answer(token: str) -> ResponseReturnValue:
    """Make the answer count."""
    rsvp_id, version = read_link(token)
    form = ConfirmForm()
    wanted, may_wait = form.told_tick("wants_invitation"), form.waits.data
    try:
        done = write(
            confirm, rsvp_id=rsvp_id, link_version=version, now=now(), wants_invitation=wanted, may_wait=may_wait
        )
    except (EventIsFull, EventTakesNoAnswers, HostsSaidNo, NoPlacesWithoutMail) as refusal:
        return pages().guest_page(token, refusal=refusal, status=409)
    return _back(token, _DONE[done.state])


@blueprint.post("/r/<token>/change")
@by_link(LINK_PURPOSE)
def change_answer(token: str) -> ResponseReturnValue:
    """Change the name, how many, or whether they get invitations."""
    rsvp_id, version = read_link(token)
    spend(_CHANGES, str(rsvp_id))
    form = ChangeForm()
    if not form.validate_on_submit():
        return pages().guest_page(token, form=form, status=422)
    given = Change(
        form.party_size.data,
        form.told_text("name"),
        form.told_tick("wants_invitation"),
        form.told_tick("wants_reminders"),
        read_way(form.way.data) if form.way.data else None,
    )
    try:
        done = write(change, rsvp_id=rsvp_id, link_version=version, given=given, now=now())
    except (EventTakesNoAnswers, HostsSaidNo, NothingToChange) as refusal:
        return pages().guest_page(token, form=form, refusal=refusal, status=409)
    except (EventIsFull, HoldsAreFull, NoPlacesWithoutMail, PartyTooLarge) as refusal:
        form.refuse(refusal, "party_size")
        return pages().guest_page(token, form=form, status=409)
    return _back(token, done)


@blueprint.post("/r/<token>/maybe")
@by_link(LINK_PURPOSE)
def say_maybe_to_event(token: str) -> ResponseReturnValue:
    """Say that they may come: no place is taken."""
    rsvp_id, version = read_link(token)
    try:
        write(say_maybe, rsvp_id=rsvp_id, link_version=version, now=now())
    except (EventTakesNoAnswers, HostsSaidNo) as refusal:
        return pages().guest_page(token, refusal=refusal, status=409)
    return _back(token, "maybe")


@blueprint.post("/r/<token>/cancel")
@by_link(LINK_PURPOSE)
def cancel_answer(token: str) -> ResponseReturnValue:
    """Take the answer back."""
    rsvp_id, version = read_link(token)
    write(cancel, rsvp_id=rsvp_id, link_version=version)
    return _back(token, "not-coming")


@blueprint.post("/r/<token>/shifts")
@by_link(LINK_PURPOSE)
def choose_own_shifts(token: str) -> ResponseReturnValue:
    """Do the shifts that are ticked, and of those shown no others."""
    rsvp_id, version = read_link(token)
    spend(_CHANGES, str(rsvp_id))
    wanted = _keys(ShiftsForm().shift.data or ())
    shown = wanted | _keys(request.form.getlist(SHOWN))
    try:
        write(choose_shifts, rsvp_id=rsvp_id, link_version=version, wanted=wanted, shown=shown, now=now())
    except (ShiftIsFull, EventTakesNoAnswers, HostsSaidNo, NothingToChange) as refusal:
        return pages().guest_page(token, refusal=refusal, status=409)
    return _back(token, "shifts-chosen")


@blueprint.get("/r/<token>/no-reminders")
@by_link(LINK_PURPOSE)
def ask_no_reminders(token: str) -> ResponseReturnValue:
    """Show the button that ends the reminders: what a reader sees who follows the mail program's own link."""
    read_link(token)
    return unindexed(render_page("rsvps/no-reminders.html", token=token, is_done=False))


@blueprint.post("/r/<token>/no-reminders")
@by_link(LINK_PURPOSE)
def end_reminders(token: str) -> ResponseReturnValue:
    """End the reminders; also by one POST of a mail program, without asking and without going on (RFC 8058)."""
    rsvp_id, version = read_link(token)
    with suppress(NotFound):  # erased since: what was wanted is so
        write(stop_reminders, rsvp_id=rsvp_id, link_version=version)
    return unindexed(render_page("rsvps/no-reminders.html", token=token, is_done=True))


@blueprint.post("/r/<token>/calendar")
@by_link(LINK_PURPOSE)
def make_guest_calendar(token: str) -> ResponseReturnValue:
    """Make the secret address of a guest's own calendar, and show it: the only time, so on this very page."""
    rsvp_id, version = read_link(token)
    spend(_KEYS, str(rsvp_id))
    key = write(make_guest_key, rsvp_id=rsvp_id, link_version=version, today=now().date())
    return pages().guest_page(token, calendar_key=key)


@blueprint.get("/r/<token>/export.json")
@by_link(LINK_PURPOSE)
def export_answer(token: str) -> Response:
    """Give a guest all that we hold about them, as a file."""
    rsvp_id, version = read_link(token)
    with reading() as session:
        rsvp = get_rsvp(session, rsvp_id=rsvp_id, link_version=version)
        held = export_of(session, rsvp)
    body = json.dumps({"exported_at": now().isoformat(), **held}, ensure_ascii=False, indent=2) + "\n"
    response = Response(body, content_type="application/json; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="what-we-hold.json"'
    response.headers["Cache-Control"] = "no-store"
    return unindexed(response)


@blueprint.post("/r/<token>/erase")
@by_link(LINK_PURPOSE)
def erase_answer(token: str) -> Response:
    """Forget a guest now. The page afterwards knows of nobody; sent again, it says the same."""
    rsvp_id, version = read_link(token)
    try:
        write(erase, rsvp_id=rsvp_id, link_version=version, with_others=EraseForm().with_others.data)
    except NotFound:
        with reading() as session:
            if has_rsvp(session, rsvp_id=rsvp_id):  # an older link, which opens nothing
                raise
    return redirect(url_for("site.erased"), 303)  # type: ignore[return-value]  # werkzeug's response is Flask's here


@blueprint.get("/account/calendar/")
@signed_in
def host_calendar() -> ResponseReturnValue:
    """Show whether there is a calendar of what one hosts."""
    return _host_calendar(None)


@blueprint.post("/account/calendar/make/")
@signed_in
def make_host_calendar() -> ResponseReturnValue:
    """Make the secret address of that calendar, and show it: the only time, so on this very page."""
    person_id = _person_id()
    spend(_KEYS, str(person_id))
    return _host_calendar(write(make_host_key, person_id=person_id, today=now().date()))


def _cant(code: str, email: str) -> ResponseReturnValue:
    """Keep nothing of who can't come. Who said before that they do gets the link to take that back, in their mailbox alone."""
    if email:
        admit(ANSWERS, code)
        spend(_ANSWERS)
        write(send_lost_link, code=code, email=email, now=now(), unless=NOT_COMING)
    return redirect(url_for("site.rsvp_cant", code=code), 303)


def _keys(texts: Iterable[str]) -> frozenset[UUID]:
    found = set()
    for text in texts:
        with suppress(ValueError):
            found.add(UUID(text))
    return frozenset(found)


def _host_calendar(key: str | None) -> ResponseReturnValue:
    with reading() as session:
        has_one = has_host_key(session, person_id=_person_id())
    address = services().settings.base_url + url_for("calendars.own_feed", token=key) if key else None
    chrome = staff_chrome(current_actor())
    return render_page("account/calendar.html", address=address, has_one=has_one, chrome=chrome)


def _person_id() -> UUID:
    identity = current_identity()
    assert identity is not None, "the view is declared signed_in"
    return identity.person_id


def _back(token: str, done: str) -> Response:
    return redirect(url_for("site.guest", token=token, done=done), 303)  # type: ignore[return-value]  # werkzeug's response is Flask's here
