"""What each kind of mail is for: what people can refuse, and what a mail server's "nobody here" stops."""

from collections.abc import Mapping

from flask_babel import gettext

from organizer.foundation.core.text import marked
from organizer.foundation.outbox import Purpose

#: Kinds of mail by purpose; every other one tells what became of somebody's own answer.
_KINDS: dict[Purpose, frozenset[str]] = {
    Purpose.ASKED: frozenset(
        {"sign-in-link", "sign-in-unknown", "rsvp-already", "event-confirm"}
        | {"waiting-joined", "rsvp-asked"}
        | {"watch-already", "news-already", "broadcast-test"}
    ),
    Purpose.CONFIRMING: frozenset(
        {"rsvp-confirm", "waiting-confirm", "watch-confirm", "news-confirm", "paper-confirm"}
    ),
    Purpose.HOSTING: frozenset(
        {"event-approved", "event-changes-wanted", "event-rejected", "event-taken-away", "event-hand-over"}
        | {"clocks-changed", "clocks-skip", "broadcast-decided", "guest-words"}
    ),
    Purpose.REMINDERS: frozenset({"reminder-day", "reminder-hours", "still-coming"}),
    Purpose.NEWS: frozenset({"watch-news", "watch-question"}),
    Purpose.MESSAGES: frozenset({"broadcast", "host-words", "thanks"}),
}
_PURPOSES = {kind: purpose for purpose, kinds in _KINDS.items() for kind in kinds}


def purpose_of(kind: str) -> Purpose:
    """Return what a kind of mail is for."""
    return _PURPOSES.get(kind, Purpose.NOTICES)


#: Why somebody gets a mail of a purpose: the last line of each. What was asked for this minute says it itself.
_BECAUSE: Mapping[Purpose, str] = {
    Purpose.NOTICES: marked("You get this mail because you answered an event here."),
    Purpose.HOSTING: marked("You get this mail because you host an event here."),
    Purpose.REMINDERS: marked("You get this mail because you answered an event here."),
    Purpose.NEWS: marked("You get this mail because you asked to hear of events near a town."),
    Purpose.MESSAGES: marked("You get this mail because you answered an event here."),
}
_BECAUSE_OF = {"event-hand-over": marked("You get this mail because a host of the event named your address.")}
#: A message to many says for whom it is, and its writer knows it.
_SAYS_IT_ITSELF = frozenset({"broadcast", "broadcast-test", "broadcast-decided"})


def because_of(kind: str) -> str | None:
    """Return why somebody gets a mail of this kind, in words; None where the mail says it itself."""
    words = None if kind in _SAYS_IT_ITSELF else _BECAUSE_OF.get(kind) or _BECAUSE.get(purpose_of(kind))
    return None if words is None else gettext(words)
