"""When jobs run next, and the bell that wakes the worker."""

import threading
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from organizer.foundation.jobs.schedule import next_run, retry_run
from organizer.foundation.jobs.waking import ThreadWaker

PLANNED = datetime(2026, 11, 1, 8, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@given(st.integers(0, 10_000_000), st.integers(1, 100_000))
def test_the_next_time_is_the_first_on_the_grid_that_lies_ahead(late: int, every: int) -> None:
    now, step = PLANNED + timedelta(seconds=late), timedelta(seconds=every)
    following = next_run(planned=PLANNED, every=step, now=now)
    assert now < following <= now + step
    assert (following - PLANNED) % step == timedelta(0)


def test_what_was_missed_in_forty_days_runs_once() -> None:
    assert next_run(planned=PLANNED, every=HOUR, now=PLANNED + timedelta(days=40)) == PLANNED + timedelta(
        days=40, hours=1
    )


def test_a_time_that_lies_ahead_is_kept() -> None:
    assert next_run(planned=PLANNED, every=HOUR, now=PLANNED - HOUR) == PLANNED


def test_a_failed_job_is_tried_again_soon_but_never_more_often_than_it_runs() -> None:
    assert retry_run(every=timedelta(days=1), now=PLANNED) == PLANNED + timedelta(minutes=5)
    assert retry_run(every=timedelta(seconds=5), now=PLANNED) == PLANNED + timedelta(seconds=5)


def test_a_bell_that_rang_before_anybody_waited_is_heard_once() -> None:
    waker = ThreadWaker()
    waker.wake()
    waker.wake()
    assert waker.wait(0)
    assert not waker.wait(0)


def test_a_bell_wakes_who_waits() -> None:
    waker, heard = ThreadWaker(), threading.Event()
    thread = threading.Thread(target=lambda: heard.set() if waker.wait(10) else None)
    thread.start()
    waker.wake()
    thread.join(10)
    assert heard.is_set()
