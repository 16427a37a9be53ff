"""Mails to the people who run an event."""

from dataclasses import dataclass

from flask_babel import gettext, ngettext

from organizer.events.rules.words import rule_words
from organizer.foundation.core.languages import Text
from organizer.foundation.core.wording import day, digits, hour
from organizer.places.cldr import zone_city
from organizer.places.zones import canonical_zone
from organizer.record.types import EventStatus

from .letter import Button, LetterWords
from .setting import Setting, Words, letter_for


@dataclass(frozen=True, slots=True)
class HostLinks:
    """Links that only this host gets: to act, and the public page; ``note`` is what the coordinator wrote."""

    act: str
    public: str
    printing: str
    note: Text | None = None


def confirm_listing(setting: Setting, links: HostLinks) -> LetterWords:
    """Ask the sender of a listing whether it was them."""
    return letter_for(
        setting,
        Words(
            subject=gettext("Confirm your event: %(title)s", title=setting.event.title.value),
            headline=gettext("Did you list this event?"),
            paragraphs=(
                gettext("Open the link and press the button. Until then nobody sees your event."),
                *_series(setting),
            ),
            button=Button(gettext("Confirm my event"), links.act),
            small=(gettext("It was not you? Do nothing. After two days we forget this address."),),
        ),
    )


def approved(setting: Setting, links: HostLinks) -> LetterWords:
    """Say that the event, or its change, is public."""
    return letter_for(
        setting,
        Words(
            subject=gettext("Your event is public: %(title)s", title=setting.event.title.value),
            headline=gettext("Your event is public."),
            paragraphs=(
                gettext("People can find it, say they’re coming and put it in their calendar."),
                *_series(setting),
            ),
            button=Button(gettext("Open my event"), links.act),
            links=(Button(gettext("The public page"), links.public), Button(gettext("Print a poster"), links.printing)),
            small=(_keep(),),
        ),
    )


def changes_wanted(setting: Setting, links: HostLinks) -> LetterWords:
    """Pass on what the coordinator asks for."""
    return letter_for(
        setting,
        Words(
            subject=gettext("One more thing about your event: %(title)s", title=setting.event.title.value),
            headline=gettext("Your coordinator asks for a change."),
            paragraphs=(gettext("Change it and send it again; it is read once more."), *_series(setting)),
            quoted=links.note,
            button=Button(gettext("Change my event"), links.act),
            small=(_keep(),),
        ),
    )


def rejected(setting: Setting, links: HostLinks) -> LetterWords:
    """Say no, with the coordinator's reason."""
    return letter_for(
        setting,
        Words(
            subject=gettext("Your event was declined: %(title)s", title=setting.event.title.value),
            headline=gettext("Your event was declined."),
            paragraphs=(gettext("This is what your coordinator writes:"),),
            quoted=links.note,
            button=Button(gettext("Change it and ask again"), links.act),
            has_slip=False,
            small=(_keep(),),
        ),
    )


def taken_away(setting: Setting, links: HostLinks) -> LetterWords:
    """Say that the event was taken off the page for safety, with the reason."""
    return letter_for(
        setting,
        Words(
            subject=gettext("Your event was taken away: %(title)s", title=setting.event.title.value),
            headline=gettext("Your event was taken away."),
            paragraphs=(gettext("Nobody sees it any more, and those who said they’re coming were told. This is why:"),),
            quoted=links.note,
            button=Button(gettext("Open my event"), links.act),
            has_slip=False,
        ),
    )


def hand_over(setting: Setting, links: HostLinks) -> LetterWords:
    """Offer an event to somebody else."""
    return letter_for(
        setting,
        Words(
            subject=gettext("Will you take over this event? %(title)s", title=setting.event.title.value),
            headline=gettext("Will you take over this event?"),
            paragraphs=(gettext("You are asked to run it from now on. Nothing changes until you accept."),),
            button=Button(gettext("See what it is"), links.act),
            small=(gettext("You don’t want to? Do nothing."),),
        ),
    )


def clocks_changed(setting: Setting, links: HostLinks) -> LetterWords:
    """Say that the clocks there changed and the event keeps its hour."""
    return letter_for(
        setting,
        Words(
            subject=gettext("The clocks change: %(title)s", title=setting.event.title.value),
            headline=gettext("The clocks in %(city)s change in a new way.", city=_clock_city(setting)),
            paragraphs=(
                gettext("Your event stays at %(hour)s. For people elsewhere it moves.", hour=_hour(setting)),
                gettext("Calendars move it by themselves. Those who said they’re coming get a mail."),
            ),
            button=Button(gettext("Open my event"), links.act),
            links=(Button(gettext("The public page"), links.public),),
            small=(_keep(),),
        ),
    )


def clocks_skip(setting: Setting, links: HostLinks) -> LetterWords:
    """Say that the hour of the event is one that the clocks now skip, and which it has now."""
    return letter_for(
        setting,
        Words(
            subject=gettext("Look at the hour of your event: %(title)s", title=setting.event.title.value),
            headline=gettext("The clocks in %(city)s now skip the hour of your event.", city=_clock_city(setting)),
            paragraphs=(
                gettext("It now starts at %(hour)s. Does that suit you? If not, change it.", hour=_hour(setting)),
                gettext("Those who said they’re coming get a mail."),
            ),
            button=Button(gettext("Change my event"), links.act),
            small=(_keep(),),
        ),
    )


def _clock_city(setting: Setting) -> str:
    """Return the city by whose clocks the event goes."""
    return zone_city(canonical_zone(setting.event.time.zone), setting.language)


def _hour(setting: Setting) -> str:
    return hour(setting.event.time.start, setting.language)


def _series(setting: Setting) -> tuple[str, ...]:
    """Return a sentence on the other dates; none for an event that stands alone."""
    rule = setting.event.rule
    dates = [date for date in setting.event.dates if date.status is not EventStatus.CANCELLED]
    if rule is None or len(dates) < 2:
        return ()
    # Worded before: the extraction of words would take "gettext" within for the end of the plural.
    comes_again = rule_words(rule, setting.language, gettext)
    sentence = ngettext(
        "It comes again. %(rule)s: %(count)s date, on %(last)s.",
        "It comes again. %(rule)s: %(count)s dates, the last on %(last)s. One link is for all of them.",
        len(dates),
        rule=comes_again,
        count=digits(str(len(dates)), setting.language),
        last=day(dates[-1].time.first_day, setting.language, with_year=True),
    )
    return (sentence,)


def _keep() -> str:
    return gettext(
        "Keep this mail: its button opens your event. Don’t pass it on; whoever has it can change the event."
    )
