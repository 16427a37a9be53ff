"""Many answers in a few minutes: how they are told from a good day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

#: So many within so short a time are a burst.
FEWEST = 20
WITHIN = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Span:
    """From the first to the last answer of a burst."""

    first: datetime
    last: datetime

    @property
    def minutes(self) -> int:
        """How long it took, in whole minutes; at least one."""
        return max(1, -((self.first - self.last) // timedelta(minutes=1)))


def find_bursts(moments: Sequence[datetime]) -> list[Span]:
    """Return the bursts in moments that are in order; what overlaps, or follows within the same time, is one."""
    found: list[Span] = []
    for first, last in zip(moments, moments[FEWEST - 1 :], strict=False):
        if last - first > WITHIN:
            continue
        if found and first - found[-1].last <= WITHIN:
            found[-1] = Span(found[-1].first, last)
        else:
            found.append(Span(first, last))
    assert all(one.last < other.first for one, other in pairwise(found))
    return found
