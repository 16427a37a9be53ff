"""Reminders: each once, when it is due, to who comes, and none that is of no use any more."""

import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer.campaigns.models import Campaign
from organizer.events.models import Event
from organizer.events.operations import Writing, cancel_event, edit_event
from organizer.events.queries import details_of
from organizer.events.rules import EventState
from organizer.foundation.access import Actor, Grant, Role
from organizer.foundation.core.errors import NotFound
from organizer.foundation.core.walltime import resolve
from organizer.foundation.db import Database
from organizer.foundation.outbox import Message
from organizer.rsvps.models import ReminderSent
from organizer.rsvps.operations import cancel, remind_due, stop_reminders
from tests.factories import make_campaign, make_event, make_rsvp
from tests.factories.events import WRITING

#: 15:00 in Bogotá on 17 November 2027.
START = datetime(2027, 11, 17, 20, tzinfo=UTC)
DAY_BEFORE, HOURS_BEFORE = START - timedelta(days=1), START - timedelta(hours=2)
ZONES = [
    "America/Bogota", "America/New_York", "America/St_Johns", "Europe/Berlin", "Europe/London", "Africa/Casablanca",
    "Africa/Cairo", "Asia/Kathmandu", "Asia/Gaza", "Australia/Lord_Howe", "Pacific/Apia", "Pacific/Auckland",
]  # fmt: skip


@pytest.fixture
def event(session: Session) -> Event:
    return make_event(session, make_campaign(session))


def run(session: Session, now: datetime) -> list[str]:
    """Do the job until there is nothing to do; return the kinds of all reminders in the outbox."""
    while remind_due(session, now=now):
        pass
    return [kind for kind in session.scalars(select(Message.kind).order_by(Message.id)) if kind.startswith("reminder-")]


def test_b130_a_guest_without_account_is_reminded_the_day_before_and_two_hours_before(
    session: Session, event: Event
) -> None:
    make_rsvp(session, event)
    minute = timedelta(minutes=1)
    assert run(session, DAY_BEFORE - minute) == []
    assert run(session, DAY_BEFORE) == ["reminder-day"]
    assert run(session, HOURS_BEFORE - minute) == ["reminder-day"]
    assert run(session, HOURS_BEFORE) == ["reminder-day", "reminder-hours"]
    assert run(session, START + minute) == ["reminder-day", "reminder-hours"]
    mails = session.scalars(select(Message).where(Message.kind.startswith("reminder-")).order_by(Message.id)).all()
    assert [mail.not_after for mail in mails] == [HOURS_BEFORE, START]


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_r15_the_clock_of_the_server_moves_no_reminder(
    session: Session, event: Event, zone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_rsvp(session, event)
    try:
        with monkeypatch.context() as there:
            there.setenv("TZ", zone)
            time.tzset()
            assert run(session, DAY_BEFORE - timedelta(minutes=1)) == []
            assert run(session, DAY_BEFORE) == ["reminder-day"]
            assert run(session, HOURS_BEFORE) == ["reminder-day", "reminder-hours"]
    finally:
        time.tzset()


def test_b122_only_who_comes_and_wants_it_is_reminded(session: Session, event: Event) -> None:
    make_rsvp(session, event, "waits@example.net", is_confirmed=False)
    gone = make_rsvp(session, event, "gone@example.net")
    cancel(session, rsvp_id=gone.id, link_version=1)
    quiet = make_rsvp(session, event, "quiet@example.net")
    stop_reminders(session, rsvp_id=quiet.id, link_version=1)
    make_rsvp(session, event, "comes@example.net")
    session.flush()
    run(session, DAY_BEFORE)
    mails = session.scalars(select(Message).where(Message.kind == "reminder-day")).all()
    assert [mail.recipient for mail in mails] == ["comes@example.net"]
    with pytest.raises(NotFound):
        stop_reminders(session, rsvp_id=quiet.id, link_version=2)


@pytest.mark.parametrize("state", [EventState.HIDDEN, EventState.CANCELLED, EventState.PENDING])
def test_nobody_is_reminded_of_what_is_not_on(session: Session, event: Event, state: EventState) -> None:
    make_rsvp(session, event)
    event.state = state
    session.flush()
    assert run(session, DAY_BEFORE) == []


def test_b131_what_was_missed_is_sent_while_it_is_useful_and_dropped_after(session: Session, event: Event) -> None:
    make_rsvp(session, event)
    assert run(session, HOURS_BEFORE - timedelta(minutes=5)) == ["reminder-day"], "five hours late, and still useful"
    other = make_event(session, session.get_one(Campaign, event.campaign_id))
    make_rsvp(session, other)
    assert run(session, HOURS_BEFORE + timedelta(hours=1)) == ["reminder-day", "reminder-hours", "reminder-hours"]


def test_an_event_that_is_moved_is_reminded_of_anew(session: Session, event: Event) -> None:
    make_rsvp(session, event)
    run(session, DAY_BEFORE)
    owner = Writing.by(Actor(grants=frozenset({Grant(Role.OWNER, event.campaign_id)})))
    later = {"start": datetime(2027, 11, 18, 15), "end": datetime(2027, 11, 18, 19)}  # noqa: DTZ001 - wall times
    edit_event(session, event=event, details=replace(details_of(event), **later), writing=owner)
    session.flush()
    assert run(session, DAY_BEFORE + timedelta(hours=1)) == ["reminder-day"]
    assert run(session, DAY_BEFORE + timedelta(days=1)) == ["reminder-day", "reminder-day"]
    cancel_event(session, event=event, writing=WRITING, reason="")
    session.flush()
    assert run(session, HOURS_BEFORE + timedelta(days=1)) == ["reminder-day", "reminder-day"]


def test_b128_workers_at_the_same_moment_remind_once(database: Database) -> None:
    with database.transaction() as session:
        campaign = make_campaign(session)
        for number in range(5):
            event = make_event(session, campaign)
            for guest in range(4):
                make_rsvp(session, event, f"guest{number}.{guest}@example.net")
    together = threading.Barrier(6)

    def work(_: int) -> None:
        together.wait()
        while database.run(lambda session: remind_due(session, now=DAY_BEFORE)):
            pass

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(work, range(6)))

    with database.reading() as session:
        found = Counter(session.execute(select(Message.subject_id).where(Message.kind == "reminder-day")).all())
        assert len(found) == 20
        assert set(found.values()) == {1}
        assert len(session.scalars(select(ReminderSent)).all()) == 5


