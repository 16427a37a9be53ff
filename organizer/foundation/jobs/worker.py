"""The worker: delivers what is due and does the jobs, until it is told to stop.

Mail and jobs run side by side, so that a long job holds up nobody's sign-in link. Whatever fails is written
down and tried again; nothing ends the worker but ``stop``.
"""

import signal
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from queue import SimpleQueue
from typing import TypeVar

import structlog

from organizer.foundation.core.clock import now
from organizer.foundation.core.ids import new_code
from organizer.foundation.db import Database
from organizer.foundation.outbox.claims import put_back_claims
from organizer.foundation.outbox.delivery import Postman, Render
from organizer.foundation.outbox.transport import Transport

from . import claims
from .lease import kept_alive
from .presence import Presence
from .schedule import JobContext, JobSpec
from .waking import ThreadWaker, Waker

T = TypeVar("T")
_log = structlog.get_logger("organizer.jobs")
#: Longest time between two looks at the tables, in seconds.
SWEEP = 15.0
#: How soon a stop is seen.
_BLINK = 0.5


@dataclass(frozen=True, slots=True)
class Worker:
    """Does the work of one process. Set ``stop`` to end it: the mail or job at hand is finished first."""

    database: Database
    transport: Transport
    render: Render
    jobs: Sequence[JobSpec]
    stop: threading.Event
    waker: Waker = field(default_factory=ThreadWaker)
    presence: Presence | None = None
    name: str = field(default_factory=lambda: new_code(12), init=False)

    def run(self) -> None:
        """Work until ``stop`` is set, then let go of what is held."""
        self.waker.listen(self.stop)
        if self.presence is not None:
            self.presence.hold(self.name)
            self._survive("claims", self._take_back, otherwise=None)
        chores = threading.Thread(target=self._do_jobs, name="jobs")
        chores.start()
        try:
            self._deliver()
        finally:
            self.stop.set()
            chores.join()

    def _take_back(self) -> None:
        """Put back what workers of this machine held when they were killed."""
        for gone in self.presence.take_gone() if self.presence is not None else ():
            self.database.run(partial(put_back_claims, worker=gone, now=now()))
            self.database.run(partial(claims.release_jobs, worker=gone))

    def _deliver(self) -> None:
        postman = Postman(self.database, self.transport, self.render, name=self.name)
        while not self.stop.is_set():
            is_more = self._survive("mail", lambda: postman.deliver_round(self.stop.is_set), otherwise=False)
            if not is_more:
                self._rest(SWEEP, self.waker.wait)
        self._survive("mail", postman.release, otherwise=None)

    def _do_jobs(self) -> None:
        by_name = {spec.name: spec for spec in self.jobs}
        is_registered = False
        while not self.stop.is_set():
            is_registered = is_registered or self._survive("jobs", self._register, otherwise=False)
            pause = SWEEP
            if is_registered:
                self._survive("jobs", lambda: self._sweep(by_name), otherwise=None)
                pause = self._survive("jobs", self._seconds_to_next, otherwise=SWEEP)
            self._rest(pause, self.stop.wait)
        self._survive("jobs", self._release, otherwise=None)

    def _register(self) -> bool:
        self.database.run(lambda session: claims.register_jobs(session, specs=self.jobs, now=now()))
        return True

    def _release(self) -> None:
        self.database.run(lambda session: claims.release_jobs(session, worker=self.name))

    def _sweep(self, by_name: dict[str, JobSpec]) -> None:
        with self.database.reading() as session:
            names = claims.list_due_names(session, now=now())
        for name in names:
            spec = by_name.get(name)  # None for a job of another release
            if spec is not None and not self.stop.is_set():
                self._do(spec)

    def _do(self, spec: JobSpec) -> None:
        """Do one job if it can be had; how it ends is written on its row."""
        if not self.database.run(
            lambda session: claims.claim_job(session, name=spec.name, worker=self.name, now=now())
        ):
            return
        with kept_alive(self.database, spec.name, self.name) as is_lost:
            context = JobContext(self.database, now(), lambda: self.stop.is_set() or is_lost.is_set())
            cause = _fault_of(spec, context)
        if cause is None:
            self.database.run(lambda session: claims.finish_job(session, spec=spec, worker=self.name, now=now()))
        else:
            self.database.run(
                lambda session: claims.fail_job(session, spec=spec, worker=self.name, now=now(), cause=cause)
            )
        self.waker.wake()  # most jobs write letters

    def _seconds_to_next(self) -> float:
        with self.database.reading() as session:
            due = claims.find_next_time(session)
        return SWEEP if due is None else min(max((due - now()).total_seconds(), 1.0), SWEEP)

    def _survive(self, part: str, step: Callable[[], T], *, otherwise: T) -> T:
        """Return what ``step`` returns, ``otherwise`` when it fails: no fault ends the worker."""
        try:
            return step()
        except Exception as error:  # noqa: BLE001  # a database that is away must not end the worker
            _log.error("worker_step_failed", part=part, kind=type(error).__name__)
            return otherwise

    def _rest(self, seconds: float, wait: Callable[[float], bool]) -> None:
        end = time.monotonic() + seconds
        while not self.stop.is_set() and (left := end - time.monotonic()) > 0:
            if wait(min(left, _BLINK)):
                return


def run_until_signal(worker: Worker) -> None:
    """Run ``worker`` until SIGTERM or SIGINT; returns when the mail and the job at hand are finished.

    It works in a thread: a handler that interrupted it between sending and noting would double a mail.
    """
    calls: SimpleQueue[int] = SimpleQueue()  # safe to use in a handler, unlike an Event
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda received, _frame: calls.put(received))
    thread = threading.Thread(target=lambda: _run_and_tell(worker, calls), name="worker")
    thread.start()
    calls.get()
    worker.stop.set()
    thread.join()


def _run_and_tell(worker: Worker, calls: "SimpleQueue[int]") -> None:
    try:
        worker.run()
    finally:
        calls.put(0)


def _fault_of(spec: JobSpec, context: JobContext) -> str | None:
    """Run a job; return the kind of its fault, without words: messages of errors hold what people typed."""
    try:
        spec.run(context)
    except Exception as error:  # noqa: BLE001  # any fault of any job; it is written on the job's row
        _log.error("job_failed", job=spec.name, kind=type(error).__name__)
        return type(error).__name__
    return None
