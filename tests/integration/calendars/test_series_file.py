"""The whole series as its hosts download it, and the feeds, where each date is an entry of its own."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer.events.models import Event
from organizer.events.operations import (
    Writing,
    add_host,
    cancel_event,
    edit_event,
    edit_following,
    hide_event,
    repeat_event,
)
from organizer.events.queries import details_of, get_event, list_hosts
from organizer.events.rules import AddressVisibility
from organizer.events.rules.repeating import Frequency, Repetition, Room, Rule, Until, expand
from organizer.foundation.access import Actor, Grant, Role
from organizer.foundation.db import Database
from tests.factories import make_campaign, make_event, make_group, make_person
from tests.factories.events import WRITING, WRITTEN
from tests.support.calendar_reading import read_calendar
from tests.support.client import InspectingClient
from tests.support.feed_checker import assert_passes_checker
from tests.support.series_expansion import expanded
from tests.support.signed_in import sign_in

START = datetime.fromisoformat("2027-03-02T18:00")  # a Tuesday; clocks change in Berlin on 28 March
HOUR, WEEK = timedelta(hours=1), timedelta(days=7)
FILE = "/manage/e/{}/series.ics"


@pytest.fixture
def codes(app_database: Database) -> list[str]:
    """A weekly vigil in Berlin, eight dates, its place withheld."""
    rule = Rule.of(START, Frequency.WEEKLY)
    with app_database.transaction() as session:
        campaign = make_campaign(session)
        event = make_event(
            session, campaign, group=make_group(session), code="vigil2", title="Vigil", zone="Europe/Berlin",
            start=START, end=START + HOUR, venue="Casa Callada", address="Calle 5", lat=52.5, lon=13.4,
            city="Berlin", country="DE", address_visibility=AddressVisibility.CONFIRMED,
        )  # fmt: skip
        add_host(session, event=event, person_id=_person(session, "host@example.org"))
        starts = expand(rule, START, Until(dates=8), Room.beginning(START.date()))
        repeat_event(session, event=event, repetition=Repetition(rule, starts), writing=_writing(campaign.id))
        dates = session.scalars(select(Event).order_by(Event.starts)).all()
        return [date.code for date in dates]


def _person(session: Session, email: str) -> UUID:
    person = make_person(session, email)
    session.flush()
    return person.id


def _writing(campaign_id: UUID) -> Writing:
    return Writing(Actor(campaign_id, grants=frozenset({Grant(Role.MODERATOR, campaign_id)})), WRITTEN)


@pytest.fixture
def host(app: Flask, app_database: Database, codes: list[str]) -> InspectingClient:
    """The host's browser, by the link of the first date."""
    client = app.test_client()
    assert isinstance(client, InspectingClient)
    with app_database.transaction() as session:
        person = _host_of(session, codes[0])
        event_id = get_event(session, code=codes[0]).id
    sign_in(client, person, event_scope=event_id)
    return client


def _host_of(session: Session, code: str) -> UUID:
    event = get_event(session, code=code)
    return list_hosts(session, event_id=event.id)[0][1].id


def change_some(database: Database, codes: list[str]) -> None:
    """Move one date, call one off, give one words of its own, hide one, and let the last ones begin later."""
    with database.transaction() as session:
        events = [get_event(session, code=code) for code in codes]
        writing = _writing(events[0].campaign_id)
        moved = replace(details_of(events[1]), start=START + WEEK + 26 * HOUR, end=START + WEEK + 27 * HOUR)
        edit_event(session, event=events[1], details=moved, writing=writing)
        cancel_event(session, event=events[2], writing=WRITING, reason="Rain")
        named = replace(details_of(events[3]), title={"en": "The hundredth"})
        edit_event(session, event=events[3], details=named, writing=writing)
        hide_event(session, event=events[4], writing=WRITING, reason="A trap")
        later = replace(details_of(events[5]), start=events[5].starts + HOUR, end=events[5].starts + 2 * HOUR)
        edit_following(session, event=events[5], details=later, fold=None, writing=writing, based_on=None)


