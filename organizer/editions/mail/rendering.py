"""From a row of the outbox to a mail: what is no longer true is not sent."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from flask import Flask
from flask_babel import force_locale
from sqlalchemy.orm import Session

from organizer.editions.calendars.mail import Attachment as CalendarFile
from organizer.editions.calendars.mail import Invited, Sending, render_invitation, render_publish
from organizer.foundation.core.clock import now
from organizer.foundation.core.errors import NotFound
from organizer.foundation.core.languages import Text, interface_language
from organizer.foundation.outbox import Addressee, Attachment, Message, Purpose, Rendered
from organizer.foundation.outbox.own_mails import own_mails_path
from organizer.foundation.web.state import services
from organizer.record.broadcasting import hosts_take_words, wants
from organizer.record.loader import load_event_by_id, load_guest
from organizer.record.projector import Reader
from organizer.record.recipients import event_waits_for_confirmation, find_guest_link, find_host_link, offer_is_open
from organizer.record.types import Audience, CampaignRecord, Change, EventStatus, GuestRecord
from organizer.rsvps.rules.kinds import MailKind
from organizer.rsvps.rules.reminders import reminders_of

from . import for_guests, for_hosts, for_waiting, for_watchers
from .for_guests import GuestMail
from .for_hosts import HostLinks
from .kinds import because_of, purpose_of
from .laying_out import Foot, ending_with, lay_out
from .letter import LetterWords, is_neutral
from .many import MANY_KINDS
from .setting import Setting
from .sign_in import sign_in_letter
from .standing import telling_of
from .watching import render_for_watcher

_HOST_KINDS: Mapping[str, Callable[[Setting, HostLinks], LetterWords]] = {
    "event-confirm": for_hosts.confirm_listing,
    "event-approved": for_hosts.approved,
    "event-changes-wanted": for_hosts.changes_wanted,
    "event-rejected": for_hosts.rejected,
    "event-taken-away": for_hosts.taken_away,
    "event-hand-over": for_hosts.hand_over,
    "clocks-changed": for_hosts.clocks_changed,
    "clocks-skip": for_hosts.clocks_skip,
}
_GUEST_KINDS: Mapping[str, Callable[[Setting, GuestMail], LetterWords]] = {
    "rsvp-confirm": for_guests.confirm_answer,
    "rsvp-confirmed": for_guests.confirmed,
    "rsvp-already": for_guests.already,
    "rsvp-invitation": for_guests.invitation,
    "rsvp-uninvited": for_guests.uninvited,
    "rsvp-taken-off": for_guests.taken_off,
    "reminder-day": for_guests.day_before,
    "reminder-hours": for_guests.hours_before,
    "event-changed": for_guests.changed,
    "event-cancelled": for_guests.cancelled,
    "event-back-on": for_guests.back_on,
    "event-hidden": for_guests.taken_away,
    "event-clocks": for_guests.clocks_changed,
    "waiting-confirm": for_waiting.confirm_waiting,
    "waiting-joined": for_waiting.joined,
    "waiting-offer": for_waiting.offer,
    "waiting-lapsed": for_waiting.lapsed,
    "waiting-over": for_waiting.over,
    "waiting-too-large": for_waiting.too_large,
    "rsvp-unanswered": for_waiting.unanswered,
    "rsvp-asked": for_waiting.asked,
    "rsvp-approved": for_waiting.approved,
    "rsvp-declined": for_waiting.declined,
}
#: A mail of this kind goes to answers in these states only.
_GUEST_STATES = {
    "rsvp-confirm": ("pending",),
    "rsvp-confirmed": ("confirmed",),
    "rsvp-already": ("confirmed",),
    "rsvp-invitation": ("confirmed",),
    "waiting-confirm": ("pending",),
    "waiting-joined": ("waiting",),
    "waiting-offer": ("offered",),
    "waiting-lapsed": ("cancelled",),
    "waiting-over": ("cancelled",),
    "waiting-too-large": ("cancelled",),
    "rsvp-unanswered": ("cancelled",),
    "rsvp-asked": ("asked",),
    "rsvp-approved": ("confirmed",),
    "rsvp-declined": ("declined",),
    "rsvp-uninvited": ("confirmed", "cancelled"),
    "rsvp-taken-off": ("cancelled",),
    "reminder-day": ("confirmed",),
    "reminder-hours": ("confirmed",),
}
_NEUTRAL_FILE = "calendar.ics"
#: The address is confirmed, and nobody said no: they hear what becomes of the event.
_LIVE_STATES = ("asked", "waiting", "offered", "confirmed")
#: With these comes no file of the event: who reads them does not go there, or not yet.
_WITHOUT_FILE = frozenset({
    "rsvp-taken-off", "waiting-confirm", "waiting-joined", "waiting-offer", "waiting-lapsed", "waiting-over",
    "waiting-too-large", "rsvp-asked", "rsvp-unanswered", "rsvp-declined",
})  # fmt: skip
#: Told when the event begins, also of one whose end nobody knows.
_AT_THE_START = ("waiting-over", "rsvp-unanswered")
_REMINDERS = ("reminder-day", "reminder-hours")
_SIGN_IN_KINDS = ("sign-in-link", "sign-in-unknown")


class MailRoom:
    """Renders mails inside the application, in the recipient's language."""

    def __init__(self, app: Flask) -> None:
        """Remember the application: the worker has no request."""
        self._app = app

    def render(self, session: Session, message: Message) -> Rendered | None:
        """Return the mail, or None when it is no longer true or useful."""
        language = interface_language([message.locale])
        purpose = purpose_of(message.kind)
        with self._app.app_context(), force_locale(language):
            foot = Foot(because_of(message.kind), _own_mails(message, purpose, language))
            try:
                with ending_with(foot):
                    rendered = self._render(session, message, language)
            except NotFound:
                return None
        return None if rendered is None else replace(rendered, purpose=purpose)

    def _render(self, session: Session, message: Message, language: str) -> Rendered | None:
        if message.kind in _SIGN_IN_KINDS:
            return lay_out(sign_in_letter(message.kind, message.values(), services().settings.base_url, language))
        if message.kind in _HOST_KINDS:
            return _for_host(session, message, language)
        if message.kind in _GUEST_KINDS:
            return _for_guest(session, message, language)
        if message.kind in for_watchers.KINDS:
            return render_for_watcher(session, message, language)
        if message.kind in MANY_KINDS:
            return MANY_KINDS[message.kind](session, message, language)
        raise KeyError(message.kind)


