"""States of an event and the ways between them."""

from enum import StrEnum

from organizer.foundation.core.errors import DomainError


class EventState(StrEnum):
    """Where an event stands."""

    DRAFT = "draft"  # not confirmed by mail yet, or sent back for changes
    PENDING = "pending"  # waits for a coordinator
    PUBLISHED = "published"
    CHANGED_PENDING = "changed-pending"  # public as it was; a change waits
    CANCELLED = "cancelled"
    POSTPONED = "postponed"  # public, with a new date
    REJECTED = "rejected"
    HIDDEN = "hidden"  # taken away for safety; feeds keep a tombstone


S = EventState

#: Seen by everybody (a cancelled event stays, so that nobody goes there).
PUBLIC_STATES = frozenset({S.PUBLISHED, S.CHANGED_PENDING, S.CANCELLED, S.POSTPONED})
#: What it says is not, or not any more, what somebody approved.
UNAPPROVED_STATES = frozenset({S.DRAFT, S.PENDING, S.REJECTED})
#: In a coordinator's queue.
WAITING_STATES = frozenset({S.PENDING, S.CHANGED_PENDING})

ALLOWED: dict[EventState, frozenset[EventState]] = {
    S.DRAFT: frozenset({S.PENDING, S.PUBLISHED}),
    S.PENDING: frozenset({S.PUBLISHED, S.DRAFT, S.REJECTED, S.CANCELLED}),
    S.PUBLISHED: frozenset({S.CHANGED_PENDING, S.CANCELLED, S.POSTPONED, S.HIDDEN}),
    S.CHANGED_PENDING: frozenset({S.PUBLISHED, S.CANCELLED, S.POSTPONED, S.HIDDEN}),
    S.CANCELLED: frozenset({S.PUBLISHED, S.CHANGED_PENDING, S.HIDDEN}),
    S.POSTPONED: frozenset({S.PUBLISHED, S.CHANGED_PENDING, S.CANCELLED, S.HIDDEN}),
    S.REJECTED: frozenset({S.PENDING}),
    S.HIDDEN: frozenset({S.PUBLISHED, S.CHANGED_PENDING, S.CANCELLED}),
}


class WrongState(DomainError):
    """The event can't go from where it stands to where it was sent; params: current, wanted."""

    code = "wrong_state"


def transition(current: EventState, wanted: EventState) -> EventState:
    """Return ``wanted``. Raises WrongState when there is no way from ``current``."""
    if wanted not in ALLOWED[current]:
        raise WrongState(current=current.value, wanted=wanted.value)
    return wanted
