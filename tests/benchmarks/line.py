"""One line of the benchmark: a cost beside its limit, or a figure beside its bound."""

from dataclasses import dataclass, field

from .arithmetic import Sample


@dataclass(frozen=True, slots=True)
class Base:
    """What the product is measured against, and which share of its speed must be left."""

    name: str
    cost: Sample
    goal: float


@dataclass(frozen=True, slots=True)
class Compared:
    """The product's cost beside the base's in the same rounds, both in ``unit``; less is better."""

    id: str
    what: str
    size: str
    cost: Sample
    base: Base
    unit: str = "ms CPU"
    note: str = field(default="")

    @property
    def ratio(self) -> float:
        """The share of the base's speed that is left: above 1 the product is faster. Endless when it costs nothing."""
        return self.base.cost.middle / self.cost.middle if self.cost.middle else float("inf")

    @property
    def is_met(self) -> bool:
        """True when the goal is reached."""
        return self.ratio >= self.base.goal


@dataclass(frozen=True, slots=True)
class Bounded:
    """A figure of the product alone that must not pass ``limit``."""

    id: str
    what: str
    size: str
    value: Sample
    unit: str
    limit: float
    note: str = field(default="")

    @property
    def is_met(self) -> bool:
        """True when the figure stays within its bound."""
        return self.value.middle <= self.limit


@dataclass(frozen=True, slots=True)
class Skipped:
    """A line that could not be measured here, and why."""

    id: str
    what: str
    why: str

    @property
    def is_met(self) -> bool:
        """True: nothing was found wrong."""
        return True


Line = Compared | Bounded | Skipped
