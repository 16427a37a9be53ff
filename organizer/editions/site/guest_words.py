"""What a guest reads on their own page about where the answer stands, and about the buttons that change it."""

from dataclasses import dataclass

from flask_babel import gettext, ngettext

from organizer.foundation.core.walltime import get_zone
from organizer.foundation.core.wording import hour, number, plain_day
from organizer.record.types import GuestRecord

from .reader import PageReader


@dataclass(frozen=True, slots=True)
class ActingWords:
    """The panel whose button makes the answer count. ``waits``: it leads to the waiting list."""

    head: str
    sentence: str
    label: str
    waits: bool = False


def acting_words(guest: GuestRecord, reader: PageReader, *, is_refused: bool) -> ActingWords:
    """Return the words of the button by which the guest comes; ``is_refused``: there was no place at this very moment."""
    if guest.state == "offered":
        return ActingWords(gettext("Take the place?"), _until(guest, reader), gettext("Yes, I’m coming"))
    if guest.event.asks_first:
        return ActingWords(
            gettext("Would you like to come?"),
            gettext("The hosts decide on each answer. Press the button, and they see yours."),
            gettext("I’d like to come"),
        )
    can_wait = guest.email_masked is not None  # offers come by mail
    if can_wait and (guest.way in guest.event.full_ways or is_refused) and not _has_hold(guest, is_refused=is_refused):
        return ActingWords(
            gettext("All places are taken."),
            gettext("You can wait for one. The list is asked in its order; you get a mail, and time to say yes."),
            gettext("Put me on the waiting list"),
            waits=True,
        )
    if guest.state == "pending":
        return ActingWords(
            gettext("Will you be there?"),
            gettext("Until you say so here, we tell nobody."),
            gettext("Yes, I’m coming"),
        )
    if guest.state == "confirmed":
        return ActingWords(
            gettext("Will you be there?"),
            gettext("No place is kept for you. Say yes as long as there is room; who comes is told the exact place."),
            gettext("Yes, I’m coming"),
        )
    return ActingWords(
        gettext("Changed your mind?"),
        gettext("You can come as long as there is room."),
        gettext("I can come after all"),
    )


def cancelling_words(guest: GuestRecord) -> tuple[str, str, str]:
    """Return head, sentence and label of the panel by which a guest comes no more."""
    match guest.state:
        case "waiting":
            sentence = gettext("Who leaves the list and comes back later stands at its end.")
            return gettext("Don’t want to wait?"), sentence, gettext("Leave the waiting list")
        case "offered":
            sentence = gettext("Then the next in the list is asked.")
            return gettext("Can’t come?"), sentence, gettext("No, thank you")
        case "asked":
            sentence = gettext("Then the hosts see your answer no longer.")
            return gettext("Can’t come?"), sentence, gettext("I can’t come")
        case _:
            sentence = gettext("Your place goes to someone else. You can come back while there is room.")
            return gettext("Can’t come?"), sentence, gettext("I can’t come")


def explained(guest: GuestRecord, reader: PageReader) -> tuple[str, ...]:
    """Return what the state of an answer means for the guest."""
    if guest.state == "asked":
        if guest.email_masked is None:
            return (gettext("They look at each answer. Look here again: this page tells what they decide."),)
        return (gettext("They look at each answer. You get a mail as soon as they have decided."),)
    if guest.state == "waiting":
        promise = gettext(
            "When it is your turn, you get a mail, and time to say yes. Until then you need not do anything."
        )
        return (*_line(guest, reader), promise)
    if guest.state == "declined":
        return (gettext("Only they can change it. There is more to do elsewhere."),)
    return ()


def _line(guest: GuestRecord, reader: PageReader) -> tuple[str, ...]:
    if guest.ahead is None:
        return ()
    if guest.ahead == 0:
        return (gettext("You’re the next."),)
    count = number(guest.ahead, reader.ui)
    return (
        ngettext("%(count)s answer is before yours.", "%(count)s answers are before yours.", guest.ahead, count=count),
    )


def _until(guest: GuestRecord, reader: PageReader) -> str:
    if guest.offered_until is None:
        return gettext("We keep it for you for a while.")
    until = guest.offered_until.astimezone(get_zone(guest.event.time.zone)).replace(tzinfo=None)
    return gettext(
        "We keep it for you until %(day)s, %(hour)s, as clocks at the event show it.",
        day=plain_day(until.date(), reader.ui),
        hour=hour(until, reader.ui),
    )


def _has_hold(guest: GuestRecord, *, is_refused: bool) -> bool:
    """Tell whether the guest has places already, which the event's fullness counts."""
    return guest.has_places and not is_refused