def _own_mails(message: Message, purpose: Purpose, language: str) -> str | None:
    """Return where the recipient sees which mails they get; nothing in a mail to an address that nobody confirmed yet."""
    if purpose in (Purpose.ASKED, Purpose.CONFIRMING):
        return None
    path = own_mails_path(services().signer, Addressee(message.recipient_index, message.campaign_id))
    return f"{services().settings.base_url}/{language}{path}"


def _reader(message: Message, audience: Audience) -> Reader:
    return Reader((message.locale,), services().settings.base_url, audience)


def _for_host(session: Session, message: Message, language: str) -> Rendered | None:
    values = message.values()
    event, campaign = load_event_by_id(session, event_id=message.subject_id, reader=_reader(message, Audience.HOST))
    act = _host_act(session, message, values)
    if act is None:
        return None
    base = services().settings.base_url
    note = Text(str(values["note"]), message.locale) if values.get("note") else None
    links = HostLinks(f"{base}{act}", event.url, f"{event.url}print/", note)
    return lay_out(_HOST_KINDS[message.kind](Setting(event, campaign, language), links))


def _host_act(session: Session, message: Message, values: Mapping[str, object]) -> str | None:
    """Return the path of the link that only this recipient gets; None when there is nothing to do any more."""
    sign = services().signer.sign
    if message.kind == "event-confirm":
        if not event_waits_for_confirmation(session, event_id=message.subject_id):
            return None
        return f"/manage/listing/{sign('listing', {'e': str(message.subject_id)})}/"
    if message.kind == "event-hand-over":
        offer_id = UUID(str(values["hand_over_id"]))
        if not offer_is_open(session, hand_over_id=offer_id):
            return None
        return f"/manage/hand-over/{sign('hand-over', {'o': str(offer_id)})}/"
    link = find_host_link(session, host_id=UUID(str(values["host_id"])))
    return None if link is None else f"/manage/host/{sign('host', link)}/"