def test_a_worker_that_dies_in_the_middle_leaves_nothing_half_done(
    session: Session, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        make_rsvp(session, event, f"guest{number}@example.net")
    calls = iter([None, RuntimeError("killed")])

    def break_off(*arguments: object, **names: object) -> bool:
        if (error := next(calls)) is not None:
            raise error
        return True

    with session.begin_nested() as savepoint:
        monkeypatch.setattr("organizer.rsvps.operations.reminding.enqueue", break_off)
        with pytest.raises(RuntimeError):
            remind_due(session, now=DAY_BEFORE)
        savepoint.rollback()
    monkeypatch.undo()
    assert run(session, DAY_BEFORE) == ["reminder-day"] * 3


ON_AGAIN = datetime(2027, 6, 9, 12, tzinfo=UTC)


@pytest.mark.parametrize("stopped", [timedelta(0), timedelta(days=2)])
def test_over_a_year_in_twelve_zones_each_reminder_comes_once_at_its_wall_time(
    session: Session, stopped: timedelta
) -> None:
    """Every ten weeks and on each day on which clocks change, at 15:00; a worker that is off for two days drops what is of no use."""
    campaign = make_campaign(session)
    starts = [datetime(2027, 3, 3, 15) + timedelta(weeks=week) for week in range(4, 52, 10)]  # noqa: DTZ001 - wall times
    changes = {zone: _change_days(zone) for zone in ZONES}
    assert sum(map(len, changes.values())) >= 14, "clocks change in seven of these zones at least"
    events = [
        make_event(session, campaign, zone=zone, start=start, end=start + timedelta(hours=2))
        for zone in ZONES
        for start in (*starts, *changes[zone])
    ]
    for event in events:
        make_rsvp(session, event)
    due = {(event.id, kind): _due(event, kind) for event in events for kind in ("day", "hours")}
    came: dict[tuple[object, str], datetime] = {}
    minute = timedelta(minutes=1)
    for now in sorted({moment for at in due.values() for moment in (at - minute, at)} | {ON_AGAIN}):
        if ON_AGAIN - stopped <= now < ON_AGAIN:
            continue
        before = set(came)
        while remind_due(session, now=now):
            pass
        for row in session.scalars(select(ReminderSent)):
            came.setdefault((row.event_id, row.kind.value), now)
        assert not before - set(came)

    starts_of = {event.id: event.starts_utc for event in events}
    missed = {key for key, at in due.items() if ON_AGAIN - stopped <= at < ON_AGAIN}
    useful = {key for key in missed if starts_of[key[0]] - timedelta(hours=2 if key[1] == "day" else 0) > ON_AGAIN}
    assert {key: at for key, at in came.items() if key not in missed} == {
        k: at for k, at in due.items() if k not in missed
    }
    assert {key: came.get(key) for key in missed} == {key: ON_AGAIN if key in useful else None for key in missed}
    assert bool(useful) is bool(stopped)
    assert bool(missed - useful) is bool(stopped)
    mails = Counter(session.execute(select(Message.subject_id, Message.kind)).all())
    assert sum(count for (_, kind), count in mails.items() if kind.startswith("reminder-")) == len(came)


def _change_days(zone: str) -> list[datetime]:
    """Return 15:00 of the days of that year on which the clocks change there."""
    days = [datetime(2027, 3, 3, 15) + timedelta(days=day) for day in range(365)]  # noqa: DTZ001 - wall times
    day = timedelta(days=1)
    return [one for one in days if resolve(one, zone) - resolve(one - day, zone) != day]


def _due(event: Event, kind: str) -> datetime:
    """Return when clocks on the square show 15:00 the day before, or when there are two hours left."""
    if kind == "hours":
        return event.starts_utc - timedelta(hours=2)
    return resolve(event.starts - timedelta(days=1), event.zone)
