"""B13: from the command to the first answer."""

import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from organizer.config import Settings
from organizer.foundation.db.migrations import upgrade
from tests.support.ports import free_port

from .arithmetic import summarize
from .line import Bounded, Line
from .processes import server
from .world import Worlds

_ROUNDS, _MOST_SECONDS = 5, 2.0
_COMMAND = Path(sys.executable).with_name("organizer")


def lines(_worlds: Worlds) -> Iterator[Line]:
    """Yield the seconds from ``organizer run`` to its first answer on a new database."""
    with tempfile.TemporaryDirectory(prefix="organizer-bench-") as folder:
        taken = [_start(folder) for _ in range(_ROUNDS)]
    what = "organizer run to the first answer"
    yield Bounded("B13", what, "new database", summarize(taken), "s", _MOST_SECONDS)


def _start(folder: str) -> float:
    port = free_port()
    environment = {"ORGANIZER_INSTANCE": folder, "PORT": str(port), "PYTHONPATH": str(Path(__file__).parents[2])}
    if not (Path(folder) / "organizer.sqlite").exists():
        upgrade(Settings.for_testing(Path(folder)).database_url)
    start = time.perf_counter()
    with server((_COMMAND, "run"), environment, f"http://127.0.0.1:{port}/healthz"):
        return time.perf_counter() - start
