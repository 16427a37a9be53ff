"""Answers: states, holds, and the named refusals."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from organizer.foundation.core.errors import DomainError

from .door import guest_code
from .replies import Reply
from .ways import Way

#: A party larger than this writes to the hosts.
MAX_PARTY = 20
#: How long places are kept for an answer that nobody has confirmed, when places are limited.
HOLD = timedelta(minutes=30)
#: How long the link in the confirmation mail works.
CONFIRM_WITHIN = timedelta(days=2)


class RsvpState(StrEnum):
    """Where an answer stands. Only ``holds_places`` rows count against capacity."""

    PENDING = "pending"  # waits for the link in the mail
    ASKED = "asked"  # the hosts look at each answer, and have not decided on this one
    WAITING = "waiting"  # in the waiting list
    OFFERED = "offered"  # has an offer from it, which holds the places for a while
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"
    DECLINED = "declined"  # the hosts said no


#: The address is confirmed, and nobody has said no: they hear what becomes of the event.
LIVE_STATES = frozenset({RsvpState.ASKED, RsvpState.WAITING, RsvpState.OFFERED, RsvpState.CONFIRMED})


@dataclass(frozen=True, slots=True)
class Change:
    """What a guest may change; None: it stays as it was. An empty name is none."""

    party_size: int
    name: str | None = None
    wants_invitation: bool | None = None
    wants_reminders: bool | None = None
    way: Way | None = None


class Changed(StrEnum):
    """What else a change did."""

    NOTHING_SENT = "changed"
    INVITED = "invited"  # an invitation is on its way
    UNINVITED = "uninvited"  # it is taken back


@dataclass(frozen=True, slots=True)
class GuestLine:
    """A guest as the event's hosts see them: no address. ``name`` None: they gave none."""

    id: UUID
    name: str | None
    people: int
    state: RsvpState
    answered_on: date
    reply: Reply = Reply.GOING
    has_mail: bool = True
    note: str | None = None
    way: Way = Way.HERE
    queue_number: int | None = None

    @property
    def door_code(self) -> str:
        """What the guest says or shows at the door: it tells those without a name apart."""
        return guest_code(self.id)

    @property
    def is_confirmed(self) -> bool:
        """True for who pressed the button: they come, or perhaps."""
        return self.state is RsvpState.CONFIRMED

    @property
    def is_coming(self) -> bool:
        """True for who says they come, confirmed or not yet, or perhaps."""
        return self.state in (RsvpState.PENDING, RsvpState.CONFIRMED)


class EventIsFull(DomainError):
    """No place left for the party; params: left."""

    code = "event_is_full"


class PartyAbovePlaces(EventIsFull):
    """More people than there are places in all: waiting would be in vain."""

    code = "party_above_places"


class NoPlacesWithoutMail(DomainError):
    """Half of the places are for who can be written to; the others are taken."""

    code = "no_places_without_mail"


class HoldsAreFull(DomainError):
    """There is room, but as many places as may be are held by answers that nobody confirmed."""

    code = "holds_are_full"


class HostsSaidNo(DomainError):
    """The hosts decided on this answer; only they take it back."""

    code = "hosts_said_no"


class IsLetIn(DomainError):
    """Another host said yes to this guest already; a no comes too late."""

    code = "is_let_in"


class EventTakesNoAnswers(DomainError):
    """Cancelled, over, taken away, or the host takes no answers; params: why (cancelled, over, taken-away, closed)."""

    code = "event_takes_no_answers"


class NothingToChange(DomainError):
    """The answer does not count at this moment: it was taken back, or not confirmed yet."""

    code = "nothing_to_change"


class AnswerWasErased(DomainError):
    """Its guest wanted to be forgotten; an old page of theirs does not bring it back."""

    code = "answer_was_erased"


class PartyTooLarge(DomainError):
    """More people than one answer may bring; params: limit."""

    code = "party_too_large"


class LinkIsOver(DomainError):
    """The link's time is over and places could not be taken again."""

    code = "link_is_over"


def check_party(size: int) -> int:
    """Return the size. Raises PartyTooLarge for more than MAX_PARTY or fewer than one."""
    if not 1 <= size <= MAX_PARTY:
        raise PartyTooLarge(limit=MAX_PARTY)
    return size


def check_fits(size: int, capacity: int | None) -> None:
    """Raise PartyAbovePlaces for a party that would not even fit into the empty event; a closed one refuses by itself."""
    if capacity and size > capacity:
        raise PartyAbovePlaces


def hold_until(now: datetime, *, is_limited: bool) -> datetime:
    """Return until when unconfirmed places are kept."""
    return now + (HOLD if is_limited else CONFIRM_WITHIN)


def purge_on(event_end: datetime, purge_days: int) -> date:
    """Return the day on which a guest's data is deleted."""
    return (event_end + timedelta(days=purge_days)).date()


def capacity_band(capacity: int | None, taken: int, waiting: int = 0) -> str | None:
    """Return ``many``, ``few`` (under a tenth or under ten) or ``none``; None without a limit.

    What gets free while people wait is theirs: there is ``none`` for others. Bands, because a public number lets a watcher count single answers.
    """
    if capacity is None:
        return None
    left = capacity - taken
    if left <= 0 or waiting:
        return "none"
    return "few" if left < max(10, capacity // 10) else "many"


def best_band(bands: Sequence[str | None]) -> str | None:
    """Return the band of an event from those of its ways: there is room while one of them has some."""
    return None if None in bands else min(bands, key=("many", "few", "none").index)


def list_until(event_end: datetime, list_days: int) -> datetime:
    """Return until when the event's hosts see who came."""
    return event_end + timedelta(days=list_days)
