"""Integration tests of printing: translations at hand, workers ended when a module is done."""

from collections.abc import Iterator

import pytest

from organizer.editions.printing.render import close_workers
from tests.support.print_requests import translations


@pytest.fixture(autouse=True)
def _translated() -> Iterator[None]:
    with translations():
        yield


@pytest.fixture(autouse=True, scope="module")
def _no_worker_is_left() -> Iterator[None]:
    yield
    close_workers()
