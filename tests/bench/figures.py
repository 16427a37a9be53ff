"""What a line of the benchmark says, and how it is measured."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

Work = Callable[[], object]


@dataclass(frozen=True)
class Ratio:
    """Ours against a base: how much of the base's speed is left (above 1: we are faster)."""

    line: str
    what: str
    ours_ms: float
    base_ms: float
    goal: float

    @property
    def value(self) -> float:
        """The base's cost over ours."""
        return self.base_ms / self.ours_ms

    @property
    def is_met(self) -> bool:
        """True when the goal is reached."""
        return self.value >= self.goal

    def __str__(self) -> str:
        figures = f"{self.ours_ms:9.3f} ms  base {self.base_ms:9.3f} ms"
        return f"{self.line:4} {self.what:58} {figures}  {self.value:9.2f}  goal >= {self.goal:g}"


@dataclass(frozen=True)
class Bound:
    """A figure that must not be passed."""

    line: str
    what: str
    value: float
    unit: str
    limit: float

    @property
    def is_met(self) -> bool:
        """True when the figure stays within its bound."""
        return self.value <= self.limit

    def __str__(self) -> str:
        return f"{self.line:4} {self.what:58} {self.value:9.2f} {self.unit:32}  goal <= {self.limit:g} {self.unit}"


Figure = Ratio | Bound


def cpu_ms(*works: Work, rounds: int = 7, seconds: float = 0.25) -> list[float]:
    """Return the processor time of one call of each, in milliseconds: medians of interleaved rounds."""
    counts = [_calls_within(work, seconds) for work in works]
    samples: list[list[float]] = [[] for _ in works]
    for _ in range(rounds):
        for index, work in enumerate(works):
            start = time.process_time()
            for _ in range(counts[index]):
                work()
            samples[index].append((time.process_time() - start) / counts[index] * 1000)
    return [median(each) for each in samples]


def _calls_within(work: Work, seconds: float) -> int:
    work()
    start = time.process_time()
    work()
    once = max(time.process_time() - start, 1e-6)
    return max(1, min(2000, int(seconds / once)))
