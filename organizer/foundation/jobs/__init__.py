"""Work that is done by itself: jobs with their next time in the database, and the worker that does them."""

from .huey_wake import make_waker
from .models import Job
from .presence import Presence
from .schedule import JobContext, JobSpec
from .waking import ThreadWaker, Waker
from .worker import Worker, run_until_signal

__all__ = [
    "Job",
    "JobContext",
    "JobSpec",
    "Presence",
    "ThreadWaker",
    "Waker",
    "Worker",
    "make_waker",
    "run_until_signal",
]
