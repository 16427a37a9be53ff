"""Tells which unit tests are slow: a unit test that needs a tenth of a second is doing something else."""

import time
from collections.abc import Iterator
from pathlib import PurePath

import pytest

LIMIT = 0.1
_KEY = "cpu_seconds"


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Measure the processor time of the test itself."""
    start = time.process_time()
    yield
    item.user_properties.append((_KEY, time.process_time() - start))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name the slow ones."""
    reports = terminalreporter.getreports("passed")
    slow = [(cpu, report.nodeid) for report in reports if is_unit(report.nodeid) and (cpu := _cpu(report)) > LIMIT]
    if slow:
        terminalreporter.section(f"unit tests over {LIMIT * 1000:.0f} ms of processor time")
        for cpu, name in sorted(slow, reverse=True)[:20]:
            terminalreporter.line(f"{cpu * 1000:6.0f} ms  {name}")


def is_unit(nodeid: str) -> bool:
    """True for tests below ``tests/unit``."""
    return PurePath(nodeid.split("::", 1)[0]).parts[:2] == ("tests", "unit")


def _cpu(report: pytest.TestReport) -> float:
    return next((float(str(value)) for name, value in report.user_properties if name == _KEY), 0.0)
