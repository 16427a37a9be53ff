"""A guest's own page: where the answer stands, what can be done about it, what we keep."""

from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext

from organizer.foundation.core.wording import plain_day
from organizer.record.moments import is_over
from organizer.record.types import EventStatus, GuestRecord

from .answer_form import AnswerFields, answer_fields
from .event_page import WayChoice, party_words, ways_to_choose
from .guest_words import acting_words, cancelling_words, explained
from .notices import EventNotice, notice_of
from .reader import PageReader
from .shifts import ShiftWords, shift_words
from .when import SlipTime, slip_time
from .where import SlipPlace, slip_place


@dataclass(frozen=True, slots=True)
class GuestPage:
    """Everything on a guest's page besides the record itself."""

    title: str
    lead: str
    state: tuple[str, str]
    notice: EventNotice | None
    time: SlipTime
    place: SlipPlace
    explained: tuple[str, ...]  # what the state means
    can_confirm: bool
    can_say_maybe: bool
    has_no_mail: bool
    confirm_head: str
    confirm_words: str
    confirm_label: str
    waits: bool  # the button puts them on the waiting list
    can_change: bool
    shows_form: bool  # can change, or typed a change that came too late
    cancel_words: tuple[str, str, str]  # head, sentence, label
    ways: tuple[WayChoice, ...]
    shifts: tuple[ShiftWords, ...]
    shifts_url: str
    can_cancel: bool
    fields: AnswerFields
    kept: tuple[tuple[str, str], ...]
    confirm_url: str
    change_url: str
    maybe_url: str
    cancel_url: str
    file_url: str
    door_url: str | None  # the code to scan at the door; None for who doesn't come
    export_url: str
    erase_url: str
    mail_url: str | None  # none for who gave no address
    mails_url: str
    still_yes_url: str
    still_no_url: str
    questions_url: str
    consents_url: str
    deleted_on: str
    can_be_invited: bool
    can_be_reminded: bool
    wants_invitation: bool  # as kept, or as just ticked
    wants_reminders: bool


def guest_page_of(
    guest: GuestRecord, token: str, reader: PageReader, form: object | None = None, *, is_refused: bool = False
) -> GuestPage:
    """Return the page's values; ``form`` holds what the guest typed and what is to be put right.

    ``is_refused``: there were not enough places at this very moment.
    """
    event = guest.event
    is_off = event.status in (EventStatus.CANCELLED, EventStatus.REMOVED)
    is_past = is_over(event, reader.at)
    is_live = not is_off and not is_past
    takes_answers = is_live and event.takes_rsvp
    is_maybe = guest.state == "confirmed" and guest.reply == "maybe"
    given = {"name": guest.name or "", "party_size": str(guest.party_size), "way": guest.way}
    can_change = is_live and guest.state in ("confirmed", "waiting", "offered", "asked")
    words = acting_words(guest, reader, is_refused=is_refused)
    return GuestPage(
        title=_title(guest, is_off=is_off, is_past=is_past),
        lead=gettext("This page is yours alone. Whoever has its address can change your answer."),
        state=_state(guest),
        notice=notice_of(event, reader.tongue),
        time=slip_time(event, reader.tongue),
        place=slip_place(event, is_guest=guest.is_coming),
        explained=explained(guest, reader) if is_live else (),
        can_confirm=takes_answers and (is_maybe or guest.state in ("pending", "offered", "cancelled")),
        can_say_maybe=takes_answers and not is_maybe and guest.state != "declined",
        has_no_mail=is_live and guest.email_masked is None,
        confirm_head=words.head,
        confirm_words=words.sentence,
        confirm_label=words.label,
        waits=words.waits,
        can_change=can_change,
        shows_form=can_change or (is_live and form is not None and guest.state != "declined"),
        can_cancel=is_live and guest.state not in ("cancelled", "declined"),
        cancel_words=cancelling_words(guest),
        ways=ways_to_choose(event),
        shifts=shift_words(guest.shifts, reader.ui) if is_live else (),
        shifts_url=url_for("rsvps.choose_own_shifts", token=token),
        fields=answer_fields(form, given),
        kept=_kept(guest, reader),
        confirm_url=url_for("rsvps.confirm_answer", token=token),
        change_url=url_for("rsvps.change_answer", token=token),
        maybe_url=url_for("rsvps.say_maybe_to_event", token=token),
        cancel_url=url_for("rsvps.cancel_answer", token=token),
        file_url=url_for("calendars.guest_file", token=token),
        door_url=url_for("site.guest_door_code", token=token) if is_live and guest.is_coming else None,
        export_url=url_for("rsvps.export_answer", token=token),
        erase_url=url_for("rsvps.erase_answer", token=token),
        consents_url=url_for("rsvps.decide_own_consents", token=token),
        deleted_on=plain_day(guest.purge_on, reader.ui),
        questions_url=url_for("rsvps.answer_own_questions", token=token),
        can_be_invited=guest.email_masked is not None and not is_maybe,
        can_be_reminded=guest.email_masked is not None,
        mail_url=_mail_url(guest, token),
        mails_url=url_for("rsvps.own_mails", token=token),
        still_yes_url=url_for("broadcasts.still_coming", token=token, answer="yes"),
        still_no_url=url_for("broadcasts.still_coming", token=token, answer="no"),
        wants_invitation=_ticked(form, "wants_invitation", kept=guest.wants_invitation),
        wants_reminders=_ticked(form, "wants_reminders", kept=guest.wants_reminders),
    )


