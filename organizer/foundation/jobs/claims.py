"""Which worker does which job: rows claimed by conditional update, on every engine."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Update, func, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from .models import Job
from .schedule import JobSpec, next_run, retry_run

#: A dead worker's job is free after this; the live one renews it more often.
LEASE = timedelta(seconds=45)


def register_jobs(session: Session, *, specs: Iterable[JobSpec], now: datetime) -> None:
    """Give every job a row, due at once when it is new; a job that is to run more often moves nearer."""
    known = {job.name: job for job in session.scalars(select(Job))}
    for spec in specs:
        seconds = max(1, round(spec.every.total_seconds()))
        job = known.get(spec.name)
        if job is None:
            _add(session, Job(name=spec.name, every_seconds=seconds, next_run=now))
        elif job.every_seconds != seconds:
            job.every_seconds = seconds
            job.next_run = min(job.next_run, now + spec.every)


def list_due_names(session: Session, *, now: datetime) -> Sequence[str]:
    """Return the names of jobs that are due and free, the longest due first."""
    return session.scalars(select(Job.name).where(Job.next_run <= now, _is_free(now)).order_by(Job.next_run)).all()


def find_next_time(session: Session) -> datetime | None:
    """Return when the next job is due; None without jobs."""
    return session.scalar(select(func.min(Job.next_run)))


def claim_job(session: Session, *, name: str, worker: str, now: datetime) -> bool:
    """Take a due job; False when another worker was quicker."""
    free = update(Job).where(Job.name == name, Job.next_run <= now, _is_free(now))
    taken = free.values(claimed_by=worker, lease_until=now + LEASE)
    return session.scalar(taken.returning(Job.id)) is not None


def renew_claim(session: Session, *, name: str, worker: str, now: datetime) -> bool:
    """Hold the job longer; False when it was lost."""
    return session.scalar(_held(name, worker).values(lease_until=now + LEASE).returning(Job.id)) is not None


def finish_job(session: Session, *, spec: JobSpec, worker: str, now: datetime) -> None:
    """Note that it is done and set its next time."""
    job = _find_held(session, spec.name, worker)
    if job is not None:
        job.next_run = next_run(planned=job.next_run, every=spec.every, now=now)
        job.last_run, job.last_error = now, None
        job.lease_until = job.claimed_by = None


def fail_job(session: Session, *, spec: JobSpec, worker: str, now: datetime, cause: str) -> None:
    """Note that it failed, by the kind of the fault alone, and set when it is tried again."""
    job = _find_held(session, spec.name, worker)
    if job is not None:
        job.next_run = retry_run(every=spec.every, now=now)
        job.last_run, job.last_error = now, cause[:80]
        job.lease_until = job.claimed_by = None


def release_jobs(session: Session, *, worker: str) -> None:
    """Let go of whatever this worker holds; it stays due."""
    session.execute(update(Job).where(Job.claimed_by == worker).values(claimed_by=None, lease_until=None))


def _add(session: Session, job: Job) -> None:
    session.flush()
    try:
        with session.begin_nested():
            session.add(job)
    except IntegrityError:
        pass  # another worker starting at the same time


def _is_free(now: datetime) -> ColumnElement[bool]:
    return or_(Job.lease_until.is_(None), Job.lease_until <= now)


def _held(name: str, worker: str) -> Update:
    return update(Job).where(Job.name == name, Job.claimed_by == worker)


def _find_held(session: Session, name: str, worker: str) -> Job | None:
    return session.scalars(
        select(Job).where(Job.name == name, Job.claimed_by == worker).with_for_update()
    ).one_or_none()
