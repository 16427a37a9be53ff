"""Where a message to many stands, and whom it goes to."""

from enum import StrEnum

from organizer.foundation.core.errors import DomainError


class Audience(StrEnum):
    """Whom a message goes to."""

    GUESTS = "guests"  # of one event
    HOSTS = "hosts"  # of some countries, or all of a campaign
    NEWS = "news"  # who asked for the campaign's news


class State(StrEnum):
    """Where a message stands. It leaves while it is running, and only then."""

    DRAFT = "draft"
    HELD = "held"  # another pair of eyes looks first
    RUNNING = "running"  # waits for its moment, or leaves
    DONE = "done"
    STOPPED = "stopped"
    REFUSED = "refused"


#: Whoever has sent one of these is known: their next one waits for nobody.
LET_THROUGH = frozenset({State.RUNNING, State.DONE})
#: From here a message can be stopped.
STOPPABLE = frozenset({State.HELD, State.RUNNING})


class MessageIsElsewhere(DomainError):
    """It is not where the act wants it: sent, stopped or decided meanwhile; params: current."""

    code = "message_is_elsewhere"


class NeedsOtherHands(DomainError):
    """Whoever wrote it can't be the one who lets it through."""

    code = "message_needs_other_hands"


class NobodyToWriteTo(DomainError):
    """Nobody would get it."""

    code = "message_to_nobody"


def check_state(current: State, *wanted: State) -> None:
    """Raise MessageIsElsewhere unless the message is in one of these states."""
    if current not in wanted:
        raise MessageIsElsewhere(current=current.value)