@dataclass(frozen=True, slots=True)
class GonePage:
    """A guest's page of an event that was taken away for safety: not a word of the event."""

    state: tuple[str, str]
    can_cancel: bool
    hears_again: bool  # by a mail, when it comes back
    kept: tuple[tuple[str, str], ...]
    cancel_url: str
    file_url: str
    export_url: str
    erase_url: str
    mail_url: str | None
    mails_url: str


def gone_page_of(guest: GuestRecord, token: str, reader: PageReader) -> GonePage:
    """Return what is left to a guest: to take the answer back, and the file that takes it out of a calendar."""
    return GonePage(
        state=_state(guest),
        can_cancel=guest.state not in ("cancelled", "declined"),
        hears_again=guest.state in ("confirmed", "waiting", "offered", "asked"),
        kept=_kept(guest, reader),
        cancel_url=url_for("rsvps.cancel_answer", token=token),
        file_url=url_for("calendars.guest_file", token=token),
        export_url=url_for("rsvps.export_answer", token=token),
        erase_url=url_for("rsvps.erase_answer", token=token),
        mail_url=_mail_url(guest, token),
        mails_url=url_for("rsvps.own_mails", token=token),
    )


def _mail_url(guest: GuestRecord, token: str) -> str | None:
    return url_for("broadcasts.own_mail", token=token) if guest.email_masked and guest.state != "pending" else None


def _ticked(form: object | None, name: str, *, kept: bool) -> bool:
    field = getattr(form, name, None)
    return kept if field is None else bool(field.data)


def _title(guest: GuestRecord, *, is_off: bool, is_past: bool) -> str:
    if is_off:
        return gettext("This event does not take place")
    if is_past:
        return gettext("This event is over")
    if guest.state == "confirmed" and guest.reply == "maybe":
        return gettext("Perhaps you’re coming")
    if guest.state == "confirmed":
        return gettext("You’re coming, %(name)s.", name=guest.name) if guest.name else gettext("You’re coming.")
    titles = {
        "pending": gettext("One step left"),
        "asked": gettext("The hosts have your answer"),
        "waiting": gettext("You’re on the waiting list"),
        "offered": gettext("There is a place for you"),
        "cancelled": gettext("You’re not coming"),
        "declined": gettext("The hosts said no this time"),
    }
    return titles[guest.state]


def _state(guest: GuestRecord) -> tuple[str, str]:
    words = {
        "confirmed": (gettext("Confirmed"), "good"),
        "maybe": (gettext("Maybe"), ""),
        "pending": (gettext("Waits for you"), "warn"),
        "asked": (gettext("Waits for the hosts"), "warn"),
        "waiting": (gettext("Waiting list"), "warn"),
        "offered": (gettext("Waits for you"), "warn"),
        "cancelled": (gettext("Not coming"), ""),
        "declined": (gettext("Not coming"), ""),
    }
    return words["maybe" if guest.state == "confirmed" and guest.reply == "maybe" else guest.state]


def _kept(guest: GuestRecord, reader: PageReader) -> tuple[tuple[str, str], ...]:
    pairs = (
        (gettext("Name"), guest.name),
        (gettext("E-mail"), guest.email_masked or gettext("none: six words open this page")),
        (gettext("People"), party_words(guest.party_size, reader.ui) if guest.state != "cancelled" else None),
        (gettext("Deleted on"), plain_day(guest.purge_on, reader.ui)),
    )
    return tuple((term, value) for term, value in pairs if value)
