"""A series in two hands at the same moment, on both engines."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer.events.models import Event, EventSeries
from organizer.events.operations import (
    EditedMeanwhile,
    Writing,
    add_dates,
    cancel_event,
    edit_following,
    repeat_event,
)
from organizer.events.queries import details_of, get_event, get_event_for_update
from organizer.events.rules.repeating import Frequency, Repetition, Room, Rule, Until, expand
from organizer.foundation.access import Actor, Grant, Role
from organizer.foundation.db import Database
from tests.factories import make_campaign, make_event
from tests.factories.events import WRITING, WRITTEN

START = datetime.fromisoformat("2027-11-16T18:00")
WEEKLY = Rule.of(START, Frequency.WEEKLY)
PRESSES = 4


def world(database: Database, *, is_series: bool) -> Writing:
    """Make an event, or a series of five; return who may do everything."""
    with database.transaction() as session:
        campaign = make_campaign(session)
        owner = Actor(campaign.id, grants=frozenset({Grant(Role.OWNER, campaign.id)}))
        event = make_event(session, campaign, code="vigil2", start=START, end=START + timedelta(hours=1))
        writing = Writing(owner, WRITTEN)
        if is_series:
            repeat_event(session, event=event, repetition=repetition(5), writing=writing)
        return writing


def repetition(dates: int) -> Repetition:
    return Repetition(WEEKLY, expand(WEEKLY, START, Until(dates=dates), Room.beginning(START.date())))


def press_all(database: Database, *acts: Callable[[Session], object]) -> tuple[list[object], list[BaseException]]:
    """Do all at the same moment, each in a transaction of its own; return results and failures."""
    start, results, failures = threading.Barrier(len(acts)), list[object](), list[BaseException]()

    def press(act: Callable[[Session], object]) -> None:
        start.wait()
        try:
            with database.transaction() as session:
                results.append(act(session))
        except BaseException as failure:  # noqa: BLE001  # a thread's failure is the test's
            failures.append(failure)

    threads = [threading.Thread(target=press, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results, failures


def codes(database: Database) -> list[str]:
    with database.reading() as session:
        return list(session.scalars(select(Event.code).order_by(Event.starts)))


def test_dates_that_are_added_by_many_presses_are_added_once(database: Database) -> None:
    writing = world(database, is_series=True)
    last = (START + timedelta(days=28)).isoformat()

    def add(session: Session) -> int:
        event = get_event(session, code="vigil2")
        return add_dates(session, event=event, until=Until(dates=3), after=last, writing=writing)

    results, failures = press_all(database, *[add] * PRESSES)
    assert failures == []
    assert sorted(map(str, results)) == ["0", "0", "0", "3"]
    assert len(codes(database)) == 8


def test_an_event_that_is_repeated_by_many_presses_is_one_series(database: Database) -> None:
    writing = world(database, is_series=False)

    def repeat(session: Session) -> int:
        event = get_event_for_update(session, event_id=get_event(session, code="vigil2").id)
        return repeat_event(session, event=event, repetition=repetition(4), writing=writing)

    results, failures = press_all(database, *[repeat] * PRESSES)
    assert failures == []
    assert sorted(map(str, results)) == ["0", "0", "0", "3"]
    with database.reading() as session:
        assert len(session.scalars(select(EventSeries)).all()) == 1


def test_a_change_of_all_that_follow_and_a_date_called_off_do_not_wait_for_each_other(database: Database) -> None:
    writing = world(database, is_series=True)
    dates = codes(database)

    def change(session: Session) -> object:
        event = get_event(session, code=dates[1])
        details = replace(details_of(event), title={"en": "Night vigil"})
        return edit_following(
            session, event=event, details=details, fold=None, writing=writing, based_on=event.revision
        )

    def call_off(code: str) -> Callable[[Session], object]:
        def act(session: Session) -> object:
            event = get_event_for_update(session, event_id=get_event(session, code=code).id)
            return cancel_event(session, event=event, writing=WRITING, reason="Rain")

        return act

    _, failures = press_all(database, change, change, call_off(dates[3]), call_off(dates[4]))
    assert [type(failure) for failure in failures] in ([], [EditedMeanwhile])
    with database.reading() as session:
        found = [get_event(session, code=code) for code in dates]
        assert [event.title["en"] for event in found[1:3]] == ["Night vigil"] * 2
        assert [event.state.value for event in found[3:]] == ["cancelled"] * 2
