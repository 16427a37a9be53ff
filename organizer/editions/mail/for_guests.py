"""Mails to guests."""

from dataclasses import dataclass

from flask_babel import gettext, ngettext

from organizer.foundation.core.languages import Text
from organizer.foundation.core.wording import hour, number, plain_day
from organizer.places.cldr import zone_city
from organizer.places.zones import canonical_zone
from organizer.record.types import Change, GuestRecord

from .letter import Button, LetterWords
from .setting import Setting, Words, letter_for
from .slip import before_words

#: Characters of the hosts' words in a reminder.
_LONGEST_QUOTE = 600


@dataclass(frozen=True, slots=True)
class GuestMail:
    """The guest, the link to their own page, and what was true before a change.

    ``note``: what the hosts wrote to this guest; ``write``: where the guest writes to them, None when they take no words.
    """

    guest: GuestRecord
    own_page: str
    before: Change | None = None
    note: Text | None = None
    write: str | None = None


def confirm_answer(setting: Setting, mail: GuestMail) -> LetterWords:
    """Ask whether it was the owner of the address who said they come."""
    return letter_for(
        setting,
        Words(
            subject=setting.subject(gettext("Confirm: %(title)s", title=setting.event.title.value)),
            headline=gettext("Are you coming?"),
            paragraphs=(gettext("Somebody with your address said you’re coming. Press the button to say it was you."),),
            button=Button(gettext("Yes, I’m coming"), mail.own_page),
            links=(not_me(mail),),
            small=(gettext("It was not you? Do nothing. After two days we forget this address."),),
        ),
    )


def not_me(mail: GuestMail) -> Button:
    """Return the link for who never asked for the mail."""
    return Button(gettext("It was not me: no more of these"), f"{mail.own_page}not-me")


def confirmed(setting: Setting, mail: GuestMail) -> LetterWords:
    """Say that the answer counts, with everything to get there."""
    people = mail.guest.party_size
    return letter_for(
        setting,
        Words(
            subject=setting.subject(gettext("You’re coming: %(title)s", title=setting.event.title.value)),
            headline=gettext("You’re coming."),
            paragraphs=(
                ngettext(
                    "We count on one person.",
                    "We count on %(count)s people.",
                    people,
                    count=number(people, setting.language),
                ),
                gettext("With it comes the invitation for your calendar. You need not answer it.")
                if mail.guest.wants_invitation
                else gettext("The event is attached for your calendar."),
            ),
            button=Button(gettext("Change or cancel"), mail.own_page),
            small=(deleted_words(mail.guest, setting.language),),
        ),
    )


def invitation(setting: Setting, mail: GuestMail) -> LetterWords:
    """Bring the invitation that the guest asked for."""
    return letter_for(
        setting,
        Words(
            subject=setting.subject(gettext("Invitation: %(title)s", title=setting.event.title.value)),
            headline=gettext("Here is your invitation."),
            paragraphs=(
                gettext("Your mail program can put it into your calendar and keep it right when something changes."),
                gettext("You need not answer it: we know that you’re coming."),
            ),
            button=Button(gettext("Change or cancel"), mail.own_page),
            small=(deleted_words(mail.guest, setting.language),),
        ),
    )


def uninvited(setting: Setting, mail: GuestMail) -> LetterWords:
    """Take the invitation back: the guest asked for no more, or comes no more."""
    is_coming = mail.guest.is_coming
    return letter_for(
        setting,
        Words(
            subject=setting.subject(gettext("Out of your calendar: %(title)s", title=setting.event.title.value)),
            headline=gettext("You’re not coming.")
            if mail.guest.state == "cancelled"
            else gettext("The invitation is taken back."),
            paragraphs=(
                gettext("This mail takes the event out of your calendar. If it is still there, delete it by hand."),
                *((gettext("You’re still on the list of those who come."),) if is_coming else ()),
            ),
            button=Button(gettext("My answer"), mail.own_page),
            small=(deleted_words(mail.guest, setting.language),),
        ),
    )


