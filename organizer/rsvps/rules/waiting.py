"""Whose turn it is in a waiting list, and how long an offer stands.

The order is that of the list. A party that does not fit into what is free is passed over, so that one free place goes to
one person; but each place that goes past a party counts, and once as many went past it as it needs, what gets free is
saved for it. From a day before the start on nothing is saved any more: then a free place is of use to whoever can take
it. A party larger than all places together is never saved for.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

#: How long an offer stands, where there is time.
OFFER = timedelta(days=1)
#: Shorter near the start: a quarter of the time that is left, so that others can still be asked; never less than this.
SHORTEST_OFFER = timedelta(minutes=30)
#: So long after the start who got no place is told of it, where nobody knows the end.
TOLD_WITHOUT_END = timedelta(hours=6)
#: From when on nothing is saved for large parties.
SAVES_UNTIL = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Party:
    """Who waits, in the order of the list; ``passed_over``: places that went past them."""

    id: UUID
    people: int
    passed_over: int = 0


@dataclass(frozen=True, slots=True)
class Turn:
    """Who gets an offer now, and how many places have gone past those who do not fit."""

    offered: tuple[UUID, ...]
    passed_over: dict[UUID, int]


def whose_turn(line: Sequence[Party], *, free: int | None, capacity: int | None, saves: bool) -> Turn:
    """Return who of a list gets an offer of ``free`` places (None: no limit)."""
    offered: list[UUID] = []
    skipped: list[Party] = []
    past: dict[UUID, int] = {}
    for party in line:
        if free is not None and free <= 0:
            break
        if free is None or party.people <= free:
            offered.append(party.id)
            free = None if free is None else free - party.people
            past |= {one.id: past.get(one.id, one.passed_over) + party.people for one in skipped}
        else:
            skipped.append(party)
        if saves and any(_is_saved_for(one, past.get(one.id, one.passed_over), capacity) for one in skipped):
            break
    return Turn(tuple(offered), past)


def offer_until(now: datetime, starts: datetime) -> datetime:
    """Return until when an offer made now stands; never longer than until the start."""
    window = max(SHORTEST_OFFER, min(OFFER, (starts - now) / 4))
    return min(now + window, starts)


def over_is_told_until(starts: datetime, ends: datetime | None) -> datetime:
    """Return until when it is of use to tell who got no place that the event has begun."""
    return ends or starts + TOLD_WITHOUT_END


def saves_places(now: datetime, starts: datetime) -> bool:
    """Tell whether there is still time to save places for large parties."""
    return starts - now > SAVES_UNTIL


def _is_saved_for(party: Party, passed_over: int, capacity: int | None) -> bool:
    return passed_over >= party.people and (capacity is None or party.people <= capacity)
