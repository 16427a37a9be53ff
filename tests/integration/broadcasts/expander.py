"""A worker that expands messages, in a process of its own, for tests that kill it."""

from datetime import datetime
from multiprocessing.connection import Connection
from pathlib import Path

from organizer.broadcasts.operations import expand_next
from organizer.foundation.core.errors import TryAgainLater
from organizer.foundation.db import Database, Vault


def work(url: str, keystore: Path, at: datetime, began: Connection) -> None:
    """Do the job until it is done; say when it has begun."""
    database = Database.from_url(url, vault=Vault(bytes(32), bytes(range(32)), keystore))
    began.send("at work")
    is_more = True
    while is_more:
        try:
            is_more = database.run(lambda session: expand_next(session, now=at))
        except TryAgainLater:
            continue
