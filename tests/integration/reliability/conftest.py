"""What is acknowledged is on the disk here, as in a running application."""

from collections.abc import Iterator

import pytest

from tests.support.unsynced import waiting_for_the_disk


@pytest.fixture(scope="module", autouse=True)
def _wait_for_the_disk() -> Iterator[None]:
    with waiting_for_the_disk():
        yield
