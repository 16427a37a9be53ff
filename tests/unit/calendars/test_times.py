"""Starts and ends: requirements R27 to R29, R37, R39 to R42."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from organizer.editions.calendars.feed import render_event
from organizer.editions.calendars.times import written_times
from organizer.record.types import EventStatus, EventTime
from tests.support.calendar_reading import Component, read_calendar, read_event
from tests.support.records import demo_records, make_event, make_time


def written(when: EventTime) -> Component:
    return read_event(render_event(make_event(time=when), "en").body)


def start_and_end(when: EventTime) -> tuple[str | None, str | None]:
    event = written(when)
    assert event.parameters("DTSTART") == event.parameters("DTEND")
    return event.value("DTSTART"), event.value("DTEND")


def test_r27_each_start_has_one_of_three_forms() -> None:
    forms = set()
    for event in demo_records()[1]:
        read = read_event(render_event(event, "en").body)
        parameters, value = read.parameters("DTSTART"), read.value("DTSTART") or ""
        if parameters == {"VALUE": "DATE"}:
            forms.add("day")
            assert re.fullmatch(r"\d{8}", value)
        elif parameters == {"TZID": event.time.zone}:
            forms.add("zone")
            assert re.fullmatch(r"\d{8}T\d{6}", value)
        else:
            forms.add("utc")
            assert parameters == {}
            assert re.fullmatch(r"\d{8}T\d{6}Z", value)
    assert forms == {"day", "zone", "utc"}


def test_r28_no_time_is_floating_and_none_has_both_zone_and_z() -> None:
    for event in demo_records()[1]:
        read = read_event(render_event(event, "en").body)
        for name in ("DTSTART", "DTEND"):
            value, parameters = read.value(name) or "", read.parameters(name)
            assert ("TZID" in parameters) + value.endswith("Z") + (parameters.get("VALUE") == "DATE") == 1


def test_r29_the_end_is_in_the_zone_of_the_start() -> None:
    assert written(make_time()).parameters("DTEND") == {"TZID": "Europe/Berlin"}


def test_r37_a_time_that_comes_twice_is_written_in_utc() -> None:
    first = make_time("2027-10-31T02:30", "2027-10-31T05:00", fold=0)
    second = make_time("2027-10-31T02:30", "2027-10-31T05:00", fold=1)
    assert start_and_end(first) == ("20271031T003000Z", "20271031T040000Z")
    assert start_and_end(second) == ("20271031T013000Z", "20271031T040000Z")


def test_r37_an_end_that_comes_twice_takes_the_whole_event_to_utc() -> None:
    when = make_time("2027-10-30T22:00", "2027-10-31T02:30", fold=1)
    assert start_and_end(when) == ("20271030T200000Z", "20271031T013000Z")


def test_r37_a_time_that_no_longer_exists_is_written_as_the_clock_at_the_stored_instant() -> None:
    gap = datetime.fromisoformat("2027-03-28T02:30")
    instant = datetime(2027, 3, 28, 1, 30, tzinfo=UTC)
    when = EventTime("Europe/Berlin", gap, None, instant, None)
    assert start_and_end(when) == ("20270328T033000", "20270328T053000")


def test_r38_the_wall_time_wins_over_an_instant_stored_under_older_rules() -> None:
    noon = datetime.fromisoformat("2026-12-05T12:00")
    stored = EventTime("America/Vancouver", noon, None, datetime(2026, 12, 5, 20, tzinfo=UTC), None)
    assert start_and_end(stored) == ("20261205T120000", "20261205T140000")
    assert written_times(stored).start == datetime(2026, 12, 5, 19, tzinfo=UTC)


@pytest.mark.parametrize("zone", ["Mars/Olympus", "W. Europe Standard Time", "../../etc/passwd", "GMT"])
def test_r31_an_unknown_zone_is_written_in_utc(zone: str) -> None:
    when = replace(make_time(), zone=zone)
    assert start_and_end(when) == ("20271117T160000Z", "20271117T180000Z")


@pytest.mark.parametrize("zone", ["UTC", "Etc/UTC", "Etc/GMT"])
def test_utc_itself_is_written_with_z_and_without_a_definition(zone: str) -> None:
    calendar = read_calendar(render_event(make_event(time=make_time(zone=zone)), "en").body)
    (event,) = calendar.parts
    assert event.value("DTSTART") == "20271117T170000Z"


def test_r39_an_all_day_event_ends_on_the_day_after_its_last() -> None:
    event = written(make_time("2027-08-01", "2027-08-04", all_day=True))
    assert event.parameters("DTSTART") == event.parameters("DTEND") == {"VALUE": "DATE"}
    assert (event.value("DTSTART"), event.value("DTEND")) == ("20270801", "20270804")
    assert event.value("TRANSP") == "TRANSPARENT"


@pytest.mark.parametrize("end", [None, "2027-08-01", "2027-08-02"])
def test_r39_a_single_day_is_one_day_however_its_end_is_stored(end: str | None) -> None:
    assert start_and_end(make_time("2027-08-01", end, all_day=True)) == ("20270801", "20270802")


def test_r39_a_day_whose_hour_is_open_is_written_as_a_day_and_says_so() -> None:
    event = written(make_time("2027-11-17", None, "Africa/Lagos", to_be_announced=True))
    assert (event.value("DTSTART"), event.value("DTEND")) == ("20271117", "20271118")
    assert "Time to be announced" in (event.text("DESCRIPTION") or "")


def test_r39_midnight_to_midnight_is_written_as_days() -> None:
    assert start_and_end(make_time("2027-11-17T00:00", "2027-11-19T00:00")) == ("20271117", "20271119")


def test_r39_more_than_two_days_of_hours_become_days_with_the_hours_in_words() -> None:
    event = written(make_time("2027-11-16T20:00", "2027-11-19T08:00"))
    assert (event.value("DTSTART"), event.value("DTEND")) == ("20271116", "20271120")
    assert "From Tuesday, November 16, 2027, 8:00 PM to Friday, November 19, 2027, 8:00 AM" in (
        event.text("DESCRIPTION") or ""
    )


def test_a_vigil_of_36_hours_keeps_its_hours() -> None:
    when = make_time("2027-11-16T20:00", "2027-11-18T08:00", "America/Bogota")
    assert start_and_end(when) == ("20271116T200000", "20271118T080000")


@pytest.mark.parametrize("end", ["2027-11-17T17:00", "2027-11-17T16:00", "2020-01-01T00:00"])
def test_r40_the_end_is_always_after_the_start(end: str) -> None:
    assert start_and_end(make_time(end=end)) == ("20271117T170000", "20271117T190000")


def test_r40_no_duration_stands_beside_the_end() -> None:
    assert "DURATION" not in written(make_time()).names()


def test_r41_an_open_end_is_written_as_two_hours_and_said_in_words() -> None:
    event = written(make_time(end=None))
    assert event.value("DTEND") == "20271117T190000"
    assert "End time open" in (event.text("DESCRIPTION") or "")
    assert "End time open" not in (written(make_time()).text("DESCRIPTION") or "")


def test_r41_the_default_end_is_two_hours_of_real_time_across_a_clock_change() -> None:
    assert start_and_end(make_time("2027-03-28T01:30", None)) == ("20270328T013000", "20270328T043000")


def test_r42_past_midnight_the_end_is_on_the_next_date() -> None:
    assert start_and_end(make_time("2027-11-17T22:30", "2027-11-18T01:00")) == ("20271117T223000", "20271118T010000")


def test_the_last_second_of_a_year_ends_in_the_next() -> None:
    when = make_time("2027-12-31T23:00", "2028-01-01T01:00", "America/Sao_Paulo")
    calendar = read_calendar(render_event(make_event(time=when), "en").body)
    (event,) = calendar.all("VEVENT")
    assert (event.value("DTSTART"), event.value("DTEND")) == ("20271231T230000", "20280101T010000")
    assert len(calendar.all("VTIMEZONE")) == 1


def test_instants_are_kept_to_the_second_for_every_demo_event() -> None:
    for event in demo_records()[1]:
        times = written_times(event.time)
        assert times.start == event.time.start_utc
        if event.time.end_utc and not times.days:
            assert times.end - times.start == event.time.end_utc - event.time.start_utc
        assert times.end > times.start
        assert times.end - times.start <= timedelta(days=3)


def test_a_postponed_event_is_at_its_new_time_and_names_the_old_one() -> None:
    (event,) = [event for event in demo_records()[1] if event.status is EventStatus.POSTPONED]
    read = read_event(render_event(event, "en").body)
    assert read.value("DTSTART") == "20271120T090000"
    assert "Postponed from Wednesday, November 17, 2027, 9:00 AM" in (read.text("DESCRIPTION") or "")
