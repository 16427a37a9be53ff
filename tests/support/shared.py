"""Reference material that lies beside the repository: samples of other systems, an iCalendar checker, designs."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def shared_folder() -> Path:
    """Return the folder of reference material: ``ORGANIZER_SHARED``, or ``shared`` beside the clone."""
    return Path(os.environ.get("ORGANIZER_SHARED") or ROOT.parent / "shared")


def shared_path(name: str) -> Path:
    """Return the path of a file or folder in the reference material; skips the test when it isn't there."""
    path = shared_folder() / name
    if not path.exists():
        pytest.skip(f"the reference material shared/{name} is not beside this clone")
    return path
