import gc
from collections.abc import Callable

import pytest

from tests.benchmarks.clock import Work, measured


@pytest.fixture(autouse=True)
def _leave_the_rubbish(monkeypatch: pytest.MonkeyPatch) -> None:
    """Looking through all that pytest holds takes longer than these tests."""
    monkeypatch.setattr(gc, "collect", lambda: 0)
    monkeypatch.setattr(gc, "freeze", lambda: None)
    monkeypatch.setattr(gc, "unfreeze", lambda: None)


class Ticking:
    """A clock that moves only when work is done."""

    def __init__(self) -> None:
        self.now = 0.0

    def spend(self, seconds: float) -> Callable[[], None]:
        def work() -> None:
            self.now += seconds

        return work

    def __call__(self) -> float:
        return self.now


def test_a_cost_is_the_milliseconds_of_one_call() -> None:
    clock = Ticking()
    cheap, dear = measured(Work(clock.spend(0.001), clock=clock), Work(clock.spend(0.004), clock=clock), rounds=3)
    assert round(cheap.middle, 6) == 1.0
    assert round(dear.middle, 6) == 4.0


def test_preparation_is_not_counted() -> None:
    clock = Ticking()
    (cost,) = measured(Work(clock.spend(0.002), before=clock.spend(0.5), clock=clock), rounds=3)
    assert round(cost.middle, 6) == 2.0


def test_rounds_take_turns() -> None:
    clock, order = Ticking(), []

    def noting(name: str) -> Callable[[], None]:
        def work() -> None:
            order.append(name)
            clock.now += 1.0

        return work

    measured(Work(noting("ours"), clock=clock), Work(noting("base"), clock=clock), rounds=3, seconds=0.1)
    assert order[-6:] == ["ours", "base"] * 3
