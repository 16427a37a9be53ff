"""A series waits as one, and is decided on as one; what differs is never decided on unseen."""

from dataclasses import replace
from datetime import timedelta

import pytest

from organizer.events.models import Event
from organizer.events.operations import confirm_listing, edit_event, edit_following
from organizer.events.queries import details_of
from organizer.events.rules import EventDetails, EventState
from organizer.foundation.access import Actor, Grant, Role
from organizer.moderation.operations import approve, hide, lock_series_of, reject
from organizer.moderation.queries import list_beside, list_waiting
from tests.integration.events.conftest import HOST, Stage
from tests.integration.events.test_series import START, dates_of, listed, public_series, weekly
from tests.support.query_count import counted

HOUR = timedelta(hours=1)


@pytest.fixture
def moderator(stage: Stage) -> Actor:
    return stage.staff(Role.MODERATOR)


def waiting_series(stage: Stage) -> list[Event]:
    event = listed(stage)
    confirm_listing(stage.session, event_id=event.id, writing=stage.writing())
    return dates_of(stage, event)


def set_alone(stage: Stage, event: Event, **changes: object) -> None:
    details: EventDetails = replace(details_of(event), **changes)  # type: ignore[arg-type]  # named by the test
    edit_event(stage.session, event=event, details=details, writing=stage.writing(stage.host(event)))


def alike(stage: Stage, event: Event, actor: Actor) -> list[bool]:
    return [date.is_alike for date in list_beside(stage.session, event=event, actor=actor)]


def test_a_series_waits_as_one_under_its_first_date(stage: Stage, moderator: Actor) -> None:
    dates = waiting_series(stage)
    [waiting] = list_waiting(stage.session, actor=moderator)
    assert waiting.event.start == START
    assert set(waiting.codes) == {date.code for date in dates}


def test_dates_that_differ_in_nothing_but_their_day_are_alike(stage: Stage, moderator: Actor) -> None:
    dates = waiting_series(stage)
    assert alike(stage, dates[0], moderator) == [True] * 6


@pytest.mark.parametrize(
    "changes",
    [
        {"title": {"en": "Something else"}},
        {"description": {"en": "Come armed."}},
        {"venue": "Elsewhere"},
        {"start": START + timedelta(days=14, hours=2), "end": None},
        {"more_url": "https://elsewhere.example/"},
    ],
)
def test_a_date_that_was_changed_alone_is_not_alike(stage: Stage, moderator: Actor, changes: dict[str, object]) -> None:
    dates = waiting_series(stage)
    set_alone(stage, dates[2], **changes)
    by_code = {date.event.code: date.is_alike for date in list_beside(stage.session, event=dates[0], actor=moderator)}
    assert [by_code[date.code] for date in dates] == [True, True, False, True, True, True]


def test_only_dates_that_one_may_decide_on_stand_beside(stage: Stage) -> None:
    dates = waiting_series(stage)
    set_alone(stage, dates[3], country="AR", city="Córdoba")
    colombia = Actor(
        stage.campaign.id, grants=frozenset({Grant(Role.COORDINATOR, stage.campaign.id, frozenset({"CO"}))})
    )
    codes = [date.event.code for date in list_beside(stage.session, event=dates[0], actor=colombia)]
    assert dates[3].code not in codes
    assert len(codes) == 5


def test_the_hosts_hear_once_of_one_decision_on_many_dates(stage: Stage, moderator: Actor) -> None:
    dates = waiting_series(stage)
    for number, date in enumerate(dates):
        approve(stage.session, event_id=date.id, writing=stage.writing(moderator), tells_hosts=number == 0)
    letters = [letter for date in dates for letter in stage.letters(date)]
    assert letters == [("event-confirm", HOST), ("event-approved", HOST)]
    assert {date.state for date in dates} == {EventState.PUBLISHED}


def test_r65_accepting_a_change_of_all_that_follow_ends_the_old_series_there(stage: Stage, moderator: Actor) -> None:
    dates = public_series(stage)
    details = replace(details_of(dates[3]), start=dates[3].starts + HOUR, end=dates[3].starts + 2 * HOUR)
    host = stage.host_of_all(dates)
    edit_following(
        stage.session, event=dates[3], details=details, fold=None, writing=stage.writing(host), based_on=None
    )
    set_alone(stage, dates[5], title={"en": "Something else"})
    old = lock_series_of(stage.session, dates[3])
    assert alike(stage, dates[3], moderator) == [True, True, False]
    for date in dates[3:5]:
        approve(stage.session, event_id=date.id, writing=stage.writing(moderator))
    new = lock_series_of(stage.session, dates[4])
    assert old is not None
    assert new is not None
    assert (new.until, new.continues_id) == (dates[4].starts.date(), old.id)
    assert old.until == dates[5].starts.date(), "the date that waits is still the old one's"
    assert [date.series_start == date.starts for date in dates] == [True] * 6


def test_beside_many_dates_as_few_questions_are_asked_as_beside_two(stage: Stage, moderator: Actor) -> None:
    counts = []
    for number in (2, 20):
        event = listed(stage, repetition=weekly(dates=number))
        confirm_listing(stage.session, event_id=event.id, writing=stage.writing())
        with counted(stage.session.get_bind().engine) as statements:
            list_beside(stage.session, event=event, actor=moderator)
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_a_series_that_was_declined_is_asked_for_again_with_one_change(stage: Stage, moderator: Actor) -> None:
    dates = waiting_series(stage)
    for number, date in enumerate(dates):
        reject(
            stage.session, event_id=date.id, writing=stage.writing(moderator), reason="Why?", tells_hosts=number == 0
        )
    details = replace(details_of(dates[0]), description={"en": "Because of the river."})
    host = stage.host_of_all(dates)
    edit_following(
        stage.session, event=dates[0], details=details, fold=None, writing=stage.writing(host), based_on=None
    )
    assert {date.state for date in dates} == {EventState.PENDING}
    assert alike(stage, dates[0], moderator) == [True] * 6


def test_hosts_hear_once_when_many_dates_are_taken_away(stage: Stage, moderator: Actor) -> None:
    dates = public_series(stage)
    for number, date in enumerate(dates):
        hide(
            stage.session, event_id=date.id, writing=stage.writing(moderator), reason="A trap", tells_hosts=number == 0
        )
    letters = [kind for date in dates for kind, _ in stage.letters(date)]
    assert letters.count("event-taken-away") == 1
