"""Waking the worker, so that a mail leaves at once and not at the next sweep.

A wake-up carries nothing and may get lost: the tables say what is due, and the worker looks there
by itself every few seconds.
"""

import threading
from typing import Protocol


class Waker(Protocol):
    """A bell between those who write messages and the worker."""

    def wake(self) -> None:
        """Ring, after the commit. Returns at once and never fails."""
        ...

    def wait(self, seconds: float) -> bool:
        """Wait for the bell, at most so long; True when it rang. For the worker."""
        ...

    def listen(self, stop: threading.Event) -> None:
        """Begin to hear bells of other processes, until ``stop`` is set. For the worker, once."""
        ...


class ThreadWaker:
    """The bell inside one process: ``organizer run``."""

    def __init__(self) -> None:
        """Begin silent."""
        self._bell = threading.Event()

    def wake(self) -> None:
        """Ring."""
        self._bell.set()

    def wait(self, seconds: float) -> bool:
        """Wait for the bell; a ring from before counts once."""
        rang = self._bell.wait(seconds)
        self._bell.clear()  # before the worker looks: what rings from here on is heard next time
        return rang

    def listen(self, stop: threading.Event) -> None:
        """There is no other process."""
