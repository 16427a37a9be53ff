"""A worker in a process of its own, for tests that kill it: ``python -m ... <url> <keystore> <port> <start>``.

Its time runs thirty times faster from ``start`` (a POSIX time that all workers share), so that leases and pauses
end while the test waits.
"""

import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy.orm import Session

from organizer.foundation.core.errors import TryAgainLater
from organizer.foundation.db import Database, Vault
from organizer.foundation.outbox import Message, Postman, Rendered
from organizer.foundation.outbox.smtp import SmtpTransport
from tests.integration.outbox.conftest import settings_for

SPEED = 30
LEASE = timedelta(minutes=4)


def fast_now(start: float) -> datetime:
    """Return the time that the workers share."""
    return datetime.fromtimestamp(start, UTC) + timedelta(seconds=(time.time() - start) * SPEED)


def render(_session: Session, message: Message) -> Rendered:
    """Say which letter it is."""
    return Rendered(str(message.values()["word"]), "hello\n")


def main(url: str, keystore: str, port: str, start: str) -> None:
    """Deliver until killed."""
    database = Database.from_url(url, vault=Vault(bytes(32), bytes(range(32)), Path(keystore)))
    postman = Postman(database, SmtpTransport(settings_for(int(port))), render, lease=LEASE)
    pause = threading.Event()
    while True:
        try:
            report = postman.deliver(now=fast_now(float(start)), limit=20)
        except TryAgainLater:
            continue
        if not report.is_more:
            pause.wait(0.1)


if __name__ == "__main__":
    main(*sys.argv[1:])
