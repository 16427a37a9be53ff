"""Keeping a claim alive while its job runs."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import structlog
from sqlalchemy.exc import DBAPIError

from organizer.foundation.core.clock import now
from organizer.foundation.core.errors import TryAgainLater
from organizer.foundation.db import Database

from .claims import LEASE, renew_claim

_log = structlog.get_logger("organizer.jobs")
_BEAT = LEASE.total_seconds() / 3


@contextmanager
def kept_alive(database: Database, name: str, worker: str, beat: float = _BEAT) -> Iterator[threading.Event]:
    """Renew the claim each ``beat`` seconds until the block ends. Yields an event that is set when it was lost."""
    is_over, is_lost = threading.Event(), threading.Event()

    def renew() -> None:
        while not is_over.wait(beat):
            try:
                held = database.run(lambda session: renew_claim(session, name=name, worker=worker, now=now()))
            except (TryAgainLater, DBAPIError):
                _log.warning("job_claim_not_renewed", job=name)  # the next beat comes before the lease ends
                continue
            if not held:
                is_lost.set()
                return

    thread = threading.Thread(target=renew, name=f"lease-{name}", daemon=True)
    thread.start()
    try:
        yield is_lost
    finally:
        is_over.set()
        thread.join()
