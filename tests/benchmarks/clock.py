"""How a cost is taken: processor time of one call, in rounds that take turns, so that a busy moment hits all alike."""

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass

from .arithmetic import Sample, summarize

Call = Callable[[], object]
Clock = Callable[[], float]
ROUNDS = 5
_MOST_CALLS = 2000


@dataclass(frozen=True, slots=True)
class Work:
    """What is measured. ``before`` is done ahead of each call and is not counted."""

    call: Call
    before: Call | None = None
    clock: Clock = time.process_time


def measured(*works: Work | Call, rounds: int = ROUNDS, seconds: float = 0.1) -> list[Sample]:
    """Return the cost of one call of each in milliseconds; ``seconds``: how long one round of one work may take."""
    all_works = [work if isinstance(work, Work) else Work(work) for work in works]
    counts = [_calls_within(work, seconds) for work in all_works]
    taken: list[list[float]] = [[] for _ in all_works]
    # What lives already is not looked at again: the base must not pay for the product's memory.
    gc.collect()
    gc.freeze()
    for _ in range(rounds):
        for work, count, values in zip(all_works, counts, taken, strict=True):
            values.append(_seconds(work, count) / count * 1000)
    gc.unfreeze()
    return [summarize(values) for values in taken]


def _calls_within(work: Work, seconds: float) -> int:
    for _ in range(2):  # the first fills every memory
        once = max(_seconds(work, 1), 1e-6)
    return max(1, min(_MOST_CALLS, int(seconds / once)))


def _seconds(work: Work, count: int) -> float:
    if work.before is None:
        start = work.clock()
        for _ in range(count):
            work.call()
        return work.clock() - start
    total = 0.0
    for _ in range(count):
        work.before()
        start = work.clock()
        work.call()
        total += work.clock() - start
    return total
