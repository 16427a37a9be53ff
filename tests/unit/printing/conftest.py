"""Unit tests of printing run as the application does: with translations at hand."""

from collections.abc import Iterator

import pytest

from tests.support.print_requests import translations


@pytest.fixture(autouse=True)
def _translated() -> Iterator[None]:
    with translations():
        yield
