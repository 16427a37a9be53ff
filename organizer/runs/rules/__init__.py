"""Print runs: sheets of an event that are told apart by two letters at the end of their address.

A run is a number of sheets, never a person: what is counted is how often a run's address was opened, by day. Nothing is
kept of who opened it, and what hosts see are bands.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from organizer.foundation.core.errors import DomainError

#: Of one event. With a run for each helper, a scan would tell of a person.
MOST = 12
NAME_LIMIT = 60
#: Where a band begins. Single openings are not told apart.
_STEPS = (1, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000)


class TooManyRuns(DomainError):
    """Params: limit."""

    code = "too_many_runs"


class RunNamedAlready(DomainError):
    """Two runs of one name could not be told apart."""

    code = "run_named_already"


class RunsAreOff(DomainError):
    """At high risk nothing is counted."""

    code = "runs_are_off"


@dataclass(frozen=True, slots=True)
class Band:
    """How often, roughly: from ``least`` to ``most``; ``most`` None: without end. 0 to 0: never."""

    least: int
    most: int | None


@dataclass(frozen=True, slots=True)
class Openings:
    """How often a run's address was opened: in all, and on each day (UTC) that there was one, newest first."""

    total: Band
    days: tuple[tuple[date, Band], ...]


def band_of(count: int) -> Band:
    """Return the band that a count lies in."""
    if count < _STEPS[0]:
        return Band(0, 0)
    least = max(step for step in _STEPS if step <= count)
    above = [step for step in _STEPS if step > count]
    return Band(least, above[0] - 1 if above else None)


def openings_of(counts: Iterable[tuple[date, int]]) -> Openings:
    """Return what hosts see of the counts by day."""
    known = sorted(counts, reverse=True)
    return Openings(band_of(sum(count for _, count in known)), tuple((day, band_of(count)) for day, count in known))
