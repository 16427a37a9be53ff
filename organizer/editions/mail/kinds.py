"""What each kind of mail is for: what people can refuse, and what a mail server's "nobody here" stops."""

from organizer.foundation.outbox import Purpose

#: Kinds of mail by purpose; every other one tells what became of somebody's own answer.
_KINDS: dict[Purpose, frozenset[str]] = {
    Purpose.ASKED: frozenset(
        {"sign-in-link", "sign-in-unknown", "rsvp-confirm", "rsvp-already", "event-confirm"}
        | {"waiting-confirm", "waiting-joined", "rsvp-asked"}
        | {"watch-confirm", "watch-already", "news-confirm", "news-already", "broadcast-test"}
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
