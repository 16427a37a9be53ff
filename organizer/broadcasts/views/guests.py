"""A guest's pages about mail: which they want, whether they still come, and a word to the hosts."""

from uuid import UUID

from flask import Response, redirect, url_for
from flask.typing import ResponseReturnValue

from organizer.broadcasts.forms import KIND_WORDS, OwnKindsForm, WordsForm, kind_choices
from organizer.broadcasts.operations import Words, say_still_coming, write_to_hosts
from organizer.broadcasts.operations.to_hosts import takes_words
from organizer.campaigns.queries import get_campaign_by_id, masthead_of
from organizer.campaigns.rules import SAFETY
from organizer.events.models import Event
from organizer.events.policy import is_public
from organizer.events.queries import line_of
from organizer.foundation.core.clock import now
from organizer.foundation.core.errors import NotFound
from organizer.foundation.web.access import by_link
from organizer.foundation.web.branded import reader_chrome
from organizer.foundation.web.headers import unindexed
from organizer.foundation.web.language import content_languages
from organizer.foundation.web.links import LinkNotUsable
from organizer.foundation.web.pages import pages
from organizer.foundation.web.ratelimit import Budget, spend
from organizer.foundation.web.rendering import render_page
from organizer.foundation.web.state import reading, services, write
from organizer.rsvps.operations.switching import For, choose_mails, switch_mail
from organizer.rsvps.queries import get_rsvp, list_off
from organizer.rsvps.rules import EventIsFull, EventTakesNoAnswers, RsvpState
from organizer.rsvps.rules.kinds import SWITCHES, MailKind

from .blueprint import blueprint

LINK_PURPOSE = "rsvp"
#: Each mails all hosts of an event.
_WORDS = Budget("guest-words", per_subject="5 per day", overall="6000 per hour")
_SAID = Budget("still-coming", per_subject="60 per hour")


@blueprint.get("/r/<token>/mail/")
@by_link(LINK_PURPOSE)
def own_mail(token: str) -> ResponseReturnValue:
    """Show who may write to the guest."""
    return _mail_page(token)


@blueprint.post("/r/<token>/mail/")
@by_link(LINK_PURPOSE)
def choose_mail(token: str) -> ResponseReturnValue:
    """Keep which mails the guest wants."""
    rsvp_id, version = read_link(token)
    form = OwnKindsForm()
    form.kinds.choices = kind_choices(lambda switches: switches.guest)
    if not form.validate():
        return _mail_page(token, status=422)
    if form.tells("kinds"):
        wanted = [MailKind(value) for value in form.kinds.data]
        write(choose_mails, rsvp_id=rsvp_id, link_version=version, wanted=wanted)
    return redirect(url_for("broadcasts.own_mail", token=token, done="kinds-saved"), 303)


@blueprint.get("/r/<token>/mail/<kind>")
@by_link(LINK_PURPOSE)
def ask_no_more(token: str, kind: str) -> ResponseReturnValue:
    """Show the button that ends one kind of mail: what a reader sees who follows the mail program's own link."""
    read_link(token)
    return _ended(token, _kind(kind), is_done=False)


@blueprint.post("/r/<token>/mail/<kind>")
@by_link(LINK_PURPOSE)
def no_more(token: str, kind: str) -> ResponseReturnValue:
    """End one kind of mail; also by one POST of a mail program, without asking and without going on (RFC 8058)."""
    rsvp_id, version = read_link(token)
    ended = _kind(kind)
    try:
        with reading() as session:
            campaign_id = get_rsvp(session, rsvp_id=rsvp_id, link_version=version).campaign_id
    except NotFound:
        return _ended(token, ended, is_done=True)  # erased since: what was wanted is so
    write(switch_mail, of=For(campaign_id, rsvp_id=rsvp_id), kind=ended, is_on=False)
    return _ended(token, ended, is_done=True)


@blueprint.post("/r/<token>/still/<answer>")
@by_link(LINK_PURPOSE)
def still_coming(token: str, answer: str) -> ResponseReturnValue:
    """Keep whether the guest still comes after the last change."""
    rsvp_id, version = read_link(token)
    if answer not in ("yes", "no"):
        raise NotFound(answer=answer)
    spend(_SAID, str(rsvp_id))
    comes = answer == "yes"
    try:
        write(say_still_coming, rsvp_id=rsvp_id, link_version=version, comes=comes, now=now())
    except (EventIsFull, EventTakesNoAnswers) as refusal:
        return pages().guest_page(token, refusal=refusal, status=409)
    return redirect(url_for("site.guest", token=token, done="still-yes" if comes else "still-no"), 303)


