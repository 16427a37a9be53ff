"""The worker delivers and does jobs side by side, lives with faults, and stops when told."""

import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import TypeVar

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from organizer.foundation.core.ids import new_id
from organizer.foundation.db import Database
from organizer.foundation.jobs import Job, JobContext, JobSpec, ThreadWaker, Worker
from organizer.foundation.outbox import Letter, Message, Rendered, enqueue
from organizer.foundation.outbox.compose import Sender
from organizer.foundation.outbox.failures import ServerAway
from organizer.foundation.outbox.rules import State

T = TypeVar("T")
ROOT = Path(__file__).parents[3]
PATIENCE = 20


class Post:
    """A transport that keeps recipients and tells of each."""

    patience = timedelta(seconds=10)
    sender = Sender("noreply@example.net", "Organizer")

    def __init__(self) -> None:
        self.recipients: list[str] = []
        self.arrival = threading.Condition()
        self.is_away = False

    def send(self, _message: EmailMessage, recipient: str) -> None:
        if self.is_away:
            raise ServerAway("connection")
        with self.arrival:
            self.recipients.append(recipient)
            self.arrival.notify_all()

    def close(self) -> None:
        """Nothing is open."""

    def wait(self, count: int) -> None:
        """Wait until so many mails came."""
        with self.arrival:
            assert self.arrival.wait_for(lambda: len(self.recipients) >= count, PATIENCE)


def render(_session: Session, message: Message) -> Rendered:
    """Render any letter."""
    return Rendered("Hello", str(message.values()))


def write(database: Database, recipient: str = "guest@example.org") -> None:
    """Write a letter."""
    with database.transaction() as session:
        enqueue(session, Letter("hello", new_id(), recipient, "en", {}))


@contextmanager
def at_work(database: Database, post: Post, *jobs: JobSpec) -> Iterator[Worker]:
    """Run a worker in a thread; it must end when told."""
    worker = Worker(database, post, render, jobs, threading.Event(), ThreadWaker())
    thread = threading.Thread(target=worker.run)
    thread.start()
    try:
        yield worker
    finally:
        worker.stop.set()
        thread.join(PATIENCE)
        assert not thread.is_alive()


def test_a_letter_leaves_as_soon_as_the_bell_rings(database: Database) -> None:
    post = Post()
    write(database, "before@example.org")
    with at_work(database, post) as worker:
        post.wait(1)
        write(database, "after@example.org")
        worker.waker.wake()
        post.wait(2)
    assert post.recipients == ["before@example.org", "after@example.org"]


def test_a_due_job_runs_and_its_letters_leave(database: Database) -> None:
    post = Post()
    remind = JobSpec("remind", timedelta(hours=1), lambda context: write(context.database))
    with at_work(database, post, remind):
        post.wait(1)
    with database.reading() as session:
        job = session.scalars(select(Job)).one()
        assert job.next_run > job.last_run  # type: ignore[operator]  # it ran
        assert (job.last_error, job.claimed_by) == (None, None)


def test_a_job_that_fails_harms_nothing_else(database: Database) -> None:
    done = threading.Event()
    post = Post()

    def fail(_context: JobContext) -> None:
        raise LookupError("guest@example.org")

    jobs = [JobSpec("a-fails", timedelta(hours=1), fail), JobSpec("b-works", timedelta(hours=1), lambda _: done.set())]
    with at_work(database, post, *jobs) as worker:
        assert done.wait(PATIENCE)
        write(database)
        worker.waker.wake()
        post.wait(1)
    with database.reading() as session:
        errors = dict(session.execute(select(Job.name, Job.last_error)).all())
    assert errors == {"a-fails": "LookupError", "b-works": None}


def test_a_long_job_holds_up_no_mail_and_hears_of_the_stop(database: Database) -> None:
    post = Post()
    pause = threading.Event()
    is_running = threading.Event()

    def long(context: JobContext) -> None:
        is_running.set()
        while not context.is_stopping():
            pause.wait(0.01)

    with at_work(database, post, JobSpec("long", timedelta(hours=1), long)) as worker:
        assert is_running.wait(PATIENCE)
        write(database)
        worker.waker.wake()
        post.wait(1)


class _Faltering(Database):
    """A database that is away at first."""

    faults = 5

    def run(self, work: Callable[[Session], T]) -> T:
        if self.faults:
            self.faults -= 1
            raise OperationalError("SELECT 1", {}, ConnectionRefusedError())
        return super().run(work)


def test_a_database_that_is_away_does_not_end_the_worker(database: Database) -> None:
    post = Post()
    write(database)
    faltering = _Faltering(database.engine, database.vault)
    with at_work(faltering, post) as worker:

        def ring() -> bool:
            worker.waker.wake()
            return bool(post.recipients)

        wait_until(ring)
    assert faltering.faults == 0


def test_letters_wait_while_the_server_is_away(database: Database) -> None:
    post = Post()
    post.is_away = True
    write(database)
    with at_work(database, post):
        wait_until(lambda: _error(database) == "connection")
    with database.reading() as session:
        message = session.scalars(select(Message)).one()
        assert (message.state, message.claimed_by, message.attempts) == (State.QUEUED, None, 0)


def _error(database: Database) -> str | None:
    with database.reading() as session:
        return session.scalar(select(Message.error))


@pytest.mark.engines("sqlite")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_worker_between_two_mails(
    number: signal.Signals, database: Database, database_url: str, tmp_path: Path
) -> None:
    for count in range(200):
        write(database, f"guest{count}@example.org")
    program = [sys.executable, "-m", "tests.integration.jobs.signalled_worker", database_url, str(tmp_path)]
    with subprocess.Popen(program, cwd=ROOT, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"sent\n"
        process.send_signal(number)
        assert process.wait(PATIENCE) == 0
    sent = len(list((tmp_path / "mail").glob("*.eml")))
    with database.reading() as session:
        states = session.scalars(select(Message.state)).all()
    assert states.count(State.CLAIMED) == 0
    assert states.count(State.SENT) == sent
    assert 0 < sent < 200


def wait_until(is_true: Callable[[], bool], tries: int = 3000) -> None:
    """Ask again and again, a moment apart."""
    pause = threading.Event()
    for _ in range(tries):
        if is_true():
            return
        pause.wait(0.02)
    pytest.fail("it did not come true")
