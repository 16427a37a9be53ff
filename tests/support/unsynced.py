"""Spares the disk: nobody needs a test's data after a power cut, and waiting for the disk was a fifth of a run.

Only what is written in a test's own process is spared; programs that it starts write as everywhere. The tests of
reliability, which are about what a crash leaves, wait like the application.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from organizer.foundation.db import engine

_PRAGMAS = engine._SQLITE_PRAGMAS
_FSYNC = os.fsync


def spare_the_disk() -> None:
    """Let nothing wait until the disk has it."""
    engine._SQLITE_PRAGMAS = tuple(one.replace("synchronous=FULL", "synchronous=OFF") for one in _PRAGMAS)
    os.fsync = lambda _file: None  # type: ignore[assignment]


@contextmanager
def waiting_for_the_disk() -> Iterator[None]:
    """Write as the application does for a while."""
    engine._SQLITE_PRAGMAS, os.fsync = _PRAGMAS, _FSYNC
    try:
        yield
    finally:
        spare_the_disk()
