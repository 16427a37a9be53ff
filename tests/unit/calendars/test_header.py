"""The calendar's own properties: requirements R7 to R17."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from organizer.editions.calendars.calendar_file import FeedHeader
from organizer.editions.calendars.feed import render_event, render_feed, room_in_feed
from organizer.foundation.core.languages import Text
from tests.support.calendar_reading import read_calendar
from tests.support.records import make_event, make_time

HEADER = FeedHeader(
    title="17N; Österreich, всё 🌍",
    source_url="https://act.example.org/c/17n/calendar.ics",
    page_url="https://act.example.org/c/17n/",
    file_stem="17n",
)


def test_r07_r08_r09_one_calendar_with_version_product_and_scale_once_each() -> None:
    calendar = read_calendar(render_feed(HEADER, [make_event()], "en").body)
    assert calendar.values("VERSION") == ["2.0"]
    assert calendar.values("PRODID") == ["-//Organizer//Calendar//EN"]
    assert calendar.values("CALSCALE") == ["GREGORIAN"]


def test_r10_feeds_and_downloads_have_no_method() -> None:
    assert b"METHOD" not in render_feed(HEADER, [make_event()], "en").body
    assert b"METHOD" not in render_event(make_event(), "en").body


def test_r11_the_name_stands_in_both_spellings_escaped() -> None:
    calendar = read_calendar(render_feed(HEADER, [make_event()], "en").body)
    assert calendar.value("NAME") == calendar.value("X-WR-CALNAME") == "17N\\; Österreich\\, всё 🌍"


def test_r12_the_refresh_hint_is_a_legal_duration_in_both_spellings() -> None:
    calendar = read_calendar(render_feed(HEADER, [make_event()], "en").body)
    assert calendar.value("REFRESH-INTERVAL") == calendar.value("X-PUBLISHED-TTL") == "PT4H"
    assert calendar.parameters("REFRESH-INTERVAL") == {"VALUE": "DURATION"}


def test_r13_a_feed_names_its_source_and_a_download_does_not() -> None:
    calendar = read_calendar(render_feed(HEADER, [make_event()], "en").body)
    assert calendar.value("SOURCE") == HEADER.source_url
    assert calendar.parameters("SOURCE") == {"VALUE": "URI"}
    assert calendar.value("URL") == HEADER.page_url
    assert {"SOURCE", "NAME", "URL"} & read_calendar(render_event(make_event(), "en").body).names() == set()


def test_r14_no_colour_is_promised() -> None:
    assert b"COLOR" not in render_feed(HEADER, [make_event()], "en").body


@pytest.mark.parametrize(
    ("zone", "expected"),
    [(None, None), ("Europe/Berlin", "Europe/Berlin"), ("W. Europe Standard Time", None), ("../etc/passwd", None)],
)
def test_r15_only_a_feed_of_one_zone_names_it_by_its_iana_name(zone: str | None, expected: str | None) -> None:
    header = FeedHeader(title="Berlin", zone=zone)
    assert read_calendar(render_feed(header, [make_event()], "en").body).value("X-WR-TIMEZONE") == expected


def test_r16_at_most_a_thousand_events_the_next_ones_first() -> None:
    days = [date(2027, 11, 17) + timedelta(days=n % 60 - 30) for n in range(1300)]
    events = [
        make_event(uid=f"{n:04d}@x", time=make_time(f"{day}T17:00", f"{day}T19:00")) for n, day in enumerate(days)
    ]
    feed = render_feed(HEADER, events, "en", today=date(2027, 11, 17))
    starts = [event.value("DTSTART") or "" for event in read_calendar(feed.body).all("VEVENT")]
    assert (feed.events, feed.left_out, len(starts)) == (1000, 300, 1000)
    assert sum(start >= "20271117" for start in starts) == sum(day >= date(2027, 11, 17) for day in days)
    assert starts == sorted(starts)
    assert min(starts) > "20271025"


def test_r16_a_calendar_that_has_no_room_for_all_says_where_the_rest_is() -> None:
    header = replace(HEADER, when_cut="The calendar of your country has all of it: https://act.example.org/")
    times = [make_time(f"2027-11-17T{hour:02}:00", None) for hour in range(24)]
    events = [make_event(uid=f"{n:04d}@x", time=times[n % 24]) for n in range(1001)]
    full, cut = (render_feed(header, some, "en", today=date(2027, 11, 1)) for some in (events[:1000], events))
    assert (full.left_out, cut.left_out) == (0, 1)
    assert read_calendar(full.body).value("DESCRIPTION") is None
    calendar = read_calendar(cut.body)
    assert calendar.text("DESCRIPTION") == calendar.text("X-WR-CALDESC") == header.when_cut


def test_r16_what_is_outside_of_the_days_of_a_feed_is_not_left_out_for_want_of_room() -> None:
    past = [make_event(uid=f"{n:04d}@x", time=make_time("2020-01-01T10:00", None)) for n in range(1500)]
    feed = render_feed(HEADER, [*past, make_event()], "en", today=date(2027, 11, 1))
    assert (feed.events, feed.left_out) == (1, 0)


def test_r16_a_page_learns_what_a_feed_leaves_out_without_the_file() -> None:
    events = [make_event(uid=f"{n:04d}@x", description=Text("вода " * 390, "ru")) for n in range(300)]
    feed = render_feed(HEADER, events, "en", today=date(2027, 11, 1))
    room = room_in_feed(events, "en", today=date(2027, 11, 1))
    assert (len(room.kept), room.left_out) == (feed.events, feed.left_out)
    assert feed.events + feed.left_out == 300
    assert feed.left_out > 0


def test_r16_at_most_900_kilobytes() -> None:
    long = Text("вода " * 390, "ru")
    events = [make_event(uid=f"{n:04d}@x", description=long) for n in range(600)]
    feed = render_feed(HEADER, events, "en")
    assert 850_000 < len(feed.body) <= 900_000
    assert feed.events + feed.left_out == 600
    assert feed.left_out > 0


def test_r16_the_window_is_ninety_days_back_and_eighteen_months_ahead() -> None:
    days = ["2027-08-18", "2027-08-19", "2027-11-17", "2029-05-18", "2029-05-19"]
    events = [make_event(uid=f"{day}@x", time=make_time(f"{day}T17:00", f"{day}T19:00")) for day in days]
    feed = render_feed(HEADER, events, "en", today=date(2027, 11, 17))
    assert [event.value("UID") for event in read_calendar(feed.body).all("VEVENT")] == [f"{d}@x" for d in days[1:4]]


def test_r16_a_description_is_cut_at_two_thousand_characters_and_keeps_its_link() -> None:
    event = make_event(description=Text("palabra " * 5000, "es"))
    (read,) = read_calendar(render_feed(HEADER, [event], "en").body).all("VEVENT")
    text = read.text("DESCRIPTION") or ""
    assert len(text) < 2200
    assert text.endswith(f"\n{event.url}")


@pytest.mark.parametrize("zone", [None, "Europe/Berlin", "America/Santiago", "nowhere"])
def test_r17_a_feed_without_events_is_a_legal_calendar_with_one_zone(zone: str | None) -> None:
    feed = render_feed(FeedHeader(title="Nothing yet", zone=zone), [], "en")
    calendar = read_calendar(feed.body)
    assert [part.name for part in calendar.parts] == ["VTIMEZONE"]
    assert calendar.value("NAME") == "Nothing yet"
    assert (feed.events, feed.last_modified) == (0, None)
