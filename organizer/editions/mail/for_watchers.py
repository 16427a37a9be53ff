"""Mails to people who asked to be told when something happens near them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask_babel import gettext, ngettext

from organizer.foundation.core.languages import direction
from organizer.foundation.core.wording import joined, number
from organizer.places.zones import zone_label
from organizer.record.types import EventRecord, Mode, WatchRecord

from .letter import Button, LetterWords, Row, sender_words, subject_of, warning_of
from .setting import Words
from .slip import when_words

#: A mail names so many events; the list on the page has all.
_MOST = 10


@dataclass(frozen=True, slots=True)
class WatchMail:
    """The watch, and the addresses that this mail leads to; ``language`` is of our words."""

    watch: WatchRecord
    language: str
    own_page: str
    list_page: str
    host_page: str


def confirm_watch(mail: WatchMail) -> LetterWords:
    """Ask whether it was the owner of the address who wants to be told."""
    place = mail.watch.place
    return _letter(
        mail,
        Words(
            subject=gettext("Confirm: events near %(place)s", place=place),
            headline=gettext("Shall we tell you of events near %(place)s?", place=place),
            paragraphs=(
                gettext("Somebody with your address wants a mail when something happens there."),
                gettext("Press the button to say it was you. Then you hear of it once a day at most."),
            ),
            button=Button(gettext("Yes, tell me"), mail.own_page),
            small=(gettext("It was not you? Do nothing. After two days we forget this address."),),
        ),
    )


def already_watching(mail: WatchMail) -> LetterWords:
    """Remind somebody who asked again that they are told already."""
    return _letter(
        mail,
        Words(
            subject=gettext("You hear of events near %(place)s already", place=mail.watch.place),
            headline=gettext("You hear of this already."),
            paragraphs=(gettext("Nothing was changed. With the button you see, change or stop it."),),
            button=Button(gettext("Change or stop it"), mail.own_page),
        ),
    )


def news(mail: WatchMail) -> LetterWords:
    """Tell of what was listed near the place since the last mail."""
    events, place = mail.watch.events, mail.watch.place
    count = number(len(events), mail.language)
    words = ngettext(
        "%(count)s new event near %(place)s",
        "%(count)s new events near %(place)s",
        len(events),
        count=count,
        place=place,
    )
    return _letter(
        mail,
        Words(
            subject=words,
            headline=words,
            paragraphs=_more(len(events) - _MOST, mail.language),
            rows=tuple(_row(event, mail.language) for event in events[:_MOST]),
            button=Button(gettext("All events near you"), mail.list_page),
            links=(Button(gettext("Change or stop it"), mail.own_page),),
        ),
    )


def question(mail: WatchMail) -> LetterWords:
    """Ask whether somebody would host, where nothing happens yet."""
    place = mail.watch.place
    return _letter(
        mail,
        Words(
            subject=gettext("Will you host something in %(place)s?", place=place),
            headline=gettext("Will you host something in %(place)s?", place=place),
            paragraphs=(
                gettext("You asked us to tell you of events there. Nobody has listed one yet."),
                gettext(
                    "A square, a hall, five friends: that is an event. Listing it takes five minutes and needs no account."
                ),
            ),
            button=Button(gettext("Host an event"), mail.host_page),
            links=(Button(gettext("Don’t ask me again"), mail.own_page),),
            small=(
                gettext("A coordinator of the campaign sends this to all who wait there. They don’t see who you are."),
            ),
        ),
    )


KINDS: Mapping[str, Callable[[WatchMail], LetterWords]] = {
    "watch-confirm": confirm_watch,
    "watch-already": already_watching,
    "watch-news": news,
    "watch-question": question,
}


def _more(count: int, language: str) -> tuple[str, ...]:
    if count <= 0:
        return ()
    shown = number(count, language)
    return (ngettext("One more is on the page.", "%(count)s more are on the page.", count, count=shown),)


def _row(event: EventRecord, language: str) -> Row:
    when = when_words(event.time, language)
    zone = None if event.time.is_date_only else zone_label(event.time.zone, event.time.start_utc, language)
    place = event.place
    where = [place.venue.value if place.venue else None, place.city, place.country_name]
    shown = None if event.mode is Mode.ONLINE else joined((part for part in where if part), language) or None
    return Row(event.title, f"{when} · {zone}" if zone else when, shown, event.url)


def _letter(mail: WatchMail, words: Words) -> LetterWords:
    campaign = mail.watch.campaign
    return LetterWords(
        lang=mail.language,
        dir=direction(mail.language),
        subject=subject_of(campaign, words.subject),
        kicker=campaign.mark,
        headline=words.headline,
        title=None,
        paragraphs=words.paragraphs,
        button=words.button,
        rows=words.rows,
        links=words.links,
        small=(*words.small, sender_words(campaign)),
        theme=campaign.theme,
        warning=warning_of(campaign),
        imprint=campaign.imprint,
    )