def taken_off(setting: Setting, mail: GuestMail) -> LetterWords:
    """Tell that the hosts took the guest off the list, with what they write."""
    return letter_for(
        setting,
        Words(
            subject=setting.subject(gettext("Off the list: %(title)s", title=setting.event.title.value)),
            headline=gettext("The hosts took you off the list."),
            paragraphs=(
                gettext("Was it a mistake? Your page tells you how to come after all, as long as there is room."),
                *((gettext("They write:"),) if mail.note else ()),
            ),
            quoted=mail.note,
            button=Button(gettext("My answer"), mail.own_page),
            small=(deleted_words(mail.guest, setting.language),),
        ),
    )


def day_before(setting: Setting, mail: GuestMail) -> LetterWords:
    """Remind a guest the day before, with what the hosts say."""
    return letter_for(
        setting,
        Words(
            subject=setting.subject(gettext("Reminder: %(title)s", title=setting.event.title.value)),
            headline=gettext("It is nearly time."),
            paragraphs=(
                gettext("You said you’re coming. Can’t you? Say so with the button, then others have your place.")
                if mail.guest.is_coming
                else gettext("You said that perhaps you’re coming. Do you? Say so with the button."),
            ),
            quoted=_what_hosts_say(setting),
            button=Button(gettext("Change or cancel"), mail.own_page),
            links=_ways_from_reminder(mail),
            small=(*_whom_to_ask(setting, mail), deleted_words(mail.guest, setting.language)),
        ),
    )


def hours_before(setting: Setting, mail: GuestMail) -> LetterWords:
    """Remind a guest two hours before, with what the hosts say: who looks only now needs all of it."""
    start = hour(setting.event.time.start, setting.language)
    return letter_for(
        setting,
        Words(
            subject=setting.subject(gettext("At %(hour)s: %(title)s", hour=start, title=setting.event.title.value)),
            headline=gettext("It starts at %(hour)s.", hour=start),
            paragraphs=(
                gettext("That is the hour as clocks at the event show it."),
                gettext("Can’t you come? Say so with the button, then others have your place."),
            ),
            quoted=_what_hosts_say(setting),
            button=Button(gettext("Change or cancel"), mail.own_page),
            links=_ways_from_reminder(mail),
            small=(*_whom_to_ask(setting, mail), deleted_words(mail.guest, setting.language)),
        ),
    )


def already(setting: Setting, mail: GuestMail) -> LetterWords:
    """Remind somebody who answered again that they are on the list."""
    return letter_for(
        setting,
        Words(
            subject=setting.subject(gettext("You’re on the list already: %(title)s", title=setting.event.title.value)),
            headline=gettext("You’re on the list already."),
            paragraphs=(gettext("Nothing was changed. With the button you see, change or cancel your answer."),),
            button=Button(gettext("My answer"), mail.own_page),
            small=(deleted_words(mail.guest, setting.language),),
        ),
    )


def changed(setting: Setting, mail: GuestMail) -> LetterWords:
    """Tell of another time or place: old and new side by side."""
    return letter_for(
        setting,
        Words(
            subject=setting.subject(gettext("Changed: %(title)s", title=setting.event.title.value)),
            headline=gettext("Time or place has changed."),
            paragraphs=(
                gettext("You said you’re coming. This is how it is now:")
                if mail.guest.is_coming
                else gettext("You said that perhaps you’re coming. This is how it is now:")
                if mail.guest.state == "confirmed"
                else gettext("You would like to come. This is how it is now:"),
            ),
            before=before_words(mail.before, setting.language),
            button=Button(gettext("Still coming? Say yes or no"), f"{mail.own_page}#still")
            if mail.guest.state == "confirmed"
            else Button(gettext("My answer"), mail.own_page),
            links=(Button(gettext("Change or cancel"), mail.own_page),) if mail.guest.state == "confirmed" else (),
            small=(deleted_words(mail.guest, setting.language),),
        ),
    )


