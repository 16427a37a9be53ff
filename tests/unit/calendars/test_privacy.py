"""People and components: requirements R50, R52, R53, R56 to R60, R63."""

import pytest

from organizer.editions.calendars.calendar_file import FeedHeader
from organizer.editions.calendars.feed import render_event, render_feed, render_own_feed
from organizer.record.own_calendar import OwnEntry
from organizer.record.types import EventStatus
from tests.support.calendar_reading import read_calendar, read_event
from tests.support.records import demo_records, make_event, make_time

HEADER = FeedHeader(title="17N")
PRIVATE = FeedHeader(title="My events", source_url="https://act.example.org/feeds/p/t0k3n/my-events.ics")
ALL_DAY = make_event(time=make_time("2027-11-17", "2027-11-18", all_day=True))


def test_r50_each_event_links_to_its_public_page() -> None:
    for event in demo_records()[1]:
        assert read_event(render_event(event, "en").body).value("URL") == event.url


def test_r52_r53_r57_r59_no_organizer_attendee_alarm_or_class_in_any_published_file() -> None:
    events = demo_records()[1]
    bodies = [render_feed(HEADER, events, "en").body, *(render_event(event, "en").body for event in events)]
    assert not [body for body in bodies if b"CLASS" in body]
    bodies.append(render_own_feed(PRIVATE, [OwnEntry(event, is_busy=True) for event in events], "en").body)
    for word in (b"ORGANIZER", b"ATTENDEE", b"VALARM", b"CONTACT", b"mailto:"):
        assert not [body for body in bodies if word in body]


def test_r59_what_stands_in_ones_own_calendar_is_private_to_those_one_shares_it_with() -> None:
    entries = [OwnEntry(event, is_busy=True) for event in demo_records()[1]]
    calendar = read_calendar(render_own_feed(PRIVATE, entries, "en").body)
    assert {event.value("CLASS") for event in calendar.all("VEVENT")} == {"PRIVATE"}


def test_r56_no_picture_is_fetched_from_anywhere() -> None:
    body = render_feed(HEADER, demo_records()[1], "en").body
    assert b"IMAGE" not in body
    assert b"ATTACH" not in body


def test_r58_a_public_feed_blocks_nobodys_time() -> None:
    calendar = read_calendar(render_feed(HEADER, demo_records()[1], "en").body)
    assert {event.value("TRANSP") for event in calendar.all("VEVENT")} == {"TRANSPARENT"}


@pytest.mark.parametrize(
    ("event", "is_busy", "transparency"),
    [
        (make_event(), True, "OPAQUE"),
        (make_event(), False, "TRANSPARENT"),
        (ALL_DAY, True, "TRANSPARENT"),
        (make_event(status=EventStatus.CANCELLED), True, "TRANSPARENT"),
    ],
)
def test_r58_a_guests_calendar_blocks_the_time_they_said_they_come(event, is_busy, transparency) -> None:
    feed = render_own_feed(PRIVATE, [OwnEntry(event, is_busy=is_busy)], "en")
    assert read_event(feed.body).value("TRANSP") == transparency


def test_r58_a_download_blocks_time_but_not_a_whole_day() -> None:
    assert read_event(render_event(make_event(), "en").body).value("TRANSP") == "OPAQUE"
    assert read_event(render_event(ALL_DAY, "en").body).value("TRANSP") == "TRANSPARENT"


def test_r60_r63_a_file_holds_zones_and_single_events_only() -> None:
    calendar = read_calendar(render_feed(HEADER, demo_records()[1], "en").body)
    assert {part.name for part in calendar.parts} == {"VTIMEZONE", "VEVENT"}
    for event in calendar.all("VEVENT"):
        assert event.parts == []
        assert not {"RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "DURATION"} & event.names()
