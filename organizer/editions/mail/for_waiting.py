"""Mails to guests who wait: for a place, or for the hosts' word."""

from flask_babel import gettext

from organizer.foundation.core.walltime import get_zone
from organizer.foundation.core.wording import full_day, hour
from organizer.record.types import GuestRecord

from .for_guests import GuestMail, deleted_words, not_me
from .letter import Button, LetterWords
from .setting import Setting, Words, letter_for


def confirm_waiting(setting: Setting, mail: GuestMail) -> LetterWords:
    """Ask whether it was the owner of the address who wants to wait for a place."""
    return letter_for(
        setting,
        Words(
            subject=setting.subject(gettext("Waiting list: %(title)s", title=setting.event.title.value)),
            headline=gettext("Would you like to wait for a place?"),
            paragraphs=(
                gettext("Somebody with your address would like to come, and all places are taken."),
                gettext("Press the button to say it was you. Then you stand in the list."),
            ),
            button=Button(gettext("To the waiting list"), mail.own_page),
            links=(not_me(mail),),
            small=(gettext("It was not you? Do nothing. After two days we forget this address."),),
        ),
    )


def joined(setting: Setting, mail: GuestMail) -> LetterWords:
    """Say that the guest is on the waiting list, and how it goes on."""
    return letter_for(
        setting,
        Words(
            subject=setting.subject(gettext("You’re on the waiting list: %(title)s", title=setting.event.title.value)),
            headline=gettext("You’re on the waiting list."),
            paragraphs=(
                gettext("All places are taken. When it is your turn, you get a mail, and time to say yes."),
                gettext("You don’t want to wait any more? Leave the list with the button."),
            ),
            button=Button(gettext("My answer"), mail.own_page),
            small=(deleted_words(mail.guest, setting.language),),
        ),
    )


def offer(setting: Setting, mail: GuestMail) -> LetterWords:
    """Offer a place that got free, and say until when."""
    return letter_for(
        setting,
        Words(
            subject=setting.subject(gettext("There is a place for you: %(title)s", title=setting.event.title.value)),
            headline=gettext("There is a place for you."),
            paragraphs=(
                _until(setting, mail.guest),
                gettext("Can’t you come after all? Say so on the same page, then the next in the list is asked."),
            ),
            button=Button(gettext("To my place"), mail.own_page),
            small=(deleted_words(mail.guest, setting.language),),
        ),
    )


def lapsed(setting: Setting, mail: GuestMail) -> LetterWords:
    """Tell that the time of an offer is over, and that one can stand in line again."""
    return letter_for(
        setting,
        Words(
            subject=setting.subject(gettext("Your place went on: %(title)s", title=setting.event.title.value)),
            headline=gettext("Your place went to the next in the list."),
            paragraphs=(
                gettext("We kept it for a while and heard nothing from you. That is all right."),
                gettext("You would still like to come? On your page you get on the list again, at its end."),
            ),
            button=Button(gettext("My answer"), mail.own_page),
            small=(deleted_words(mail.guest, setting.language),),
        ),
    )


def over(setting: Setting, mail: GuestMail) -> LetterWords:
    """Tell who still waits that the event begins without them."""
    return _no_place(setting, mail, gettext("The event begins, and no place got free. Thank you for wanting to come."))


def too_large(setting: Setting, mail: GuestMail) -> LetterWords:
    """Tell a party that the event has fewer places, since it was made smaller, than they are people."""
    return _no_place(
        setting,
        mail,
        gettext("The event has become smaller: it has fewer places now than you are people."),
        gettext("Fewer of you would like to come? Then answer once more on the page of the event."),
        link=Button(gettext("To the event"), setting.event.url),
    )


def unanswered(setting: Setting, mail: GuestMail) -> LetterWords:
    """Tell who asked the hosts that these said nothing until the event began."""
    return _no_place(
        setting, mail, gettext("The event begins, and the hosts have not decided on your answer. We are sorry.")
    )


def _no_place(setting: Setting, mail: GuestMail, *why: str, link: Button | None = None) -> LetterWords:
    return letter_for(
        setting,
        Words(
            subject=setting.subject(gettext("No place this time: %(title)s", title=setting.event.title.value)),
            headline=gettext("There was no place for you this time."),
            paragraphs=why,
            links=(*((link,) if link else ()), Button(gettext("Other events"), setting.campaign.url)),
            small=(deleted_words(mail.guest, setting.language),),
        ),
    )


def asked(setting: Setting, mail: GuestMail) -> LetterWords:
    """Say that the hosts decide on the answer."""
    return letter_for(
        setting,
        Words(
            subject=setting.subject(gettext("The hosts have your answer: %(title)s", title=setting.event.title.value)),
            headline=gettext("The hosts have your answer."),
            paragraphs=(
                gettext("They look at each answer. You get a mail as soon as they have decided."),
                gettext("Please don’t go there before: your place is not sure yet."),
            ),
            button=Button(gettext("My answer"), mail.own_page),
            small=(deleted_words(mail.guest, setting.language),),
        ),
    )


def approved(setting: Setting, mail: GuestMail) -> LetterWords:
    """Say that the hosts said yes, with everything to get there."""
    return letter_for(
        setting,
        Words(
            subject=setting.subject(gettext("You’re coming: %(title)s", title=setting.event.title.value)),
            headline=gettext("The hosts said yes: you’re coming."),
            paragraphs=(
                gettext("With it comes the invitation for your calendar. You need not answer it.")
                if mail.guest.wants_invitation
                else gettext("The event is attached for your calendar."),
            ),
            button=Button(gettext("Change or cancel"), mail.own_page),
            small=(deleted_words(mail.guest, setting.language),),
        ),
    )


def declined(setting: Setting, mail: GuestMail) -> LetterWords:
    """Say that the hosts said no, and why."""
    return letter_for(
        setting,
        Words(
            subject=setting.subject(gettext("Not this time: %(title)s", title=setting.event.title.value)),
            headline=gettext("The hosts said no this time."),
            paragraphs=(
                *_reason(mail.guest),
                *((gettext("They write:"),) if mail.note else ()),
            ),
            quoted=mail.note,
            links=(Button(gettext("Other events"), setting.campaign.url),),
            small=(deleted_words(mail.guest, setting.language),),
        ),
    )


def _until(setting: Setting, guest: GuestRecord) -> str:
    if guest.offered_until is None:
        return gettext("We keep it for you for a while.")
    until = guest.offered_until.astimezone(get_zone(setting.event.time.zone)).replace(tzinfo=None)
    return gettext(
        "A place got free, and it is your turn. We keep it for you until %(day)s, %(hour)s, as clocks at the event show it.",
        day=full_day(until.date(), setting.language),
        hour=hour(until, setting.language),
    )


def _reason(guest: GuestRecord) -> tuple[str, ...]:
    words = {
        "too-few-places": gettext("There are too few places for all who would like to come."),
        "for-others": gettext("It is for people of this group or neighbourhood."),
        "not-known": gettext("They would like to know their guests first. Get in touch with them, then ask again."),
    }
    reason = words.get(guest.declined_for or "")
    return (reason,) if reason else (gettext("It does not mean anything against you. There is more to do elsewhere."),)
