"""Tells where a run's processor time goes: ``make test ARGS="--cpu 30"`` names the 30 dearest tests, and every folder.

Counted is what a test, its fixtures and the programs that they start use: seconds of processor, which other work on the
machine does not lengthen. A fixture that many share is counted with the first that asks for it. What PostgreSQL's
server uses is one line of its own, since it is nobody's child.
"""

import os
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import run_folder

_TICKS = os.sysconf("SC_CLK_TCK")
_OWN, _CHILDREN = slice(11, 13), slice(13, 15)
_PHASES = ("setup", "call", "teardown")


class CpuTime:
    """Measures tests where they run; tells where the reports arrive."""

    def __init__(self, shown: int) -> None:
        """``shown`` is the number of tests to name."""
        self.shown = shown

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> Iterator[None]:
        """Measure the fixtures."""
        return (yield from _measured(item, "setup"))

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Iterator[None]:
        """Measure the test itself."""
        return (yield from _measured(item, "call"))

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_teardown(self, item: pytest.Item) -> Iterator[None]:
        """Measure what is taken down."""
        return (yield from _measured(item, "teardown"))

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Tell the dearest tests and the sums of folders."""
        by_test: dict[str, dict[str, float]] = {}
        by_folder: dict[str, float] = defaultdict(float)
        for report in (one for reports in terminalreporter.stats.values() for one in reports):
            if getattr(report, "when", None) == "teardown":
                spent = {name: float(str(value)) for name, value in report.user_properties if name in _PHASES}
                by_test[report.nodeid] = spent
                by_folder[str(Path(report.nodeid.split("::", 1)[0]).parent)] += sum(spent.values())
        terminalreporter.section("processor time: set-up, test, taking down")
        for name, spent in sorted(by_test.items(), key=lambda one: -sum(one[1].values()))[: self.shown]:
            phases = " ".join(f"{spent.get(phase, 0):6.2f}" for phase in _PHASES)
            terminalreporter.line(f"{sum(spent.values()):7.2f} s = {phases}  {name}")
        for folder, seconds in sorted(by_folder.items(), key=lambda one: -one[1]):
            terminalreporter.line(f"{seconds:7.1f} s  {folder}")
        terminalreporter.line(f"{_postgres():7.1f} s  PostgreSQL")
        terminalreporter.line(f"{sum(by_folder.values()) + _postgres():7.1f} s  together")


def _measured(item: pytest.Item, phase: str) -> Iterator[None]:
    start = _spent()
    try:
        return (yield)
    finally:
        item.user_properties.append((phase, round(_spent() - start, 3)))


def _spent() -> float:
    """Return what this process and all that it started have used, finished ones included."""
    finished = os.times()
    return time.process_time() + finished.children_user + finished.children_system + sum(_of_children(os.getpid()))


def _of_children(process: int) -> Iterator[float]:
    try:
        tasks = list(Path("/proc", str(process), "task").iterdir())
        children = [int(number) for task in tasks for number in (task / "children").read_text().split()]
    except OSError:  # it ended meanwhile
        return
    for child in children:
        yield _of(child)
        yield from _of_children(child)


def _of(process: int) -> float:
    try:
        after_name = Path("/proc", str(process), "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, after_name[_OWN] + after_name[_CHILDREN])) / _TICKS


def _postgres() -> float:
    try:
        folder = run_folder.run_folder() / "postgres"
        server = int((folder / "data" / "postmaster.pid").read_text().split("\n", 1)[0])
    except (OSError, ValueError):
        return 0.0
    return _of(server) + sum(_of_children(server))
