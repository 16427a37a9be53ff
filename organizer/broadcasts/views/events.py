"""What an event's hosts write to their guests, and which mails those get."""

from collections.abc import Collection

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy.orm import Session

from organizer.broadcasts.forms import KIND_WORDS, KindsForm, MessageForm, kind_choices
from organizer.broadcasts.operations import Draft, save_draft
from organizer.broadcasts.queries import count_round, list_of_event, list_writers
from organizer.broadcasts.rules import MOST_PER_EVENT, Audience, LinkNotAllowed, UnknownField
from organizer.campaigns.queries import get_campaign_by_id, masthead_of
from organizer.events.models import Event
from organizer.events.queries import get_event, line_of
from organizer.foundation.access import Permission, can
from organizer.foundation.core.clock import now
from organizer.foundation.web.access import current_actor, requires
from organizer.foundation.web.branded import staff_chrome
from organizer.foundation.web.language import content_languages
from organizer.foundation.web.rendering import render_page
from organizer.foundation.web.state import reading, transaction, write
from organizer.rsvps.operations.switching import For, switch_mail
from organizer.rsvps.queries import list_off
from organizer.rsvps.rules.kinds import SWITCHES, MailKind

from .blueprint import blueprint, guests_target
from .composing import fill_message, message_page
from .showing import lines_of


@blueprint.get("/manage/e/<code>/messages/")
@requires(Permission.MESSAGE_WRITE, guests_target)
def of_event(code: str) -> ResponseReturnValue:
    """Show what was written to the guests, who still comes after a change, and which mails they get."""
    with reading() as session:
        event = get_event(session, code=code)
        campaign = get_campaign_by_id(session, campaign_id=event.campaign_id)
        off = list_off(session, campaign_id=campaign.id, subject_ids=(campaign.id, event.id))
        masthead = masthead_of(campaign, languages=content_languages(), now=now())
        return render_page(
            "broadcasts/event.html",
            event=line_of(event),
            masthead=masthead,
            lines=lines_of([(row, None) for row in list_of_event(session, event_id=event.id)], "broadcasts.look"),
            round=count_round(session, event_id=event.id),
            writers=_writers(session, event) if can(current_actor(), Permission.RSVP_NAMES, event.target) else [],
            off_by_campaign=[KIND_WORDS[kind][0] for kind in MailKind if kind in off[campaign.id]],
            form=_kinds_form(off[event.id]),
            hints={kind.value: words[1] for kind, words in KIND_WORDS.items()},
            most=MOST_PER_EVENT,
            chrome=staff_chrome(current_actor(), masthead),
        )


@blueprint.get("/manage/e/<code>/messages/new/")
@requires(Permission.MESSAGE_WRITE, guests_target)
def ask_guests(code: str) -> ResponseReturnValue:
    """Show an empty sheet."""
    with reading() as session:
        language = get_event(session, code=code).language
    form = MessageForm(formdata=None, data={"language": language})
    fill_message(form)
    return _page(code, form)


@blueprint.post("/manage/e/<code>/messages/new/")
@requires(Permission.MESSAGE_WRITE, guests_target)
def save_guests(code: str) -> ResponseReturnValue:
    """Keep the message as a draft, and show it as guests will see it."""
    form = MessageForm()
    fill_message(form)
    if not form.validate():
        return _page(code, form, status=422)
    try:
        with transaction() as session:
            event = get_event(session, code=code)
            draft = Draft(
                event.campaign_id, Audience.GUESTS, form.language.data, form.subject.data, form.body.data,
                event_id=event.id, segments=tuple(form.segments.data),
            )  # fmt: skip
            saved = save_draft(session, actor=current_actor(), draft=draft, now=now()).id
    except (UnknownField, LinkNotAllowed) as refusal:
        form.refuse_words(refusal)
        return _page(code, form, status=422)
    return redirect(url_for("broadcasts.look", message=saved, done="message-saved"), 303)


@blueprint.post("/manage/e/<code>/messages/kinds")
@requires(Permission.MESSAGE_WRITE, guests_target)
def switch_event(code: str) -> ResponseReturnValue:
    """Keep which mails the guests get."""
    form = KindsForm()
    form.kinds.choices = kind_choices(lambda switches: switches.hosts)
    if form.validate() and form.tells("kinds"):
        with reading() as session:
            event = get_event(session, code=code)
            of = For(event.campaign_id, event_id=event.id)
        for kind in (kind for kind in MailKind if SWITCHES[kind].hosts):
            write(switch_mail, of=of, kind=kind, is_on=kind.value in form.kinds.data)
    return redirect(url_for("broadcasts.of_event", code=code, done="kinds-saved"), 303)


def _writers(session: Session, event: Event) -> list[tuple[str, str, str]]:
    """Return the guests who wrote, as links to a form that answers: a guest's name is for the event's own hosts alone."""
    return [
        (
            guest.name or gettext("Without a name"),
            url_for("broadcasts.ask_answer", code=event.code, guest=guest.id),
            "mail",
        )
        for guest in list_writers(session, event_id=event.id)
    ]


def _kinds_form(off: Collection[MailKind]) -> KindsForm:
    form = KindsForm(formdata=None)
    form.kinds.choices = kind_choices(lambda switches: switches.hosts)
    form.kinds.data = [kind.value for kind in MailKind if kind not in off]
    return form


def _page(code: str, form: MessageForm, status: int = 200) -> ResponseReturnValue:
    with reading() as session:
        event = get_event(session, code=code)
        campaign = get_campaign_by_id(session, campaign_id=event.campaign_id)
        masthead = masthead_of(campaign, languages=content_languages(), now=now())
        title = line_of(event).title
    back = url_for("broadcasts.of_event", code=code)
    action = url_for("broadcasts.save_guests", code=code)
    return message_page(form, Audience.GUESTS, masthead, status=status, lead=title, back=back, action=action)
