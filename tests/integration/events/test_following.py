"""This date and all that follow: changed and called off in one go, each date as an event of its own."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from organizer.events.models import Event, EventNotice, EventSeries
from organizer.events.operations import (
    Changed,
    DateIsOver,
    EditedMeanwhile,
    TooFewPlaces,
    Writing,
    accept_proposal,
    cancel_event,
    cancel_following,
    confirm_listing,
    edit_event,
    edit_following,
    hide_event,
    refuse_proposal,
)
from organizer.events.queries import details_of, find_proposal, get_series, list_revisions
from organizer.events.rules import EventState, WrongState
from organizer.events.rules.notice import NoticeKind
from organizer.events.rules.occurrences import TimesAreSkipped
from organizer.foundation.access import Actor, Role
from organizer.foundation.audit import list_acts
from tests.integration.events.conftest import Stage
from tests.integration.events.test_series import START, WEEK, dates_of, listed, public_series

HOUR = timedelta(hours=1)


def change(
    stage: Stage, event: Event, *, actor: Actor | None = None, based_on: int | None = None, **changes: object
) -> Changed:
    details = replace(details_of(event), **changes)  # type: ignore[arg-type]  # named by the test
    return edit_following(
        stage.session, event=event, details=details, fold=None,
        writing=stage.writing(actor or stage.staff(Role.COORDINATOR)), based_on=based_on,
    )  # fmt: skip


def by_host(stage: Stage, dates: list[Event]) -> Writing:
    return stage.writing(stage.host_of_all(dates))


def later_by(event: Event, by: timedelta) -> dict[str, object]:
    assert event.ends is not None
    return {"start": event.starts + by, "end": event.ends + by}


def notices(stage: Stage, event: Event) -> list[NoticeKind]:
    return list(stage.session.scalars(select(EventNotice.kind).where(EventNotice.event_id == event.id)))


def test_r65_another_hour_is_a_new_series_that_continues_the_old_one(stage: Stage) -> None:
    dates = public_series(stage)
    uids, codes = [one.uid for one in dates], [one.code for one in dates]
    old = get_series(stage.session, series_id=dates[0].series_id)  # type: ignore[arg-type]
    assert change(stage, dates[3], **later_by(dates[3], HOUR)) == Changed(3, 0)
    after = dates_of(stage, dates[0])
    assert [one.starts.hour for one in after] == [18, 18, 18, 19, 19, 19]
    assert [one.uid for one in after] == uids
    assert [one.code for one in after] == codes
    new = get_series(stage.session, series_id=after[3].series_id)  # type: ignore[arg-type]
    assert (old.until, new.starts, new.until) == (date(2027, 11, 30), START + WEEK * 3 + HOUR, date(2027, 12, 21))
    assert (new.continues_id, new.rule, new.uid != old.uid) == (old.id, old.rule, True)
    assert [one.series_start for one in after] == [one.starts for one in after]


def test_each_date_gets_its_version_its_audit_row_its_sequence_and_its_news(stage: Stage) -> None:
    dates = public_series(stage)
    before = [(one.revision, one.sequence) for one in dates]
    version = stage.version
    change(stage, dates[4], **later_by(dates[4], HOUR))
    assert [(one.revision, one.sequence) for one in dates[:4]] == before[:4]
    assert [(one.revision, one.sequence) for one in dates[4:]] == [(r + 1, s + 1) for r, s in before[4:]]
    assert [notices(stage, one) for one in dates] == [[]] * 4 + [[NoticeKind.CHANGED]] * 2
    for one in dates[4:]:
        assert list_acts(stage.session, campaign_id=stage.campaign.id, subject_id=one.id)[0].verb == "event-edited"
        assert len(list_revisions(stage.session, event_id=one.id)) == 2
    assert stage.version > version


def test_what_was_moved_called_off_or_hidden_by_hand_stays_as_it_is_and_is_counted(stage: Stage) -> None:
    dates = public_series(stage)
    coordinator = stage.staff(Role.COORDINATOR)
    moved = replace(details_of(dates[2]), start=dates[2].starts + timedelta(days=1), end=None)
    edit_event(stage.session, event=dates[2], details=moved, writing=stage.writing(coordinator))
    cancel_event(stage.session, event=dates[3], writing=stage.writing(), reason="Rain")
    hide_event(stage.session, event=dates[4], writing=stage.writing(), reason="A trap")
    before = [(one.starts, one.revision) for one in dates[2:5]]
    assert change(stage, dates[1], **later_by(dates[1], HOUR)) == Changed(2, 3)
    assert [(one.starts, one.revision) for one in dates[2:5]] == before
    assert dates[5].starts == START + WEEK * 5 + HOUR
    assert {one.series_id for one in dates[1:]} == {dates[1].series_id}, "they are dates of the new series"
    assert dates[2].series_start == START + WEEK * 2 + HOUR
    assert dates[3].state is EventState.CANCELLED


def test_words_change_without_another_rule_and_cross_into_later_parts(stage: Stage) -> None:
    dates = public_series(stage)
    change(stage, dates[3], **later_by(dates[3], HOUR))
    alone = replace(details_of(dates[5]), title={"en": "The last vigil"})
    edit_event(stage.session, event=dates[5], details=alone, writing=stage.writing(stage.staff(Role.COORDINATOR)))
    parts = {one.series_id for one in dates}
    assert change(stage, dates[1], title={"en": "Night vigil"}) == Changed(4, 1)
    titles = [one.title["en"] for one in dates]
    assert titles == ["Vigil", *["Night vigil"] * 4, "The last vigil"]
    assert {one.series_id for one in dates} == parts
    assert [one.starts.hour for one in dates] == [18, 18, 18, 19, 19, 19]


def test_another_day_moves_each_date_to_the_next_place_of_the_new_rule(stage: Stage) -> None:
    dates = public_series(stage)
    change(stage, dates[2], **later_by(dates[2], timedelta(days=2)))
    assert [one.starts.strftime("%a %d") for one in dates] == [
        "Tue 16",
        "Tue 23",
        "Thu 02",
        "Thu 09",
        "Thu 16",
        "Thu 23",
    ]
    assert get_series(stage.session, series_id=dates[2].series_id).rule.weekday == 3  # type: ignore[arg-type]


def test_the_first_date_moves_the_whole_series(stage: Stage) -> None:
    dates = public_series(stage)
    change(stage, dates[0], **later_by(dates[0], HOUR))
    assert {one.starts.hour for one in dates_of(stage, dates[5])} == {19}


def test_a_date_that_has_begun_is_never_changed(stage: Stage) -> None:
    dates = public_series(stage)
    stage.at = datetime.fromisoformat("2027-11-25T12:00+00:00")
    with pytest.raises(DateIsOver):
        change(stage, dates[1], **later_by(dates[1], HOUR))
    with pytest.raises(DateIsOver):
        cancel_following(stage.session, event=dates[1], writing=by_host(stage, dates), reason="")
    change(stage, dates[2], **later_by(dates[2], HOUR))
    assert [one.starts.hour for one in dates] == [18, 18, 19, 19, 19, 19]


def test_a_date_moved_into_the_past_by_hand_is_over_too(stage: Stage) -> None:
    dates = public_series(stage)
    stage.at = datetime.fromisoformat("2027-11-20T12:00+00:00")
    early = replace(details_of(dates[2]), start=datetime.fromisoformat("2027-11-18T18:00"), end=None)
    edit_event(stage.session, event=dates[2], details=early, writing=stage.writing(stage.staff(Role.COORDINATOR)))
    change(stage, dates[1], title={"en": "Night vigil"})
    assert [one.title["en"] for one in dates[1:4]] == ["Night vigil", "Vigil", "Night vigil"]


def test_r37_an_hour_that_the_clocks_skip_on_a_later_date_changes_nothing(stage: Stage) -> None:
    dates = public_series(stage, dates=20)
    start = datetime.fromisoformat("2027-11-21T02:30")
    with pytest.raises(TimesAreSkipped) as refusal, stage.session.begin_nested():
        change(stage, dates[0], zone="Europe/Berlin", start=start, end=None)
    assert [one.wall for one in refusal.value.skipped] == [datetime.fromisoformat("2028-03-26T02:30")]
    assert {one.zone for one in dates_of(stage, dates[0])} == {"America/Bogota"}


def test_too_few_places_on_one_date_change_nothing_and_name_the_day(stage: Stage) -> None:
    dates = public_series(stage)
    dates[4].taken = 12
    stage.session.flush()
    with pytest.raises(TooFewPlaces) as refusal, stage.session.begin_nested():
        change(stage, dates[1], capacity=10)
    assert refusal.value.params == {"taken": 12, "day": date(2027, 12, 14)}
    stage.session.expire_all()
    assert {one.capacity for one in dates_of(stage, dates[0])} == {None}


def test_a_form_that_saw_an_older_version_is_refused(stage: Stage) -> None:
    dates = public_series(stage)
    seen = dates[1].revision
    change(stage, dates[1], based_on=seen, title={"en": "Night vigil"})
    with pytest.raises(EditedMeanwhile):
        change(stage, dates[1], based_on=seen, title={"en": "Night vigil"})
    assert change(stage, dates[1], title={"en": "Night vigil"}) == Changed(0, 0)


def test_a_hosts_change_is_proposed_for_each_date_and_moves_it_when_accepted(stage: Stage) -> None:
    dates = public_series(stage)
    old = dates[0].series_id
    host = stage.host_of_all(dates)
    assert change(stage, dates[2], actor=host, **later_by(dates[2], HOUR)) == Changed(4, 0, waits=True)
    assert [one.starts.hour for one in dates] == [18] * 6
    assert {one.series_id for one in dates} == {old}
    assert {one.state for one in dates[2:]} == {EventState.CHANGED_PENDING}
    for one in dates[2:5]:
        accept_proposal(stage.session, event=one, writing=stage.writing())
    refuse_proposal(stage.session, event=dates[5], writing=stage.writing(), reason="Not on that day")
    assert [one.starts.hour for one in dates] == [18, 18, 19, 19, 19, 18]
    assert [one.series_id == old for one in dates] == [True, True, False, False, False, True]
    assert [one.series_start for one in dates] == [one.starts for one in dates]


def test_a_hosts_change_sent_twice_is_proposed_once(stage: Stage) -> None:
    dates = public_series(stage)
    host = stage.host_of_all(dates)
    for _ in range(2):
        change(stage, dates[2], actor=host, **later_by(dates[2], HOUR))
    assert [len(list_revisions(stage.session, event_id=one.id)) for one in dates] == [1, 1, 2, 2, 2, 2]
    assert len(stage.session.scalars(select(EventSeries)).all()) == 2
    assert len({find_proposal(stage.session, event_id=one.id).series_id for one in dates[2:]}) == 1  # type: ignore[union-attr]


def test_dates_that_wait_to_be_approved_are_changed_at_once_and_go_on_waiting(stage: Stage) -> None:
    event = listed(stage)
    confirm_listing(stage.session, event_id=event.id, writing=stage.writing())
    dates = dates_of(stage, event)
    assert change(stage, dates[3], actor=stage.host_of_all(dates), **later_by(dates[3], HOUR)) == Changed(3, 0)
    assert [one.starts.hour for one in dates] == [18, 18, 18, 19, 19, 19]
    assert {one.state for one in dates} == {EventState.PENDING}
    assert [notices(stage, one) for one in dates] == [[]] * 6


def test_this_and_all_that_follow_are_called_off_and_each_one_is_told(stage: Stage) -> None:
    dates = public_series(stage)
    cancel_event(stage.session, event=dates[4], writing=stage.writing(), reason="Rain")
    assert cancel_following(stage.session, event=dates[3], writing=by_host(stage, dates), reason="We rest") == 2
    assert [one.state.value for one in dates] == ["published"] * 3 + ["cancelled"] * 3
    assert [one.reason for one in dates[3:]] == ["We rest", "Rain", "We rest"]
    assert [notices(stage, one) for one in dates[3:]] == [[NoticeKind.CANCELLED]] * 3
    with pytest.raises(WrongState):
        cancel_following(stage.session, event=dates[3], writing=by_host(stage, dates), reason="We rest")


def test_dates_of_other_hosts_are_left_alone(stage: Stage) -> None:
    dates = public_series(stage)
    stage.campaign.trusts_hosts = True
    mine = [dates[1], dates[3]]
    writer = stage.host_of_all(mine)
    assert change(stage, dates[1], actor=writer, title={"en": "Night vigil"}) == Changed(2, 0)
    assert [one.title["en"] for one in dates] == ["Vigil", "Night vigil", "Vigil", "Night vigil", "Vigil", "Vigil"]
    assert cancel_following(stage.session, event=dates[1], writing=by_host(stage, mine), reason="We rest") == 2
    assert [one.state.value for one in dates].count("cancelled") == 2
