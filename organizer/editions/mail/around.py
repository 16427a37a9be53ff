"""Mails around an event: does a guest still come, thanks afterwards, and a guest's words to the hosts."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from uuid import UUID

from flask_babel import gettext
from sqlalchemy.orm import Session

from organizer.campaigns.rules import Phase
from organizer.foundation.core.clock import now
from organizer.foundation.core.languages import Text
from organizer.foundation.outbox import Message, Rendered
from organizer.foundation.web.state import services
from organizer.record.broadcasting import is_asked_still, wants
from organizer.record.loader import load_event_by_id, load_guest
from organizer.record.projector import Reader
from organizer.record.recipients import find_guest_link, find_host_link
from organizer.record.types import Audience, EventStatus, GuestRecord
from organizer.rsvps.rules.kinds import MailKind

from .laying_out import lay_out
from .letter import Button
from .setting import Setting, Words, letter_for

_OFF = (EventStatus.CANCELLED, EventStatus.REMOVED)


def render_still_coming(session: Session, row: Message, language: str) -> Rendered | None:
    """Ask a guest who said nothing since the event was moved. Raises NotFound."""
    found = _guest(session, row, language)
    if found is None:
        return None
    guest, page = found
    event = guest.event
    notice_id = UUID(str(row.values()["notice"]))
    is_of_use = event.status not in _OFF and event.time.start_utc > now() and guest.state == "confirmed"
    if not is_of_use or not _is_wanted(session, MailKind.STILL_COMING, row, guest):
        return None
    if not is_asked_still(session, rsvp_id=row.subject_id, event_id=event.id, notice_id=notice_id):
        return None
    setting = Setting(event, guest.campaign, language)
    words = Words(
        subject=setting.subject(gettext("Are you still coming? %(title)s", title=event.title.value)),
        headline=gettext("Are you still coming?"),
        paragraphs=(gettext("Time or place has changed since you said you’re coming. The hosts would like to know."),),
        button=Button(gettext("Say yes or no"), f"{page}#still"),
        links=(Button(gettext("Ask me no more"), f"{page}mail/still-coming"),),
    )
    return _one_click(lay_out(letter_for(setting, words)), f"{page}mail/still-coming")


def render_thanks(session: Session, row: Message, language: str) -> Rendered | None:
    """Thank a guest the day after. Raises NotFound."""
    found = _guest(session, row, language)
    if found is None:
        return None
    guest, page = found
    event = guest.event
    ended = event.time.end_utc or event.time.start_utc
    if guest.state != "confirmed" or event.status in _OFF or ended > now():
        return None
    if not _is_wanted(session, MailKind.THANKS, row, guest):
        return None
    setting = Setting(event, guest.campaign, language)
    news = f"{_base()}/{language}/c/{guest.campaign.slug}/news/"
    is_over = guest.campaign.phase is Phase.ARCHIVE
    words = Words(
        subject=setting.subject(gettext("Thank you: %(title)s", title=event.title.value)),
        headline=gettext("Thank you for being there."),
        paragraphs=(
            gettext("How did it go? The hosts are glad about a word."),
            gettext("You could not come after all? Then forgive this mail."),
        ),
        button=Button(gettext("Tell the hosts how it went"), f"{page}write/"),
        links=(
            *(() if is_over else (Button(gettext("The campaign’s news by mail"), news),)),
            Button(gettext("No such mails"), f"{page}mail/thanks"),
        ),
        has_slip=False,
    )
    return _one_click(lay_out(letter_for(setting, words)), f"{page}mail/thanks")


def render_guest_words(session: Session, row: Message, language: str) -> Rendered | None:
    """Bring a guest's words to a host, who learns no address. Raises NotFound."""
    values = row.values()
    link = find_host_link(session, host_id=UUID(str(values["host_id"])))
    if link is None:
        return None
    reader = Reader((row.locale,), _base(), Audience.HOST)
    guest = load_guest(session, rsvp_id=row.subject_id, link_version=None, reader=reader)
    event, campaign = load_event_by_id(session, event_id=guest.event.id, reader=reader)
    setting = Setting(event, campaign, language)
    name = guest.name or gettext("A guest without a name")
    words = Words(
        subject=setting.subject(gettext("A guest writes: %(title)s", title=event.title.value)),
        headline=gettext("%(name)s writes to you.", name=name),
        paragraphs=(gettext("They wrote on a page of ours: neither of you sees the other’s address."),),
        quoted=Text(str(values["words"]), guest.language),
        button=Button(gettext("Open my event"), f"{_base()}/manage/host/{services().signer.sign('host', link)}/"),
        small=(
            gettext(
                "Don’t answer this mail: nobody reads that mailbox. Open your event, then “Write to your guests”: there you answer."
            ),
            gettext("Too many? On the page of your messages you switch them off."),
        ),
        has_slip=False,
    )
    return lay_out(letter_for(setting, words))


def render_host_words(session: Session, row: Message, language: str) -> Rendered | None:
    """Bring a host's answer to a guest who wrote, and who learns no address. Raises NotFound."""
    found = _guest(session, row, language)
    if found is None:
        return None
    guest, page = found
    event = guest.event
    if event.status is EventStatus.REMOVED or not _is_wanted(session, MailKind.HOST_WORDS, row, guest):
        return None
    setting = Setting(event, guest.campaign, language)
    words = Words(
        subject=setting.subject(gettext("The hosts answer you: %(title)s", title=event.title.value)),
        headline=gettext("The hosts answer you."),
        paragraphs=(gettext("They wrote on a page of ours: neither of you sees the other’s address."),),
        quoted=Text(str(row.values()["words"]), event.languages[0]),
        button=Button(gettext("Write to the hosts"), f"{page}write/"),
        links=(Button(gettext("No more messages from these hosts"), f"{page}mail/host-words"),),
        small=(gettext("Don’t answer this mail: nobody reads that mailbox."),),
        has_slip=False,
    )
    return _one_click(lay_out(letter_for(setting, words)), f"{page}mail/host-words")


AROUND_KINDS: Mapping[str, Callable[[Session, Message, str], Rendered | None]] = {
    "still-coming": render_still_coming,
    "thanks": render_thanks,
    "guest-words": render_guest_words,
    "host-words": render_host_words,
}


def _guest(session: Session, row: Message, language: str) -> tuple[GuestRecord, str] | None:
    """Return the guest and the address of their own page; None when the answer is gone."""
    link = find_guest_link(session, rsvp_id=row.subject_id)
    if link is None:
        return None
    reader = Reader((row.locale,), _base(), Audience.GUEST)
    guest = load_guest(session, rsvp_id=row.subject_id, link_version=None, reader=reader)
    return guest, f"{_base()}/{language}/r/{services().signer.sign('rsvp', link)}/"


def _is_wanted(session: Session, kind: MailKind, row: Message, guest: GuestRecord) -> bool:
    of = {"rsvp_id": row.subject_id, "event_id": guest.event.id, "campaign_id": guest.campaign.id}
    return wants(session, kind, **of)


def _one_click(rendered: Rendered, url: str) -> Rendered:
    return replace(rendered, unsubscribe_url=url, unsubscribes_by_post=True)


def _base() -> str:
    return services().settings.base_url