@blueprint.get("/r/<token>/write/")
@by_link(LINK_PURPOSE)
def ask_words(token: str) -> ResponseReturnValue:
    """Show the form to write to the hosts."""
    return _words_page(token, WordsForm(formdata=None))


@blueprint.post("/r/<token>/write/")
@by_link(LINK_PURPOSE)
def send_words(token: str) -> ResponseReturnValue:
    """Mail the words to the hosts."""
    rsvp_id, version = read_link(token)
    form = WordsForm()
    if not form.validate():
        return _words_page(token, form, status=422)
    spend(_WORDS, str(rsvp_id))
    write(write_to_hosts, rsvp_id=rsvp_id, link_version=version, words=Words(form.words.data, form.key), now=now())
    return redirect(url_for("site.guest", token=token, done="words-sent"), 303)


def read_link(token: str) -> tuple[UUID, int]:
    """Return the answer's id and link version. Raises NotFound: a broken link looks like none."""
    try:
        payload = services().signer.read(LINK_PURPOSE, token)
        return UUID(str(payload["r"])), int(payload["v"])
    except (LinkNotUsable, KeyError, ValueError) as error:
        raise NotFound(link=LINK_PURPOSE) from error


def _kind(name: str) -> MailKind:
    """Return a kind that a guest may end. Raises NotFound."""
    kind = next((kind for kind in MailKind if kind.value == name and SWITCHES[kind].guest), None)
    if kind is None or kind is MailKind.REMINDERS:  # those have a page of their own
        raise NotFound(kind=name)
    return kind


def _ended(token: str, kind: MailKind, *, is_done: bool) -> Response:
    title, about = KIND_WORDS[kind]
    action = url_for("broadcasts.no_more", token=token, kind=kind.value)
    back = url_for("broadcasts.own_mail", token=token)
    page = render_page(
        "broadcasts/no-more.html",
        kind=str(title),
        about=str(about),
        action=action,
        back=back,
        is_done=is_done,
        masthead=None,
    )
    return unindexed(page)


def _mail_page(token: str, status: int = 200) -> ResponseReturnValue:
    rsvp_id, version = read_link(token)
    with reading() as session:
        rsvp = get_rsvp(session, rsvp_id=rsvp_id, link_version=version)
        campaign = get_campaign_by_id(session, campaign_id=rsvp.campaign_id)
        masthead = masthead_of(campaign, languages=content_languages(), now=now())
        off = list_off(session, campaign_id=campaign.id, subject_ids=[campaign.id, rsvp.event_id, rsvp.id])
        on = [kind for kind in MailKind if kind not in off[rsvp.id]]
        if not rsvp.wants_reminders:
            on.remove(MailKind.REMINDERS)
        shields = SAFETY[campaign.safety].neutral_subjects
        nobodys = off[campaign.id] | off[rsvp.event_id]
    form = OwnKindsForm(formdata=None)
    form.kinds.choices = kind_choices(lambda switches: switches.guest)
    form.kinds.data = [kind.value for kind in on]
    never = [KIND_WORDS[kind][0] for kind in MailKind if kind in nobodys]
    page = render_page(
        "broadcasts/own-mail.html",
        status=status,
        token=token,
        masthead=masthead,
        chrome=reader_chrome(masthead),
        form=form,
        hints={kind.value: words[1] for kind, words in KIND_WORDS.items()},
        never=never,
        shields=shields,
    )
    return unindexed(page)


def _words_page(token: str, form: WordsForm, status: int = 200) -> ResponseReturnValue:
    rsvp_id, version = read_link(token)
    with reading() as session:
        rsvp = get_rsvp(session, rsvp_id=rsvp_id, link_version=version)
        event = session.get(Event, rsvp.event_id)
        if event is None or not is_public(event) or rsvp.state is RsvpState.PENDING:
            raise NotFound(event=str(rsvp.event_id))
        if not takes_words(session, event, now()):
            raise NotFound(event=event.code)
        campaign = get_campaign_by_id(session, campaign_id=rsvp.campaign_id)
        masthead = masthead_of(campaign, languages=content_languages(), now=now())
        title, shields = line_of(event).title, SAFETY[campaign.safety].neutral_subjects
    page = render_page(
        "broadcasts/words.html", status=status, token=token, masthead=masthead, chrome=reader_chrome(masthead),
        form=form, title=title, shields=shields,
    )  # fmt: skip
    return unindexed(page)
