"""What a job is, and when it runs next."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from organizer.foundation.db import Database

#: A job that failed is tried again after this, or at its next time if that comes first.
_RETRY = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class JobContext:
    """What a job gets. A long one asks ``is_stopping`` between its steps and ends early; it runs again later."""

    database: Database
    now: datetime
    is_stopping: Callable[[], bool]


@dataclass(frozen=True, slots=True)
class JobSpec:
    """A job by its name, how often it runs, and what it does.

    It may run again after a crash in the middle, so it must be right to do it twice; it makes its own transactions.
    """

    name: str
    every: timedelta
    run: Callable[[JobContext], None]


def next_run(*, planned: datetime, every: timedelta, now: datetime) -> datetime:
    """Return the first time after ``now`` on the grid of ``planned``: what was missed while off runs once, not often."""
    if planned > now:
        return planned
    missed = (now - planned) // every
    return planned + (missed + 1) * every


def retry_run(*, every: timedelta, now: datetime) -> datetime:
    """Return when a failed job is tried again."""
    return now + min(every, _RETRY)
