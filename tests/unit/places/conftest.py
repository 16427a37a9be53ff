from pathlib import Path

import pytest

from organizer.places.gazetteer import Gazetteer
from organizer.places.unpack import open_gazetteer
from tests.support.run_folder import one_at_a_time, run_folder


@pytest.fixture(scope="session")
def gazetteer_folder() -> Path:
    """The shipped gazetteer, unpacked once for all workers of the run."""
    folder = run_folder() / "gazetteer"
    with one_at_a_time("gazetteer"):
        open_gazetteer(folder).close()
    return folder


@pytest.fixture(scope="session")
def gazetteer(gazetteer_folder: Path) -> Gazetteer:
    return open_gazetteer(gazetteer_folder)
