"""What somebody answers: they come, or perhaps. Who can't come takes the answer back, and less is kept."""

from enum import StrEnum


class Reply(StrEnum):
    """The answer itself; how far it got is ``RsvpState``. Only who is going takes a place."""

    GOING = "going"
    MAYBE = "maybe"


#: What the form's third button says. Who can't come leaves nothing behind: it is no answer that is kept.
CANT = "cant"


def read_reply(sent: str | None) -> Reply:
    """Return what a form's button says; anything else is the main one."""
    return Reply.MAYBE if sent == Reply.MAYBE.value else Reply.GOING
