"""Series: each date is an event of its own; what is listed, confirmed, repeated and added stands or falls as one."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from organizer.events.models import Event, EventHost, EventSeries
from organizer.events.operations import (
    Listing,
    add_dates,
    begin_series,
    cancel_event,
    confirm_listing,
    forget_unconfirmed,
    publish_event,
    repeat_event,
    submit_listing,
)
from organizer.events.operations.listing import CONFIRM_WITHIN
from organizer.events.queries import details_of, get_series, list_dates, list_hosts, list_revisions
from organizer.events.rules import EventState
from organizer.events.rules.occurrences import TimesAreSkipped
from organizer.events.rules.repeating import Frequency, OnlyOneDate, Repetition, Room, Rule, TooManyDates, Until, expand
from organizer.foundation.access import Role
from organizer.foundation.audit import list_acts
from organizer.foundation.core.errors import NotFound
from organizer.foundation.outbox import Message
from tests.factories import make_details
from tests.integration.events.conftest import HOST, Stage

START = datetime.fromisoformat("2027-11-16T18:00")  # a Tuesday
WEEK = timedelta(days=7)
VIGIL = make_details(start=START, end=START + timedelta(hours=1), title="Vigil")


def weekly(start: datetime = START, dates: int = 6) -> Repetition:
    rule = Rule.of(start, Frequency.WEEKLY)
    return Repetition(rule, expand(rule, start, Until(dates=dates), Room.beginning(start.date())))


def listed(stage: Stage, *, key: str | None = None, repetition: Repetition | None = None) -> Event:
    return submit_listing(
        stage.session,
        campaign=stage.campaign,
        details=VIGIL,
        listing=Listing(HOST, "es", key, repetition=repetition or weekly()),
        writing=stage.writing(),
    )


def dates_of(stage: Stage, event: Event) -> list[Event]:
    stage.session.flush()
    assert event.series_id is not None
    return list(list_dates(stage.session, series=get_series(stage.session, series_id=event.series_id)))


def public_series(stage: Stage, *, dates: int = 6) -> list[Event]:
    """Return the dates of a series whose host confirmed it and which a coordinator approved."""
    event = listed(stage, repetition=weekly(dates=dates))
    confirm_listing(stage.session, event_id=event.id, writing=stage.writing())
    found = dates_of(stage, event)
    for one in found:
        publish_event(stage.session, event=one, writing=stage.writing(), tells_hosts=False)
    return found


def count(stage: Stage, table: type) -> int:
    return stage.session.scalar(select(func.count()).select_from(table)) or 0


def test_r69_each_date_of_a_listing_is_an_event_of_its_own(stage: Stage) -> None:
    dates = dates_of(stage, listed(stage))
    assert [one.starts for one in dates] == [START + WEEK * n for n in range(6)]
    assert [one.series_start for one in dates] == [one.starts for one in dates]
    assert len({one.uid for one in dates}) == len({one.code for one in dates}) == 6
    assert all(
        details_of(one) == replace(VIGIL, start=one.starts, end=one.starts + timedelta(hours=1)) for one in dates
    )
    assert all(len(list_revisions(stage.session, event_id=one.id)) == 1 for one in dates)


def test_r66_a_series_knows_its_rule_and_its_last_day(stage: Stage) -> None:
    event = listed(stage)
    assert event.series_id is not None
    series = get_series(stage.session, series_id=event.series_id)
    assert (series.rule, series.starts, series.until) == (Rule(Frequency.WEEKLY, 1, 1), START, date(2027, 12, 21))
    assert series.zone == "America/Bogota"
    assert series.uid not in {one.uid for one in dates_of(stage, event)}


def test_the_same_form_sent_twice_lists_one_series(stage: Stage) -> None:
    first, second = listed(stage, key="k1"), listed(stage, key="k1")
    assert first.id == second.id
    assert (count(stage, Event), count(stage, EventSeries), count(stage, Message)) == (6, 1, 1)


def test_r37_nothing_is_kept_of_a_series_with_an_hour_that_the_clocks_skip(stage: Stage) -> None:
    night = make_details(zone="Europe/Berlin", start=datetime.fromisoformat("2027-03-14T02:30"), end=None)
    listing = Listing(HOST, "es", repetition=weekly(night.start))
    with pytest.raises(TimesAreSkipped):
        submit_listing(stage.session, campaign=stage.campaign, details=night, listing=listing, writing=stage.writing())
    assert (count(stage, Event), count(stage, EventSeries)) == (0, 0)


def test_one_mail_confirms_every_date_once(stage: Stage) -> None:
    event = listed(stage)
    person = confirm_listing(stage.session, event_id=event.id, writing=stage.writing())
    dates = dates_of(stage, event)
    assert {one.state for one in dates} == {EventState.PENDING}
    assert [list_hosts(stage.session, event_id=one.id)[0][1].id for one in dates] == [person.id] * 6
    newest = [list_acts(stage.session, campaign_id=stage.campaign.id, subject_id=one.id)[0].verb for one in dates]
    assert newest == ["event-confirmed"] * 6
    confirm_listing(stage.session, event_id=event.id, writing=stage.writing())
    assert (count(stage, EventHost), count(stage, Message)) == (6, 1)


def test_where_hosts_are_trusted_every_date_is_public_and_the_host_hears_once(stage: Stage) -> None:
    stage.campaign.trusts_hosts = True
    event = listed(stage)
    confirm_listing(stage.session, event_id=event.id, writing=stage.writing())
    assert {one.state for one in dates_of(stage, event)} == {EventState.PUBLISHED}
    letters = [letter for one in dates_of(stage, event) for letter in stage.letters(one)]
    assert [kind for kind, _ in letters] == ["event-confirm", "event-approved"]


def test_a_series_that_nobody_confirms_is_forgotten_with_its_rule(stage: Stage) -> None:
    listed(stage)
    kept = public_series(stage)
    assert forget_unconfirmed(stage.session, now=stage.at + CONFIRM_WITHIN + timedelta(hours=9)) == 6
    assert (count(stage, Event), count(stage, EventSeries)) == (6, 1)
    assert kept[0].series_id is not None


def test_an_event_that_stood_alone_is_repeated_with_its_hosts_and_the_new_dates_wait(stage: Stage) -> None:
    event = stage.confirmed(VIGIL)
    publish_event(stage.session, event=event, writing=stage.writing())
    before = stage.version
    host = stage.host(event)
    assert repeat_event(stage.session, event=event, repetition=weekly(dates=4), writing=stage.writing(host)) == 3
    dates = dates_of(stage, event)
    assert [one.state for one in dates] == [EventState.PUBLISHED, *[EventState.PENDING] * 3]
    assert {person.email for one in dates for _, person in list_hosts(stage.session, event_id=one.id)} == {HOST}
    assert (event.uid, event.revision) == (dates[0].uid, dates[0].revision)
    assert stage.version > before, "the page of the first date says that it comes again"
    assert repeat_event(stage.session, event=event, repetition=weekly(dates=4), writing=stage.writing(host)) == 0
    assert len(dates_of(stage, event)) == 4


def test_who_may_approve_repeats_at_once(stage: Stage) -> None:
    event = stage.confirmed(VIGIL)
    publish_event(stage.session, event=event, writing=stage.writing())
    coordinator = stage.staff(Role.COORDINATOR)
    repeat_event(stage.session, event=event, repetition=weekly(dates=3), writing=stage.writing(coordinator))
    assert {one.state for one in dates_of(stage, event)} == {EventState.PUBLISHED}


def test_dates_are_added_to_the_end_like_the_last_that_was_not_changed_alone(stage: Stage) -> None:
    dates = public_series(stage)
    dates[-1].starts += timedelta(hours=3)
    cancel_event(stage.session, event=dates[-2], writing=stage.writing(), reason="Rain")
    last = dates[-1].series_start
    assert last is not None
    host = stage.host_of_all(dates)
    added = add_dates(
        stage.session, event=dates[0], until=Until(dates=2), after=last.isoformat(), writing=stage.writing(host)
    )
    assert added == 2
    new = dates_of(stage, dates[0])[-2:]
    assert [one.starts for one in new] == [last + WEEK, last + WEEK * 2]
    assert {one.state for one in new} == {EventState.PENDING}
    assert new[0].series_id is not None
    assert get_series(stage.session, series_id=new[0].series_id).until == (last + WEEK * 2).date()
    again = add_dates(
        stage.session, event=dates[0], until=Until(dates=2), after=last.isoformat(), writing=stage.writing(host)
    )
    assert again == 0, "the form was sent twice"
    assert len(dates_of(stage, dates[0])) == 8


@pytest.mark.parametrize(
    ("until", "refusal"), [(Until(dates=47), TooManyDates), (Until(day=date(2027, 12, 22)), OnlyOneDate)]
)
def test_no_more_dates_are_added_than_there_is_room_for(stage: Stage, until: Until, refusal: type) -> None:
    dates = public_series(stage)
    with pytest.raises(refusal):
        add_dates(
            stage.session,
            event=dates[0],
            until=until,
            after=dates[-1].starts.isoformat(),
            writing=stage.writing(stage.host_of_all(dates)),
        )
    assert len(dates_of(stage, dates[0])) == 6


def test_all_day_dates_have_days_and_no_hours(stage: Stage) -> None:
    day = START.replace(hour=0)
    event = stage.listed(make_details(start=day, end=day + timedelta(days=1), all_day=True))
    begin_series(
        stage.session, event=event, details=details_of(event), repetition=weekly(day, 2), writing=stage.writing()
    )
    assert [(one.all_day, one.starts, one.ends) for one in dates_of(stage, event)] == [
        (True, day, day + timedelta(days=1)),
        (True, day + WEEK, day + timedelta(days=8)),
    ]


def test_who_hosts_one_date_alone_adds_none(stage: Stage) -> None:
    dates = public_series(stage)
    after = dates[-1].starts.isoformat()
    with pytest.raises(NotFound):
        add_dates(
            stage.session,
            event=dates[0],
            until=Until(dates=2),
            after=after,
            writing=stage.writing(stage.host(dates[0])),
        )
    assert len(dates_of(stage, dates[0])) == 6
