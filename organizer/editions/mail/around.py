"""Mails around an event, from a row of the outbox: still coming, thanks, and words between guests and hosts."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from uuid import UUID

from sqlalchemy.orm import Session

from organizer.foundation.core.clock import now
from organizer.foundation.core.languages import Text
from organizer.foundation.outbox import Message, Rendered
from organizer.foundation.web.state import services
from organizer.record.broadcasting import hosts_take_words, is_asked_still, wants
from organizer.record.loader import load_event_by_id, load_guest
from organizer.record.projector import Reader
from organizer.record.recipients import find_guest_link, find_host_link
from organizer.record.types import Audience, EventStatus, GuestRecord
from organizer.rsvps.rules.kinds import MailKind

from . import for_around
from .for_around import AroundMail
from .laying_out import lay_out
from .letter import LetterWords
from .setting import Setting

_OFF = (EventStatus.CANCELLED, EventStatus.REMOVED)
Words = Callable[[Setting, AroundMail], LetterWords]


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
    return _to_guest(guest, for_around.still_coming, AroundMail(page), language, f"{page}mail/still-coming")


def render_thanks(session: Session, row: Message, language: str) -> Rendered | None:
    """Thank a guest the day after. Raises NotFound."""
    found = _guest(session, row, language)
    if found is None:
        return None
    guest, page = found
    ended = guest.event.time.end_utc or guest.event.time.start_utc
    if guest.state != "confirmed" or guest.event.status in _OFF or ended > now():
        return None
    if not _is_wanted(session, MailKind.THANKS, row, guest):
        return None
    news = f"{_base()}/{language}/c/{guest.campaign.slug}/news/"
    return _to_guest(
        guest,
        for_around.thanks,
        AroundMail(page, _write(session, row, page), news=news),
        language,
        f"{page}mail/thanks",
    )


def render_guest_words(session: Session, row: Message, language: str) -> Rendered | None:
    """Bring a guest's words to a host, who learns no address. Raises NotFound."""
    values = row.values()
    link = find_host_link(session, host_id=UUID(str(values["host_id"])))
    if link is None:
        return None
    reader = Reader((row.locale,), _base(), Audience.HOST)
    guest = load_guest(session, rsvp_id=row.subject_id, link_version=None, reader=reader)
    event, campaign = load_event_by_id(session, event_id=guest.event.id, reader=reader)
    page = f"{_base()}/manage/host/{services().signer.sign('host', link)}/"
    mail = AroundMail(page, name=guest.name, words=Text(str(values["words"]), guest.language))
    return lay_out(for_around.guest_words(Setting(event, campaign, language), mail))


def render_host_words(session: Session, row: Message, language: str) -> Rendered | None:
    """Bring a host's answer to a guest who wrote, and who learns no address. Raises NotFound."""
    found = _guest(session, row, language)
    if found is None:
        return None
    guest, page = found
    event = guest.event
    if event.status is EventStatus.REMOVED or not _is_wanted(session, MailKind.HOST_WORDS, row, guest):
        return None
    mail = AroundMail(page, _write(session, row, page), words=Text(str(row.values()["words"]), event.languages[0]))
    return _to_guest(guest, for_around.host_words, mail, language, f"{page}mail/host-words")


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


def _write(session: Session, row: Message, page: str) -> str | None:
    return f"{page}write/" if hosts_take_words(session, rsvp_id=row.subject_id, now=now()) else None


def _to_guest(guest: GuestRecord, words: Words, mail: AroundMail, language: str, off: str) -> Rendered:
    letter = words(Setting(guest.event, guest.campaign, language), mail)
    return replace(lay_out(letter), unsubscribe_url=off, unsubscribes_by_post=True)


def _base() -> str:
    return services().settings.base_url
