"""VTIMEZONE: requirements R30 to R36 and the table of zones that changed lately."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from organizer.editions.calendars import times
from organizer.editions.calendars.calendar_file import FeedHeader
from organizer.editions.calendars.feed import render_event, render_feed
from organizer.editions.calendars.vtimezone import offset_words, vtimezone
from organizer.editions.calendars.zone_changes import changes_between
from organizer.editions.calendars.zone_plan import ZonePlan, plan_for
from organizer.foundation.core.walltime import offset_at
from tests.support.calendar_reading import Component, read_calendar
from tests.support.records import demo_records, make_event, make_time
from tests.support.zone_table import CHANGES, IN_UTC_FORM, OFFSETS, instant, noon, offset_of

HEADER = FeedHeader(title="17N")


def calendar_of(start: str, zone: str) -> Component:
    return read_calendar(render_event(make_event(time=make_time(start, None, zone)), "en").body)


def test_r30_each_zone_that_is_named_is_defined_once_and_no_other() -> None:
    calendar = read_calendar(render_feed(HEADER, demo_records()[1], "en").body)
    named = {p["TZID"] for event in calendar.all("VEVENT") for _, p, _ in event.lines if "TZID" in p}
    defined = [zone.value("TZID") for zone in calendar.all("VTIMEZONE")]
    assert len(named) > 30
    assert defined == sorted(named)


def test_r31_zones_have_their_plain_iana_names() -> None:
    calendar = calendar_of("2027-07-01T12:00", "Europe/Kyiv")
    assert calendar.parts[0].value("TZID") == "Europe/Kyiv"
    assert calendar.parts[1].parameters("DTSTART") == {"TZID": "Europe/Kyiv"}


def test_r33_a_regular_zone_has_one_daylight_and_one_standard_rule_from_1970() -> None:
    (zone,) = calendar_of("2027-11-17T17:00", "Europe/Berlin").all("VTIMEZONE")
    day, standard = zone.parts
    assert (day.name, standard.name) == ("DAYLIGHT", "STANDARD")
    # The onset is the wall time before the change: 02:00 in spring, 03:00 in autumn.
    assert (day.value("DTSTART"), standard.value("DTSTART")) == ("19700329T020000", "19701025T030000")
    assert day.value("RRULE") == "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU"
    assert standard.value("RRULE") == "FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU"
    assert (day.value("TZOFFSETFROM"), day.value("TZOFFSETTO")) == ("+0100", "+0200")
    assert (standard.value("TZOFFSETFROM"), standard.value("TZOFFSETTO")) == ("+0200", "+0100")


def test_r33_a_zone_without_changes_is_one_fixed_offset() -> None:
    (zone,) = calendar_of("2027-11-17T13:15", "Asia/Kathmandu").all("VTIMEZONE")
    (standard,) = zone.parts
    assert standard.lines == [
        ("DTSTART", {}, "19700101T000000"),
        ("TZOFFSETFROM", {}, "+0545"),
        ("TZOFFSETTO", {}, "+0545"),
    ]


@pytest.mark.parametrize("zone", IN_UTC_FORM)
def test_r33_a_zone_that_fits_no_pair_of_rules_is_written_in_utc(zone: str) -> None:
    calendar = calendar_of("2026-12-05T12:00", zone)
    assert [part.name for part in calendar.parts] == ["VEVENT"]
    assert (calendar.parts[0].value("DTSTART") or "").endswith("Z")


def test_r33_negative_daylight_in_dublin_is_daylight_in_summer() -> None:
    (zone,) = calendar_of("2027-07-01T12:00", "Europe/Dublin").all("VTIMEZONE")
    assert [(part.name, part.value("TZOFFSETTO")) for part in zone.parts] == [
        ("DAYLIGHT", "+0100"),
        ("STANDARD", "+0000"),
    ]


def test_r33_r34_r35_zones_hold_no_dates_no_history_no_seconds_and_only_legal_parts() -> None:
    calendar = read_calendar(render_feed(HEADER, demo_records()[1], "en").body)
    for zone in calendar.all("VTIMEZONE"):
        assert 1 <= len(zone.parts) <= 2
        for part in zone.parts:
            assert part.name in ("STANDARD", "DAYLIGHT")
            assert part.names() <= {"DTSTART", "RRULE", "TZOFFSETFROM", "TZOFFSETTO"}
            assert re.fullmatch(r"1970\d{4}T\d{6}", part.value("DTSTART") or "")
            assert re.fullmatch(r"[+-]\d{4}", part.value("TZOFFSETTO") or "")
            rule = part.value("RRULE")
            assert rule is None or re.fullmatch(r"FREQ=YEARLY;BYMONTH=\d+;BYDAY=(-1|[1-4])[A-Z]{2}", rule)


def test_r36_zones_stand_before_the_events() -> None:
    names = [part.name for part in read_calendar(render_feed(HEADER, demo_records()[1], "en").body).parts]
    assert names == sorted(names, key=["VTIMEZONE", "VEVENT"].index)


def test_a_zone_that_two_events_need_differently_is_defined_for_the_later_one() -> None:
    before = make_event(uid="before@x", time=make_time("2018-06-01T12:00", None, "Asia/Almaty"))
    after = make_event(uid="after@x", time=make_time("2027-06-01T12:00", None, "Asia/Almaty"))
    calendar = read_calendar(render_feed(HEADER, [before, after], "en").body)
    (zone,), (first, second) = calendar.all("VTIMEZONE"), calendar.all("VEVENT")
    assert zone.parts[0].value("TZOFFSETTO") == "+0500"
    assert (first.value("UID"), first.value("DTSTART")) == ("before@x", "20180601T060000Z")
    assert (second.value("UID"), second.value("DTSTART")) == ("after@x", "20270601T120000")
    assert first.value("SUMMARY") == second.value("SUMMARY")
    alone = read_calendar(render_feed(HEADER, [before], "en").body)
    assert alone.parts[0].parts[0].value("TZOFFSETTO") == "+0600"


def test_r32_a_definition_that_would_be_read_wrongly_is_never_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(times, "plan_for", lambda zone, first, last: ZonePlan(zone, timedelta(hours=5)))
    written = times.written_times(make_time("2027-03-03T03:03", None))
    assert (written.zone, written.definition) == (None, b"")
    assert written.lines.startswith(b"DTSTART:20270303T020300Z\r\n")


def test_an_event_across_a_change_that_comes_once_is_written_in_utc() -> None:
    when = make_time("2026-09-19T22:00", "2026-09-20T08:00", "Africa/Casablanca")
    assert when.end_utc == datetime(2026, 9, 20, 8, tzinfo=UTC)
    assert times.written_times(when).lines == b"DTSTART:20260919T210000Z\r\nDTEND:20260920T080000Z\r\n"


@pytest.mark.parametrize(("zone", "at"), CHANGES)
def test_r38_changes_are_found_to_the_second(zone: str, at: str) -> None:
    moment = instant(at)
    assert moment in [change.at for change in changes_between(zone, moment.year, moment.year)]


def test_r38_a_change_has_the_wall_time_before_it() -> None:
    found = [change.wall for change in changes_between("Africa/Cairo", 2026, 2026)]
    assert found == [datetime.fromisoformat("2026-04-24"), datetime.fromisoformat("2026-10-30")]


@pytest.mark.parametrize(("zone", "day", "offset"), OFFSETS)
def test_r38_the_newest_rules_are_used(zone: str, day: str, offset: str) -> None:
    moment = noon(day)
    assert offset_words(offset_at(zone, moment)) == offset
    plan = plan_for(zone, moment, moment)
    if day >= "2026-12":
        assert (plan is None) == (zone in IN_UTC_FORM)
    if plan is not None:
        assert plan.instant_of((moment + offset_of(offset)).replace(tzinfo=None)) == moment
        assert f"TZOFFSETTO:{offset}\r\n".encode() in vtimezone(plan)
