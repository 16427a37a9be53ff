"""What the record tells of events that come again, to whom, and that whatever changes there is seen."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from organizer.events.models import Event
from organizer.events.operations import Writing, cancel_event, edit_following, hide_event, repeat_event
from organizer.events.queries import details_of, get_event
from organizer.events.rules import AddressVisibility
from organizer.events.rules.repeating import Frequency, Repetition, Room, Rule, Until, expand
from organizer.foundation.access import Actor, Grant, Role
from organizer.foundation.db import Database
from organizer.record.loader import load_campaign, load_event, load_events
from organizer.record.projector import Reader
from organizer.record.series import load_series
from organizer.record.types import Audience, EventRecord, EventStatus
from tests.factories import make_campaign, make_event
from tests.factories.events import WRITING, WRITTEN
from tests.support.query_count import counted

START = datetime.fromisoformat("2027-11-16T18:00")  # a Tuesday
WEEKLY = Rule(Frequency.WEEKLY, 1, 1)
PUBLIC, HOST = Reader(("en",), "https://o.example"), Reader(("en",), "https://o.example", Audience.HOST)


@pytest.fixture
def there(app: Flask, app_database: Database) -> Iterator[Database]:
    """A vigil that stands alone, and a march beside it."""
    with app_database.transaction() as session:
        campaign = make_campaign(session)
        make_event(session, campaign, code="vigil2", title="Vigil", start=START, end=START + timedelta(hours=1),
                   venue="Casa Callada", address_visibility=AddressVisibility.CONFIRMED)  # fmt: skip
        make_event(session, campaign, code="march2")
    with app.test_request_context():
        yield app_database


def owner(database: Database) -> Actor:
    with database.reading() as session:
        campaign_id = get_event(session, code="vigil2").campaign_id
    return Actor(campaign_id, grants=frozenset({Grant(Role.OWNER, campaign_id)}))


def repeat(database: Database, dates: int = 4) -> list[str]:
    """Make the vigil weekly, its dates public; return their codes."""
    starts = expand(WEEKLY, START, Until(dates=dates), Room.beginning(START.date()))
    writing = Writing(owner(database), WRITTEN)
    with database.transaction() as session:
        repeat_event(
            session, event=get_event(session, code="vigil2"), repetition=Repetition(WEEKLY, starts), writing=writing
        )
    with database.reading() as session:
        found = session.scalars(select(Event).where(Event.series_id.is_not(None)).order_by(Event.starts))
        return [event.code for event in found]


def listed(database: Database) -> dict[str, EventRecord]:
    with database.reading() as session:
        campaign = load_campaign(session, slug="17n", reader=PUBLIC)
        return {record.code: record for record in load_events(session, campaign=campaign, reader=PUBLIC)}


def page(database: Database, code: str, reader: Reader = PUBLIC) -> EventRecord:
    with database.reading() as session:
        return load_event(session, code=code, reader=reader)[0]


def test_an_event_that_begins_to_come_again_is_told_anew_and_others_are_not(there: Database) -> None:
    before = listed(there)
    assert (before["vigil2"].rule, page(there, "vigil2").dates) == (None, ())
    codes = repeat(there)
    after = listed(there)
    assert {code: record.rule for code, record in after.items()} == {"march2": None, **dict.fromkeys(codes, WEEKLY)}
    assert after["march2"] is before["march2"]


def test_the_rule_of_another_day_is_seen_on_every_date_that_follows(there: Database) -> None:
    codes = repeat(there)
    assert {listed(there)[code].rule for code in codes} == {WEEKLY}
    with there.transaction() as session:
        event = get_event(session, code=codes[2])
        old = details_of(event)
        later = timedelta(days=2)
        details = replace(old, start=old.start + later, end=old.end + later if old.end else None)
        edit_following(
            session, event=event, details=details, fold=None, writing=Writing(owner(there), WRITTEN), based_on=None
        )
    after = listed(there)
    assert [after[code].rule for code in codes] == [WEEKLY, WEEKLY, *[Rule(Frequency.WEEKLY, 1, 3)] * 2]


def test_the_page_of_a_date_tells_all_dates_in_order_and_lists_do_not(there: Database) -> None:
    codes = repeat(there)
    dates = page(there, codes[1]).dates
    assert [date.code for date in dates] == codes
    assert [date.time.start for date in dates] == [START + timedelta(days=7 * n) for n in range(4)]
    assert {listed(there)[code].dates for code in codes} == {()}


def test_the_public_hears_of_no_date_that_is_hidden_or_not_approved(there: Database) -> None:
    codes = repeat(there)
    with there.transaction() as session:
        hide_event(session, event=get_event(session, code=codes[1]), writing=WRITING, reason="A trap")
        cancel_event(session, event=get_event(session, code=codes[2]), writing=WRITING, reason="Rain")
        waiting = get_event(session, code=codes[3])
        waiting.published_at = None
    shown = page(there, codes[0]).dates
    assert [(date.code, date.status) for date in shown] == [
        (codes[0], EventStatus.CONFIRMED), (codes[2], EventStatus.CANCELLED),
    ]  # fmt: skip
    assert [date.code for date in page(there, codes[0], HOST).dates] == [codes[0], codes[2], codes[3]]


def test_a_list_asks_as_often_for_many_dates_as_for_few(there: Database) -> None:
    repeat(there, dates=2)
    with counted(there.engine) as few:
        listed(there)
    with there.transaction() as session:
        event = get_event(session, code="march2")
        starts = expand(
            Rule.of(event.starts, Frequency.WEEKLY), event.starts, Until(dates=20), Room.beginning(event.starts.date())
        )
        rule = Rule.of(event.starts, Frequency.WEEKLY)
        repeat_event(session, event=event, repetition=Repetition(rule, starts), writing=Writing(owner(there), WRITTEN))
    with counted(there.engine) as many:
        listed(there)
    assert len(many) == len(few)


def test_the_whole_series_tells_each_reader_only_what_they_may_know(there: Database) -> None:
    codes = repeat(there)
    with there.transaction() as session:
        hide_event(session, event=get_event(session, code=codes[3]), writing=WRITING, reason="A trap")
        event_id = get_event(session, code=codes[0]).id
    host = Actor(event_id, grants=frozenset({Grant(Role.HOST, event_id)}))
    with there.reading() as session:
        [for_host] = load_series(session, code=codes[0], actor=host, reader=PUBLIC)
        [for_owner] = load_series(session, code=codes[0], actor=owner(there), reader=PUBLIC)
    assert [record.code for record in for_host.events] == codes[:3]
    assert [record.place.venue and record.place.venue.value for record in for_host.events] == [
        "Casa Callada",
        None,
        None,
    ]
    assert {record.place.venue for record in for_owner.events} == {None}, "an owner may not know the exact place"
    assert (for_host.rule, for_host.starts, for_host.zone) == (WEEKLY, START, "America/Bogota")
    assert for_host.places == {code: START + timedelta(days=7 * n) for n, code in enumerate(codes)}


def test_an_event_that_stands_alone_is_a_series_of_one(there: Database) -> None:
    with there.reading() as session:
        [alone] = load_series(session, code="march2", actor=owner(there), reader=PUBLIC)
    assert (alone.rule, [record.code for record in alone.events]) == (None, ["march2"])


def test_what_waits_is_in_the_whole_series_and_not_certain(there: Database) -> None:
    codes = repeat(there)
    with there.transaction() as session:
        get_event(session, code=codes[1]).published_at = None
    with there.reading() as session:
        [part] = load_series(session, code=codes[0], actor=owner(there), reader=PUBLIC)
    statuses = [record.status for record in part.events]
    assert statuses == [EventStatus.CONFIRMED, EventStatus.TENTATIVE, EventStatus.CONFIRMED, EventStatus.CONFIRMED]
