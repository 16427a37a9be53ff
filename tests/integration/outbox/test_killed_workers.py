"""Workers are killed at random while they deliver: nothing is lost, and little comes twice.

SMTP cannot promise exactly once: whoever dies between the server's 250 and its own note does not know.
"""

import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import func, select

from organizer.foundation.db import Database
from organizer.foundation.outbox import Message
from organizer.foundation.outbox.rules import State
from tests.integration.outbox.conftest import Write
from tests.integration.outbox.unruly_server import DROP_AFTER, DROP_BEFORE, UnrulyServer
from tests.support.length import runs

ROOT = Path(__file__).parents[3]
LETTERS, KILLS, DROPS = runs(140, 3000), runs(7, 50), 6
PATIENCE = runs(120, 900)


class Workers:
    """Two worker processes, each started again when it is killed."""

    def __init__(self, url: str, keystore: Path, port: int) -> None:
        module = "tests.integration.outbox.worker_process"
        self._command = [sys.executable, "-m", module, url, str(keystore), str(port), str(time.time())]
        self._running = [self._start(), self._start()]

    def _start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(self._command, cwd=ROOT, stdout=subprocess.DEVNULL)

    def kill(self, number: int) -> None:
        """Kill one with the signal that nothing can catch, and start another."""
        self._running[number].kill()
        self._running[number].wait()
        self._running[number] = self._start()

    def stop(self) -> None:
        """Kill all."""
        for process in self._running:
            process.kill()
            process.wait()

    @property
    def are_alive(self) -> bool:
        """True while none has ended by itself."""
        return all(process.poll() is None for process in self._running)


def settle(database: Database, server: UnrulyServer, workers: Workers) -> None:
    """Wait until every letter is noted as sent."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        assert workers.are_alive
        with database.reading() as session:
            sent = session.scalar(select(func.count()).where(Message.state == State.SENT))
        if sent == LETTERS:
            return
        with server._arrival:
            server._arrival.wait(0.2)
    pytest.fail(f"{sent} of {LETTERS} letters were sent")


@pytest.mark.slow
def test_r5_killed_workers_lose_nothing_and_double_at_most_once_a_kill(
    database: Database, database_url: str, write: Write, server: UnrulyServer, tmp_path: Path
) -> None:
    chance = random.Random(2026)
    for number in range(LETTERS):
        write(f"guest{number}@example.org", context={"word": f"letter {number}"})
    drops = {f"guest{number}@example.org" for number in chance.sample(range(LETTERS), DROPS)}

    def fault(recipient: str) -> str | None:
        if recipient not in drops:
            return None
        drops.remove(recipient)
        return DROP_BEFORE if len(drops) % 2 else DROP_AFTER

    server.fault = fault
    workers = Workers(database_url, tmp_path / "vault" / "keys.json", server.port)
    try:
        for kill in range(KILLS):
            server.wait((kill + 1) * (LETTERS // (KILLS + 2)) + chance.randrange(10), seconds=PATIENCE)
            workers.kill(chance.randrange(2))
        settle(database, server, workers)
    finally:
        workers.stop()
    assert not drops
    times = Counter(str(delivery.message["Subject"]) for delivery in server.deliveries)
    assert set(times) == {f"letter {number}" for number in range(LETTERS)}, "a letter was lost"
    assert times.total() - LETTERS <= KILLS + DROPS
    ids = {(str(delivery.message["Subject"]), str(delivery.message["Message-ID"])) for delivery in server.deliveries}
    assert len(ids) == LETTERS, "a letter that came twice must bear the same Message-ID"
