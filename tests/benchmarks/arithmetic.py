"""What is made of many measurements: a middle, and how far they lie apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from statistics import median


@dataclass(frozen=True, slots=True)
class Sample:
    """The median of several rounds; ``spread`` is half the distance between the quartiles, as a share of the median."""

    middle: float
    spread: float = 0.0


def summarize(values: Sequence[float]) -> Sample:
    """Return the middle and the spread of the rounds. Raises ValueError when there are none."""
    if not values:
        raise ValueError("there is nothing to summarize")
    middle = median(values)
    if len(values) < 2 or middle == 0:
        return Sample(middle)
    distance = percentile(values, 75) - percentile(values, 25)
    return Sample(middle, distance / 2 / middle)


def percentile(values: Sequence[float], share: float) -> float:
    """Return the smallest value that ``share`` percent of all values do not pass (nearest rank).

    Raises ValueError when there are none, or for a share outside of 0 to 100.
    """
    if not values:
        raise ValueError("there is nothing to rank")
    if not 0 <= share <= 100:
        raise ValueError(f"{share} percent is no share")
    ordered = sorted(values)
    return ordered[max(0, ceil(len(ordered) * share / 100) - 1)]


def minus(whole: Sample, part: Sample) -> Sample:
    """Return what is left of a cost without the cost of its preparation, never below zero."""
    return Sample(max(whole.middle - part.middle, 0.0), whole.spread)
