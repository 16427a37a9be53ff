"""The same calendar again: what changed changes, what was done here by hand is not undone, what is off goes off."""

import re
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import delete, select

from organizer.events.models import Event, EventHost
from organizer.events.operations import Writing, edit_event, publish_event, submit_event
from organizer.events.queries import details_of
from organizer.events.rules import EventState
from organizer.foundation.access import ANONYMOUS
from organizer.foundation.db import Database
from tests.factories import make_person
from tests.integration.exchange.conftest import Importer, calendar, keys_of, rally
from tests.support.signed_in import sign_in


def edit_by_hand(database: Database, **changes: Any) -> None:
    """Change the only event some time after its import, without sending it to the coordinator."""
    with database.transaction() as session:
        event = session.scalars(select(Event)).one()
        later = Writing(ANONYMOUS, event.updated_at.replace(year=event.updated_at.year + 1))
        edit_event(session, event=event, details=replace(details_of(event), **changes), writing=later)
        event.state = EventState.DRAFT


def test_r101_the_same_file_again_changes_nothing_and_doubles_nothing(importer: Importer) -> None:
    importer.save(calendar(rally()))
    page = importer.look(calendar(rally()))
    assert "Nothing new" in page
    assert 'name="take"' not in page
    importer.save(calendar(rally()))
    assert importer.events() == [("Rally", EventState.DRAFT)]


def test_r101_a_newer_file_changes_our_copy_by_its_uid(importer: Importer) -> None:
    importer.save(calendar(rally()))
    importer.save(calendar(rally("Great rally", sequence=1)))
    assert importer.events() == [("Great rally", EventState.DRAFT)]


def test_what_was_changed_here_by_hand_is_not_overwritten_unasked(importer: Importer, app_database: Database) -> None:
    importer.save(calendar(rally()))
    edit_by_hand(app_database, title={"en": "By hand"})
    newer = calendar(rally("From the file", sequence=1))
    page = importer.look(newer)
    assert "You changed it here by hand." in page
    rows = re.findall(r"<tr[^>]*><th scope=\"row\">([^<]+).*?<td>(.*?)</td><td>(.*?)</td>", page)
    assert rows == [("Title", "By hand", "From the file")]
    importer.save(newer)
    assert importer.events()[0][0] == "By hand"
    importer.save(newer, keys=keys_of(page))
    assert importer.events()[0][0] == "From the file"


def test_what_was_called_off_in_the_file_and_changed_here_is_not_called_off_unasked(
    importer: Importer, app_database: Database
) -> None:
    importer.save(calendar(rally()))
    edit_by_hand(app_database, title={"en": "By hand"})
    importer.save(calendar(rally(sequence=1, more="STATUS:CANCELLED\r\n")))
    assert importer.events() == [("By hand", EventState.DRAFT)]


def test_what_changed_between_the_look_and_the_button_is_looked_at_again(
    importer: Importer, app_database: Database
) -> None:
    importer.save(calendar(rally()))
    page = importer.look(calendar(rally("From the file", sequence=1)))
    edit_by_hand(app_database, title={"en": "By hand"})
    assert "Something changed meanwhile." in importer.send(page, status=409)
    assert importer.events() == [("By hand", EventState.DRAFT)]


def test_a_button_that_is_pressed_twice_brings_nothing_twice(importer: Importer) -> None:
    page = importer.look(calendar(rally()))
    importer.send(page)
    assert "Something changed meanwhile." in importer.send(page, status=409)
    assert importer.events() == [("Rally", EventState.DRAFT)]


def test_what_the_file_does_not_say_stays_as_its_host_set_it(importer: Importer, app_database: Database) -> None:
    importer.save(calendar(rally()))
    edit_by_hand(app_database, country="CO", city="Bogotá", address="Carrera 7", capacity=50)
    newer = calendar(rally("Great rally", sequence=1))
    importer.save(newer, keys=keys_of(importer.look(newer)))
    details = importer.details()
    assert (details.title["en"], details.city, details.address, details.capacity) == (
        "Great rally", "Bogotá", "Carrera 7", 50,
    )  # fmt: skip


def test_r99_a_zone_that_was_said_once_is_not_asked_for_again(importer: Importer) -> None:
    floating = rally().replace(";TZID=America/Bogota", "")
    importer.save(calendar(floating), zone="Asia/Tokyo")
    page = importer.look(calendar(floating.replace("SEQUENCE:0", "SEQUENCE:1").replace("T150000", "T160000")))
    assert "16:00–17:00 · Tokyo time (UTC+9)" in page
    assert "Which time zone" not in importer.send(page)
    assert (importer.details().zone, importer.details().start.hour) == ("Asia/Tokyo", 16)


def test_an_older_file_changes_nothing(importer: Importer) -> None:
    importer.save(calendar(rally("New", sequence=3)))
    assert "Nothing new" in importer.look(calendar(rally("Old", sequence=2)))
    importer.save(calendar(rally("Old", sequence=3, more="DTSTAMP:20260101T000000Z\r\n")))
    assert "Nothing new" in importer.look(calendar(rally("Older", sequence=3, more="DTSTAMP:20250101T000000Z\r\n")))