def _for_guest(session: Session, message: Message, language: str) -> Rendered | None:
    link = find_guest_link(session, rsvp_id=message.subject_id)
    if link is None:
        return None
    guest = load_guest(session, rsvp_id=message.subject_id, link_version=None, reader=_reader(message, Audience.GUEST))
    at = now()
    if not _is_still_true(message, guest, at) or not _is_still_due(session, message, guest):
        return None
    telling = telling_of(session, message, guest, at)
    if telling is None:
        return None
    token = services().signer.sign("rsvp", link)
    own_page = f"{services().settings.base_url}/{language}/r/{token}/"
    values = telling.values
    note = Text(str(values["note"]), guest.event.languages[0]) if values.get("note") else None
    takes_words = message.kind in _REMINDERS and hosts_take_words(session, rsvp_id=message.subject_id, now=at)
    mail = GuestMail(guest, own_page, _before(values), note, f"{own_page}write/" if takes_words else None)
    setting = Setting(guest.event, guest.campaign, language)
    rendered = lay_out(_GUEST_KINDS[telling.kind](setting, mail))
    if message.kind in _REMINDERS:
        rendered = replace(rendered, unsubscribe_url=f"{own_page}no-reminders", unsubscribes_by_post=True)
        # An invitation is in the calendar already; sent again it would ask once more.
        return rendered if guest.wants_invitation else _with_calendar(rendered, message, guest, language)
    return rendered if message.kind in _WITHOUT_FILE else _with_calendar(rendered, message, guest, language)


def _is_still_true(message: Message, guest: GuestRecord, at: datetime) -> bool:
    """A mail about what is over, off, taken back or changed again must not go out."""
    event = guest.event
    if guest.state not in _GUEST_STATES.get(message.kind, _LIVE_STATES):
        return False
    if message.kind == "rsvp-invitation" and not (guest.wants_invitation and guest.state == "confirmed"):
        return False
    if message.kind == "rsvp-uninvited" and guest.wants_invitation and guest.state == "confirmed":
        return False
    if (event.time.end_utc or event.time.start_utc) < at and message.kind not in _AT_THE_START:
        return False
    is_off = event.status in (EventStatus.CANCELLED, EventStatus.REMOVED)
    if message.kind == "event-hidden":
        return event.status is EventStatus.REMOVED
    return is_off if message.kind == "event-cancelled" else not is_off


def _is_still_due(session: Session, message: Message, guest: GuestRecord) -> bool:
    """A reminder of an hour or a day to which the event was not moved, or that is switched off since, must not go out."""
    if message.kind not in _REMINDERS:
        return True
    when = guest.event.time
    reminders = reminders_of(when.start, when.start_utc, when.zone, is_date_only=when.is_date_only)
    asked = (message.kind, message.values().get("occasion"))
    if not guest.wants_reminders or asked not in {(f"reminder-{one.kind.value}", one.occasion) for one in reminders}:
        return False
    of = {"rsvp_id": message.subject_id, "event_id": guest.event.id, "campaign_id": guest.campaign.id}
    return wants(session, MailKind.REMINDERS, **of)


def _before(values: Mapping[str, object]) -> Change | None:
    before = values.get("before")
    if not isinstance(before, dict) or not before:
        return None
    start = before.get("start")
    return Change(start=datetime.fromisoformat(start) if start else None, venue=before.get("venue"))


def _with_calendar(rendered: Rendered, message: Message, guest: GuestRecord, language: str) -> Rendered:
    """Add the event for the reader's calendar: an invitation for who asked for one, else a file to open."""
    domain = services().settings.mail.sender.rpartition("@")[2]
    sending = Sending(f"noreply@{domain}", guest.event.group_name, now())
    is_withdrawn = message.kind == "rsvp-uninvited"
    if is_withdrawn or (guest.wants_invitation and guest.state == "confirmed"):
        invited = Invited(message.recipient or "", guest.invitation_step, is_withdrawn)
        file = render_invitation(guest.event, language, sending, invited)
        return replace(rendered, invitation=Attachment(file.body, file.filename, file.content_type))
    return with_published(rendered, render_publish(guest.event, language, sending), guest.campaign)


def with_published(rendered: Rendered, file: CalendarFile, campaign: CampaignRecord) -> Rendered:
    """Add a file to open; lists of mails show names of files beside the subject."""
    name = _NEUTRAL_FILE if is_neutral(campaign) else file.filename
    return replace(rendered, attachments=(Attachment(file.body, name, file.content_type),))
