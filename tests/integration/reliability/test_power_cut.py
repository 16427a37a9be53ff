"""The power goes while people say that they come: whoever was told "you are coming" is still on the list.

SQLite is cut off at every moment at which it had told the disk to keep something, just before and just after, with what a
disk may have kept of the rest. With less than full sync the same test loses answers: it can fail, and the setting is what
makes the promise true.
"""

import os
import random
import sqlite3
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import Engine, event, select, text
from sqlalchemy.exc import DBAPIError

from organizer.foundation.core.errors import TryAgainLater
from organizer.foundation.db import Base, Database, Vault
from organizer.rsvps.models import Rsvp
from organizer.rsvps.operations import Answer, answer, cancel, confirm
from tests.factories import make_campaign, make_event
from tests.support.databases import fresh_database
from tests.support.length import runs
from tests.support.postgres import Cluster, kill, start_cluster, stop_cluster
from tests.support.postgres import start as start_again
from tests.support.run_folder import run_folder
from tests.support.waiting import NOW
from tests.support.watched_disk import NAME, Disk, Sync, watched_disk

GUESTS = runs(12, 150)
#: Pages of the log between two checkpoints: several in a short run.
CHECKPOINT = 60
#: An answer, and how far it has come.
Told = tuple[UUID, int]
#: How far an answer has come; a guest was told of each step.

STEPS = {"pending": 1, "confirmed": 2, "cancelled": 3}


@pytest.fixture
def path(tmp_path: Path) -> Iterator[Path]:
    """A migrated database that lies on the disk."""
    with fresh_database("sqlite", tmp_path / "instance") as url:
        yield Path(url.removeprefix("sqlite:///"))


def _set(engine: Engine, *pragmas: str) -> None:
    @event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _record: object) -> None:
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")


def _let_people_come(path: Path, vault: Vault, disk: Disk[Told], *pragmas: str) -> int:
    """Let guests answer, confirm, and some leave; return how many transactions that were."""
    database = Database.from_url(f"sqlite:///file:{path}?vfs={NAME}&uri=true", vault=vault)
    _set(database.engine, f"wal_autocheckpoint={CHECKPOINT}", *pragmas)
    with database.transaction() as session:
        code = make_event(session, make_campaign(session), capacity=GUESTS * 5).code
    count = 1
    for number in range(GUESTS):
        given = Answer(f"guest{number}@example.net", "Marisol", 1 + number % 2, "en")
        key = database.run(partial(answer, code=code, given=given, now=NOW)).id
        disk.note((key, 1))
        database.run(partial(confirm, rsvp_id=key, link_version=1, now=NOW))
        disk.note((key, 2))
        count += 2
        if number % 4 == 3:
            database.run(partial(cancel, rsvp_id=key, link_version=1))
            disk.note((key, 3))
            count += 1
    disk.power_is_off()
    database.dispose()
    return count


def _losses(disk: Disk[Told], start: dict[str, bytes], folder: Path) -> Counter[str]:
    """Return how often the power was cut, how often the database was broken then, and how often it had forgotten somebody."""
    found: Counter[str] = Counter()
    for told, files in disk.cuts(start, random.Random(2027)):
        for name in (*files, *(f"{name}-shm" for name in start)):
            (folder / name).unlink(missing_ok=True)
        for name, data in files.items():
            (folder / name).write_bytes(data)
        stored = _look(folder / next(iter(start)))
        found["cuts"] += 1
        found["broken"] += stored is None
        found["forgotten"] += stored is not None and any(stored.get(key, 0) < step for key, step in told)
    return found


def _look(path: Path) -> dict[UUID, int] | None:
    """Open the database as after the start of the machine; None: it is broken."""
    connection = sqlite3.connect(path)
    try:
        if connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            return None
        rows = connection.execute("SELECT id, state FROM rsvp")
        return {UUID(key): STEPS[state] for key, state in rows}
    except sqlite3.DatabaseError:
        return None
    finally:
        connection.close()


def test_r3_r4_what_was_acknowledged_survives_a_power_cut(path: Path, vault: Vault, tmp_path: Path) -> None:
    start = {path.name: path.read_bytes()}
    with watched_disk() as disk:
        commits = _let_people_come(path, vault, disk)
    assert sum(isinstance(act, Sync) for act in disk.log) > commits, "each commit is synced, and there were checkpoints"

    found = _losses(disk, start, tmp_path)

    assert found["cuts"] > 2 * commits
    assert (found["broken"], found["forgotten"]) == (0, 0)


@pytest.mark.parametrize("sync", ["NORMAL", "OFF"])
def test_r4_with_less_than_full_sync_a_power_cut_forgets_guests(
    path: Path, vault: Vault, tmp_path: Path, sync: str
) -> None:
    start = {path.name: path.read_bytes()}
    with watched_disk() as disk:
        _let_people_come(path, vault, disk, f"synchronous={sync}")

    assert _losses(disk, start, tmp_path)["forgotten"] > 0


def test_r3_every_connection_of_the_pool_syncs_in_full(path: Path) -> None:
    database = Database.from_url(f"sqlite:///{path}")
    with ExitStack() as stack:
        for _ in range(20):
            session = stack.enter_context(database.reading())
            found = [session.scalar(text(f"PRAGMA {name}")) for name in ("journal_mode", "synchronous", "foreign_keys")]
            assert found == ["wal", 2, 1]
    database.dispose()


@pytest.fixture
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A PostgreSQL server of the test's own, set as it comes: what it acknowledges is on the disk."""
    folder = run_folder() / f"durable-{os.getpid()}"
    yield start_cluster(folder, durable=True)
    stop_cluster(folder)


def test_r3_r4_what_was_acknowledged_survives_the_end_of_postgresql(cluster: Cluster, vault: Vault) -> None:
    database = Database.from_url(cluster.url("postgres"), vault=vault)
    Base.metadata.create_all(database.engine)
    with database.transaction() as session:
        for name in ("fsync", "synchronous_commit", "full_page_writes"):
            assert session.scalar(text(f"SHOW {name}")) == "on", name
        code = make_event(session, make_campaign(session)).code
    told: dict[UUID, int] = {}

    def come(number: int) -> None:
        given = Answer(f"guest{number}@example.net", "Marisol", 1, "en")
        with suppress(TryAgainLater, DBAPIError):  # the server is gone: nobody was told anything
            key = database.run(partial(answer, code=code, given=given, now=NOW)).id
            told[key] = 1
            database.run(partial(confirm, rsvp_id=key, link_version=1, now=NOW))
            told[key] = 2

    with ThreadPoolExecutor(4) as pool:
        guests = [pool.submit(come, number) for number in range(GUESTS * 10)]
        while len(told) < GUESTS:
            guests[len(told)].result()
        kill(cluster.folder)
    assert GUESTS <= len(told) < GUESTS * 10
    start_again(cluster.folder, durable=True)
    with database.reading() as session:
        stored = {key: STEPS[state] for key, state in session.execute(select(Rsvp.id, Rsvp.state))}
    assert [key for key, step in told.items() if stored.get(key, 0) < step] == []
    database.dispose()
