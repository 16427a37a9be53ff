"""One unpacked gazetteer for the whole run: unpacking takes seconds, and every instance would do it again."""

import os
from pathlib import Path

from organizer.places.unpack import unpack_gazetteer
from tests.support.run_folder import one_at_a_time, run_folder


def lend_gazetteer(instance: Path) -> None:
    """Put the run's unpacked gazetteer into an instance folder."""
    with one_at_a_time("gazetteer"):
        unpacked = unpack_gazetteer(run_folder() / "gazetteer")
    instance.mkdir(parents=True, exist_ok=True)
    target = instance / unpacked.name
    if not target.exists():
        os.link(unpacked, target)
