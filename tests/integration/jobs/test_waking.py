"""The bell between processes, over a file and over Redis; what is broken there breaks nothing else."""

import sqlite3
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from organizer.config import Settings
from organizer.foundation.jobs import ThreadWaker, Waker, make_waker
from organizer.foundation.jobs.huey_wake import HueyWaker
from tests.support.ports import free_port

PATIENCE = 20


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings of an instance of its own."""
    return Settings.for_testing(tmp_path / "instance")


@pytest.fixture(params=["file", "redis"])
def shared(request: pytest.FixtureRequest, settings: Settings) -> Settings:
    """Settings of an instance whose processes are several."""
    if request.param == "file":
        return settings
    return replace(settings, redis_url=request.getfixturevalue("redis_url"))


@pytest.fixture
def stop() -> Iterator[threading.Event]:
    """Ends listeners."""
    event = threading.Event()
    yield event
    event.set()
    for thread in [thread for thread in threading.enumerate() if thread.name == "bell"]:
        thread.join(PATIENCE)


def bell(settings: Settings) -> Waker:
    """Return the bell as one of several processes has it."""
    return make_waker(settings, is_alone=False)


def test_one_process_needs_no_queue(settings: Settings) -> None:
    assert isinstance(make_waker(settings, is_alone=True), ThreadWaker)
    assert list(settings.instance.glob("bell*")) == []


def test_a_ring_in_one_process_is_heard_in_another(shared: Settings, stop: threading.Event) -> None:
    server, worker = bell(shared), bell(shared)
    worker.listen(stop)
    for _ in range(3):
        server.wake()
        assert worker.wait(PATIENCE)


def test_a_ring_before_anybody_listened_is_kept(shared: Settings, stop: threading.Event) -> None:
    bell(shared).wake()
    worker = bell(shared)
    worker.listen(stop)
    assert worker.wait(PATIENCE)


def test_rings_that_nobody_takes_do_not_pile_up(shared: Settings) -> None:
    waker = bell(shared)
    assert isinstance(waker, HueyWaker)
    for _ in range(50):
        waker.wake()
    assert waker._queue.queue_size() == 1


def test_a_worker_hears_itself_at_once(shared: Settings) -> None:
    waker = bell(shared)
    waker.wake()
    assert waker.wait(0)


def test_nothing_in_the_queue_is_ever_read_as_code(settings: Settings, stop: threading.Event) -> None:
    """A pickle in the queue of a task runner would run code; here it is a ring like any other."""
    waker = bell(settings)
    assert isinstance(waker, HueyWaker)
    waker._queue.enqueue(b"cbuiltins\nexec\n(S'raise SystemExit'\ntR.")
    waker.listen(stop)
    assert waker.wait(PATIENCE)


def test_a_redis_that_is_away_costs_a_write_almost_nothing(settings: Settings) -> None:
    waker = bell(replace(settings, redis_url=f"redis://127.0.0.1:{free_port()}/0"))
    done = threading.Event()

    def ring() -> None:
        for _ in range(100):
            waker.wake()
        done.set()

    threading.Thread(target=ring).start()
    assert done.wait(20)
    assert waker.wait(0), "the worker in the same process hears it all the same"


def test_a_damaged_file_costs_a_write_nothing(settings: Settings) -> None:
    waker = bell(settings)
    with sqlite3.connect(settings.instance / "bell.sqlite") as connection:
        connection.execute("DROP TABLE task")
    connection.close()
    waker.wake()
    assert waker.wait(0)