def cancelled(setting: Setting, mail: GuestMail) -> LetterWords:
    """Tell that the event is off."""
    reason = setting.event.reason
    return letter_for(
        setting,
        Words(
            subject=setting.subject(gettext("Cancelled: %(title)s", title=setting.event.title.value)),
            headline=gettext("The event is cancelled."),
            paragraphs=(gettext("The hosts have called it off. You need not do anything."),),
            quoted=Text(reason, setting.event.languages[0]) if reason else None,
            links=(Button(gettext("Other events"), setting.campaign.url),),
            small=(deleted_words(mail.guest, setting.language),),
        ),
    )


def taken_away(setting: Setting, mail: GuestMail) -> LetterWords:
    """Tell that the event was taken off the page for safety; without a word of the event itself."""
    return letter_for(
        setting,
        Words(
            subject=setting.subject(gettext("Please don’t go there: a change")),
            headline=gettext("An event that you said you’re coming to was taken away.")
            if mail.guest.is_coming
            else gettext("An event that you answered was taken away."),
            paragraphs=(
                gettext("The coalition no longer stands behind it. Please don’t go there."),
                gettext("If it is in your calendar, the file with this mail takes it out."),
            ),
            links=(Button(gettext("Other events"), setting.campaign.url),),
            has_slip=False,
            small=(deleted_words(mail.guest, setting.language),),
        ),
    )


def back_on(setting: Setting, mail: GuestMail) -> LetterWords:
    """Tell that a cancelled event takes place after all."""
    return letter_for(
        setting,
        Words(
            subject=setting.subject(gettext("On again: %(title)s", title=setting.event.title.value)),
            headline=gettext("The event takes place after all."),
            paragraphs=(
                gettext("You said you’re coming. If you can’t any more, tell the hosts with the button.")
                if mail.guest.is_coming
                else gettext("You said that perhaps you’re coming. Do you? Say so with the button.")
                if mail.guest.state == "confirmed"
                else gettext(
                    "Your answer is kept as it was. If you can’t come any more, tell the hosts with the button."
                ),
            ),
            button=Button(gettext("Change or cancel"), mail.own_page),
            small=(deleted_words(mail.guest, setting.language),),
        ),
    )


def clocks_changed(setting: Setting, mail: GuestMail) -> LetterWords:
    """Tell that the clocks there changed: the same hour on the square, another one in calendars elsewhere."""
    when = setting.event.time
    return letter_for(
        setting,
        Words(
            subject=setting.subject(
                gettext("Your calendar may be an hour off: %(title)s", title=setting.event.title.value)
            ),
            headline=gettext(
                "The clocks in %(city)s change in a new way.",
                city=zone_city(canonical_zone(when.zone), setting.language),
            ),
            paragraphs=(
                gettext(
                    "The event stays at %(hour)s, as the clocks there show it. Does your calendar say another hour? Go by this mail.",
                    hour=hour(when.start, setting.language),
                ),
            ),
            button=Button(gettext("Change or cancel"), mail.own_page),
            small=(deleted_words(mail.guest, setting.language),),
        ),
    )


def _what_hosts_say(setting: Setting) -> Text | None:
    """Return the beginning of the hosts' own words: what to bring stands there."""
    words = setting.event.description
    if words is None or len(words.value) <= _LONGEST_QUOTE:
        return words
    return Text(words.value[:_LONGEST_QUOTE].rsplit(maxsplit=1)[0] + " …", words.lang)


def _ways_from_reminder(mail: GuestMail) -> tuple[Button, ...]:
    write = (Button(gettext("Write to the hosts"), mail.write),) if mail.write else ()
    return (*write, Button(gettext("No more reminders of this event"), f"{mail.own_page}no-reminders"))


def _whom_to_ask(setting: Setting, mail: GuestMail) -> tuple[str, ...]:
    """Return whom to ask where the hosts take no words: what the campaign published."""
    contact = setting.campaign.contact
    return (gettext("Questions? Ask the campaign: %(contact)s", contact=contact),) if contact and not mail.write else ()


def deleted_words(guest: GuestRecord, language: str) -> str:
    """Return when the guest's data is deleted."""
    return gettext("Your answer is deleted on %(day)s.", day=plain_day(guest.purge_on, language))
