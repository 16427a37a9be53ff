"""Jobs run when they are due, once among many workers, and their faults are written on their rows."""

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select, update

from organizer.foundation.db import Database
from organizer.foundation.jobs import Job, JobContext, JobSpec
from organizer.foundation.jobs.claims import (
    LEASE,
    claim_job,
    fail_job,
    finish_job,
    list_due_names,
    register_jobs,
    release_jobs,
    renew_claim,
)
from organizer.foundation.jobs.lease import kept_alive

NOW = datetime(2026, 11, 1, 8, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def nothing(_context: JobContext) -> None:
    """A job that does nothing."""


SPEC = JobSpec("purge", HOUR, nothing)


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def registered(database: Database) -> Database:
    """A database that knows the job."""
    register(database, SPEC)
    return database


def register(database: Database, *specs: JobSpec, now: datetime = NOW) -> None:
    """Register jobs."""
    database.run(lambda session: register_jobs(session, specs=specs, now=now))


def claim(database: Database, worker: str, now: datetime = NOW) -> bool:
    """Try to claim the job."""
    return database.run(lambda session: claim_job(session, name="purge", worker=worker, now=now))


def finish(database: Database, worker: str, now: datetime) -> None:
    """Finish the job."""
    database.run(lambda session: finish_job(session, spec=SPEC, worker=worker, now=now))


def due(database: Database, now: datetime) -> list[str]:
    """Return what is due."""
    with database.reading() as session:
        return list(list_due_names(session, now=now))


def job(database: Database) -> Job:
    """Return the job's row."""
    with database.reading() as session:
        found = session.scalars(select(Job)).one()
        session.expunge(found)
        return found


def test_a_new_job_is_due_at_once_and_then_at_its_pace(registered: Database) -> None:
    assert due(registered, NOW) == ["purge"]
    assert claim(registered, "first")
    finish(registered, "first", NOW + timedelta(minutes=3))
    assert due(registered, NOW + timedelta(minutes=59)) == []
    assert due(registered, NOW + HOUR) == ["purge"]


def test_only_one_worker_gets_a_due_job(registered: Database) -> None:
    got: list[bool] = []
    start = threading.Barrier(4)

    def take(worker: str) -> None:
        start.wait()
        got.append(claim(registered, worker))

    threads = [threading.Thread(target=take, args=(f"worker{number}",)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(got) == [False, False, False, True]


def test_a_dead_workers_job_is_taken_over_within_a_minute(registered: Database) -> None:
    assert claim(registered, "dies")
    assert not claim(registered, "other", NOW + LEASE - timedelta(seconds=1))
    assert claim(registered, "other", NOW + LEASE)
    assert timedelta(minutes=1) > LEASE
    finish(registered, "dies", NOW + LEASE)
    assert job(registered).claimed_by == "other", "who lost the claim cannot end the job for who holds it"


def test_a_job_that_is_at_work_keeps_its_claim(registered: Database) -> None:
    assert claim(registered, "slow")
    later = NOW + LEASE - timedelta(seconds=5)
    assert registered.run(lambda session: renew_claim(session, name="purge", worker="slow", now=later))
    assert not claim(registered, "other", NOW + LEASE)
    assert not registered.run(lambda session: renew_claim(session, name="purge", worker="other", now=later))


def test_what_was_missed_while_off_runs_once(registered: Database) -> None:
    claim(registered, "first")
    finish(registered, "first", NOW)
    back = NOW + timedelta(days=40, minutes=20)
    assert claim(registered, "first", back)
    finish(registered, "first", back)
    assert job(registered).next_run == NOW + timedelta(days=40, hours=1)
    assert due(registered, back) == []


def test_a_fault_is_written_down_by_its_kind_and_tried_again(registered: Database) -> None:
    claim(registered, "first")
    registered.run(lambda session: fail_job(session, spec=SPEC, worker="first", now=NOW, cause="KeyError"))
    assert (job(registered).last_error, job(registered).next_run) == ("KeyError", NOW + timedelta(minutes=5))
    claim(registered, "first", NOW + timedelta(minutes=5))
    finish(registered, "first", NOW + timedelta(minutes=5))
    assert job(registered).last_error is None


def test_a_released_job_is_due_for_another(registered: Database) -> None:
    claim(registered, "leaves")
    registered.run(lambda session: release_jobs(session, worker="leaves"))
    assert claim(registered, "other")


def test_registering_again_changes_nothing_that_is_planned(registered: Database) -> None:
    claim(registered, "first")
    finish(registered, "first", NOW)
    register(registered, SPEC, now=NOW + timedelta(minutes=10))
    assert job(registered).next_run == NOW + HOUR


@pytest.mark.parametrize(("every", "planned"), [(timedelta(minutes=1), 1), (timedelta(days=1), 60)])
def test_a_job_that_runs_more_often_from_now_on_comes_nearer(
    every: timedelta, planned: int, registered: Database
) -> None:
    claim(registered, "first")
    finish(registered, "first", NOW)
    register(registered, JobSpec("purge", every, nothing))
    assert job(registered).next_run == NOW + timedelta(minutes=planned)


def test_two_workers_that_start_together_register_each_job_once(database: Database) -> None:
    start = threading.Barrier(3)

    def begin() -> None:
        start.wait()
        register(database, SPEC, JobSpec("count", HOUR, nothing))

    threads = [threading.Thread(target=begin) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(due(database, NOW)) == ["count", "purge"]


def test_a_beating_claim_outlives_its_lease(registered: Database) -> None:
    earlier = NOW - timedelta(seconds=30)
    registered.run(lambda session: session.execute(update(Job).values(next_run=earlier)))
    assert claim(registered, "slow", earlier)
    assert job(registered).lease_until == earlier + LEASE
    with kept_alive(registered, "purge", "slow", beat=0.01) as is_lost:
        wait_until(lambda: job(registered).lease_until == NOW + LEASE)
    assert not is_lost.is_set()


def test_a_job_is_told_when_its_claim_is_lost(registered: Database) -> None:
    claim(registered, "slow")
    with kept_alive(registered, "purge", "slow", beat=0.01) as is_lost:
        registered.run(lambda session: session.execute(update(Job).values(claimed_by="other")))
        assert is_lost.wait(10)


def wait_until(is_true: Callable[[], bool], tries: int = 3000) -> None:
    """Ask again and again, a moment apart."""
    pause = threading.Event()
    for _ in range(tries):
        if is_true():
            return
        pause.wait(0.02)
    pytest.fail("it did not come true")
