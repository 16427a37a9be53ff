"""The bell between processes: a queue of huey, in a file beside the database or in Redis.

Only huey's queues are used, not its tasks: those travel as pickles, and whoever could write to the queue could
run code in the worker. What travels here is one byte that nobody reads. See docs/decisions/0005-waking-the-worker.md.
"""

import sqlite3
import threading
import time
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Protocol, cast

import structlog
from huey.exceptions import HueyException
from huey.storage import RedisStorage, SqliteStorage

from organizer.config import Settings

from .waking import ThreadWaker, Waker

_log = structlog.get_logger("organizer.jobs")
#: Redis is an extra; SQLite needs none of it.
_redis: ModuleType | None = import_module("redis") if find_spec("redis") else None
_FAULTS = (OSError, sqlite3.Error, HueyException, *([_redis.RedisError] if _redis else []))
_RING = b"1"
_PATIENCE = 1.0
#: After a fault the queue is left alone for so long; the sweeps go on.
_REST = 30.0


class _Queue(Protocol):
    """What is used of huey's storage."""

    blocking: bool

    def enqueue(self, data: bytes) -> None: ...
    def dequeue(self) -> bytes | None: ...
    def queue_size(self) -> int: ...


class HueyWaker:
    """Rings by putting one byte into a queue that all processes share."""

    def __init__(self, queue: _Queue) -> None:
        """``queue`` is a storage of huey."""
        self._queue = queue
        self._here = ThreadWaker()
        self._rests_until = 0.0

    def wake(self) -> None:
        """Ring in this process and, unless a ring is waiting already, in the others."""
        self._here.wake()
        if time.monotonic() < self._rests_until:
            return
        try:
            if self._queue.queue_size() == 0:
                self._queue.enqueue(_RING)
        except _FAULTS as error:
            self._rest(error)

    def wait(self, seconds: float) -> bool:
        """Wait for the bell of any process."""
        return self._here.wait(seconds)

    def listen(self, stop: threading.Event) -> None:
        """Take rings from the queue in a thread of its own."""
        threading.Thread(target=self._take_rings, args=(stop,), name="bell", daemon=True).start()

    def _take_rings(self, stop: threading.Event) -> None:
        while not stop.is_set():
            try:
                ring = self._queue.dequeue()
            except _FAULTS as error:
                self._rest(error)
                stop.wait(_REST)
                continue
            if ring is not None:
                self._here.wake()
            elif not self._queue.blocking:
                stop.wait(_PATIENCE)

    def _rest(self, error: Exception) -> None:
        self._rests_until = time.monotonic() + _REST
        _log.warning("bell_out_of_order", kind=type(error).__name__)


def make_waker(settings: Settings, *, is_alone: bool) -> Waker:
    """Return the bell for these settings. ``is_alone``: server and worker are this one process.

    Raises RuntimeError when Redis is asked for and its client is not installed.
    """
    if is_alone:
        return ThreadWaker()
    if settings.redis_url is None:
        return HueyWaker(cast(_Queue, SqliteStorage("bell", filename=str(settings.instance / "bell.sqlite"))))
    if _redis is None:
        raise RuntimeError("ORGANIZER_REDIS_URL is set; install the Redis client with: pip install 'organizer[redis]'")
    limits = {"socket_connect_timeout": _PATIENCE, "socket_timeout": 2 * _PATIENCE}
    pool = _redis.ConnectionPool.from_url(settings.redis_url, **limits)
    return HueyWaker(cast(_Queue, RedisStorage("organizer-bell", connection_pool=pool, read_timeout=1)))