def test_r61_to_r68_the_file_passes_the_independent_checker(
    host: InspectingClient, app_database: Database, codes: list[str], tmp_path: Path
) -> None:
    for number, change in enumerate((None, change_some)):
        if change:
            change(app_database, codes)
        file = tmp_path / f"series{number}.ics"
        file.write_bytes(host.get(FILE.format(codes[0])).data)
        assert_passes_checker(str(file), options=("--profile", "event", "--now", "20270201"))


def test_r68_the_file_shows_the_hours_of_the_dates_on_both_sides_of_the_clock_change(
    host: InspectingClient, app_database: Database, codes: list[str]
) -> None:
    change_some(app_database, codes)
    found = expanded(host.get(FILE.format(codes[0])).data)
    assert [(f"{one.start:%m-%d %H:%M}", one.title) for one in found] == [
        ("03-02 17:00", "Vigil"),
        ("03-10 19:00", "Vigil"),
        ("03-23 17:00", "The hundredth"),
        ("04-06 17:00", "Vigil"),
        ("04-13 17:00", "Vigil"),
        ("04-20 17:00", "Vigil"),
    ]


def test_r62_to_r65_the_file_has_a_rule_left_out_dates_and_exceptions(
    host: InspectingClient, app_database: Database, codes: list[str]
) -> None:
    change_some(app_database, codes)
    main, moved, named, later = read_calendar(host.get(FILE.format(codes[0])).data).all("VEVENT")
    assert main.value("RRULE") == "FREQ=WEEKLY;UNTIL=20270323T170000Z"
    assert main.values("EXDATE") == ["20270316T180000"]
    assert [one.value("RECURRENCE-ID") for one in (moved, named)] == ["20270309T180000", "20270323T180000"]
    assert later.value("RRULE") == "FREQ=WEEKLY;UNTIL=20270420T170000Z"
    assert len({main.value("UID"), moved.value("UID"), named.value("UID")}) == 1
    assert later.value("UID") != main.value("UID")
    sequences = [int(one.value("SEQUENCE") or 0) for one in (main, moved, named, later)]
    assert sequences == [sequences[0]] * 4


def test_the_host_has_the_exact_place_and_the_file_is_for_no_cache(host: InspectingClient, codes: list[str]) -> None:
    response = host.get(FILE.format(codes[0]))
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert response.headers["Content-Disposition"].startswith('attachment; filename="series-vigil-vigil2.ics"')
    assert "private" in response.headers["Cache-Control"] or "no-store" in response.headers["Cache-Control"]
    assert "Casa Callada" in response.get_data(as_text=True)


def test_nobody_else_gets_the_file(client: InspectingClient, codes: list[str]) -> None:
    assert client.get(FILE.format(codes[0])).status_code == 303


@pytest.mark.parametrize("feed", ["/c/17n/calendar.ics", "/g/comite-bogota/calendar.ics"])
def test_r69_in_feeds_each_date_is_an_entry_of_its_own(
    client: InspectingClient, app_database: Database, codes: list[str], feed: str, tmp_path: Path
) -> None:
    change_some(app_database, codes)
    body = client.get(feed).data
    events = read_calendar(body).all("VEVENT")
    assert not {"RRULE", "RDATE", "EXDATE", "RECURRENCE-ID"} & {name for event in events for name in event.names()}
    with app_database.reading() as session:
        uids = {event.uid for event in session.scalars(select(Event))}
    assert {event.value("UID") for event in events} == uids
    assert len(events) == 8
    statuses = [event.value("STATUS") for event in events]
    assert statuses.count("CANCELLED") == 2, "one is off, one was taken away"


def test_r69_the_file_of_one_date_is_that_date_alone(client: InspectingClient, codes: list[str]) -> None:
    [event] = read_calendar(client.get(f"/e/{codes[3]}/event.ics").data).all("VEVENT")
    assert event.value("DTSTART") == "20270323T180000"
    assert event.value("RRULE") is None
