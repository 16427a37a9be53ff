"""Which workers of this machine live: each holds a lock on a file of its name while it does.

A lock dies with its process, whatever ended it, so what a killed worker had claimed need not wait
until the claim runs out. Workers on other machines have another folder; their claims do.
"""

import fcntl
import os
from pathlib import Path


class Presence:
    """The lock files of one instance's workers."""

    def __init__(self, folder: Path) -> None:
        """``folder`` is made when it is missing."""
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._folder = folder
        self._held: list[int] = []

    def hold(self, name: str) -> None:
        """Say that the worker ``name`` lives, until this process ends."""
        handle = os.open(self._folder / name, os.O_RDWR | os.O_CREAT, 0o600)
        fcntl.flock(handle, fcntl.LOCK_EX)
        self._held.append(handle)

    def take_gone(self) -> list[str]:
        """Return the workers that ended without a word, each to one caller only."""
        gone = []
        for path in sorted(self._folder.iterdir()):
            handle = os.open(path, os.O_RDWR)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            else:
                gone.append(path.name)
                path.unlink(missing_ok=True)
            finally:
                os.close(handle)
        return gone