def test_r101_cancelled_takes_a_draft_away_and_calls_a_sent_one_off(importer: Importer, app_database: Database) -> None:
    off = calendar(rally(sequence=1, more="STATUS:CANCELLED\r\n"))
    importer.save(calendar(rally()))
    importer.save(off)
    assert importer.events() == []
    importer.save(calendar(rally()))
    with app_database.transaction() as session:
        event = session.scalars(select(Event)).one()
        submit_event(session, event=event, writing=Writing(ANONYMOUS, event.updated_at))
    importer.save(off)
    assert importer.events() == [("Rally", EventState.CANCELLED)]


@pytest.mark.parametrize(
    "words", ["METHOD:CANCEL\r\nBEGIN:VEVENT\r\nUID:rally@example.org\r\nSEQUENCE:1\r\nEND:VEVENT\r\n",
              "BEGIN:VEVENT\r\nUID:rally@example.org\r\nSEQUENCE:1\r\nSTATUS:CANCELLED\r\nDTSTART:20271117T200000Z\r\nEND:VEVENT\r\n"],
)  # fmt: skip
def test_r101_a_whole_series_is_called_off_by_its_uid_alone(importer: Importer, words: str) -> None:
    importer.save(calendar(rally(more="RRULE:FREQ=WEEKLY;COUNT=3\r\n")))
    importer.save(calendar(words))
    assert importer.events() == []


def test_r101_one_date_of_a_series_is_called_off_alone(importer: Importer) -> None:
    series = rally(more="RRULE:FREQ=WEEKLY;COUNT=3\r\n")
    importer.save(calendar(series))
    off = rally(sequence=1, more="RECURRENCE-ID;TZID=America/Bogota:20271124T150000\r\nSTATUS:CANCELLED\r\n")
    importer.save(calendar(series, off.replace("20271117T", "20271124T")))
    assert importer.days() == ["2027-11-17", "2027-12-01"]


def test_r102_a_date_that_left_its_series_is_pointed_out_and_stays_until_somebody_says(importer: Importer) -> None:
    importer.save(calendar(rally(more="RRULE:FREQ=WEEKLY;COUNT=3\r\n")))
    fewer = calendar(
        rally(more="RRULE:FREQ=WEEKLY;COUNT=3\r\nEXDATE;TZID=America/Bogota:20271124T150000\r\n", sequence=1)
    )
    page = importer.look(fewer)
    assert page.count("No longer in the file") == 1
    importer.save(fewer)
    assert importer.days() == ["2027-11-17", "2027-11-24", "2027-12-01"]
    importer.save(fewer, keys=keys_of(page))
    assert importer.days() == ["2027-11-17", "2027-12-01"]


def test_somebody_who_gave_the_event_away_reaches_it_by_no_file(importer: Importer, app_database: Database) -> None:
    importer.save(calendar(rally()))
    with app_database.transaction() as session:
        session.execute(delete(EventHost))
    for newer in (rally("Mine still", sequence=1), rally(sequence=1, more="STATUS:CANCELLED\r\n")):
        page = importer.look(calendar(newer))
        assert "Somebody else looks after it now." in page
        assert keys_of(page) == []
    assert importer.events() == [("Rally", EventState.DRAFT)]


def test_what_was_hidden_or_called_off_here_is_not_brought_back(importer: Importer, app_database: Database) -> None:
    importer.save(calendar(rally()))
    for state in (EventState.CANCELLED, EventState.REJECTED, EventState.HIDDEN):
        with app_database.transaction() as session:
            session.scalars(select(Event)).one().state = state
        page = importer.look(calendar(rally("Back", sequence=1)))
        assert "Off here. Change it by hand." in page
        assert keys_of(page) == []


def test_a_public_event_changes_only_when_a_coordinator_agrees(importer: Importer, app_database: Database) -> None:
    importer.save(calendar(rally()))
    with app_database.transaction() as session:
        event = session.scalars(select(Event)).one()
        event.state = EventState.PENDING
        publish_event(session, event=event, writing=Writing(ANONYMOUS, event.updated_at))
    importer.save(calendar(rally("Great rally", sequence=1)))
    assert importer.events() == [("Rally", EventState.CHANGED_PENDING)]


def test_a_series_becomes_dates_of_their_own(importer: Importer) -> None:
    importer.save(calendar(rally(more="RRULE:FREQ=WEEKLY;COUNT=3\r\n")))
    assert importer.events() == [("Rally", EventState.DRAFT)] * 3
    importer.save(calendar(rally(more="RRULE:FREQ=WEEKLY;COUNT=4\r\n")))
    assert len(importer.events()) == 4


def test_somebody_elses_file_with_the_same_uid_reaches_nothing_of_mine(
    importer: Importer, app_database: Database
) -> None:
    importer.save(calendar(rally()))
    with app_database.transaction() as session:
        other = make_person(session, "other@example.org").id
    sign_in(importer.client, other)
    importer.save(calendar(rally("Hijacked", sequence=99)))
    assert sorted(importer.events()) == [("Hijacked", EventState.DRAFT), ("Rally", EventState.DRAFT)]
