"""The independent checker and the icalendar library accept every file that we write (R67)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar

from organizer.editions.calendars.calendar_file import FeedHeader
from organizer.editions.calendars.feed import render_event, render_feed, render_own_feed
from organizer.editions.calendars.mail import Sending, render_publish
from organizer.editions.calendars.times import written_times
from organizer.foundation.core.languages import Text
from organizer.record.own_calendar import OwnEntry
from organizer.record.types import EventRecord, EventStatus, Mode, Place
from tests.support.feed_checker import assert_passes_checker
from tests.support.records import UPDATED, demo_records, make_event, make_place, make_time

HEADER = FeedHeader(
    title="17N – Österreich, всё 🌍",
    source_url="https://act.example.org/c/17n/calendar.ics",
    page_url="https://act.example.org/c/17n/",
)
Check = Callable[..., None]

HARD = [
    make_event(uid="gap@x", time=make_time("2027-10-31T02:30", "2027-10-31T04:00", fold=1)),
    make_event(uid="open@x", time=make_time(end=None)),
    make_event(uid="camp@x", time=make_time("2027-08-01T18:00", "2027-08-04T12:00")),
    make_event(uid="day@x", time=make_time("2027-08-01", "2027-08-04", all_day=True)),
    make_event(uid="midnight@x", time=make_time("2027-08-01T00:00", "2027-08-02T00:00")),
    make_event(uid="utc@x", time=make_time("2027-08-01T10:00", None, "America/Santiago")),
    make_event(uid="old-rules@x", time=make_time("2018-08-01T10:00", None, "Asia/Almaty")),
    make_event(uid="new-rules@x", time=make_time("2027-08-01T10:00", None, "Asia/Almaty")),
    make_event(uid="young@x", time=make_time("2027-08-01T10:00", None, "America/Ciudad_Juarez")),
    make_event(uid="online@x", mode=Mode.ONLINE, place=Place(), online_url="https://meet.example.org/a,b;c?d=e"),
    make_event(uid="hybrid@x", mode=Mode.HYBRID, online_url="https://meet.example.org/x"),
    make_event(uid="withheld@x", place=make_place(is_withheld=True)),
    make_event(uid="cancelled@x", status=EventStatus.CANCELLED, reason="Storm, and <b>wind</b> &amp; rain"),
    make_event(
        uid="texts@x",
        title=Text("Marsch; Halle\\Saale, 5. Dezember " + "🌍é" * 90, "de"),
        description=Text(
            "# Plan\n**Bring** [water](https://x.example/w)\n<p>&nbsp;ana@example.net" + "語" * 3000, "de"
        ),
        group_name='"Group", the',
        accessibility=("step-free", "seats"),
        place=make_place(venue=Text('Bar "El Faro"; Hinterhof', "de"), lat=-1e-07),
    ),
]


@pytest.fixture
def check(tmp_path: Path) -> Check:
    """Return a function that fails with the checker's words when it finds anything."""

    def run(body: bytes, *options: str) -> None:
        file = tmp_path / "calendar.ics"
        file.write_bytes(body)
        assert_passes_checker(str(file), options=("--now", "20261201", *options))

    return run


@pytest.mark.parametrize("language", ["en", "es", "ar"])
def test_r67_the_demo_campaigns_feed_passes_every_check(check: Check, language: str) -> None:
    check(render_feed(HEADER, demo_records(language)[1], language).body)


def test_r67_a_feed_of_hard_cases_passes_every_check(check: Check) -> None:
    check(render_feed(HEADER, HARD, "en").body)


def test_r67_downloads_private_feeds_and_mails_pass_every_check(check: Check) -> None:
    check(render_own_feed(HEADER, [OwnEntry(event, is_busy=True) for event in HARD], "en").body, "--profile", "private")
    for event in HARD[-4:]:
        check(render_event(event, "en").body, "--profile", "event")
    mail = render_publish(HARD[0], "en", Sending("noreply@act.example.org", "17N", UPDATED))
    check(mail.body, "--profile", "event")


def test_r25_a_tombstone_passes_every_check_but_the_one_for_its_missing_link(check: Check) -> None:
    removed = make_event(status=EventStatus.REMOVED, sequence=2)
    check(render_feed(HEADER, [removed, *HARD], "en").body, "--ignore", "URL")


def test_r17_an_empty_feed_passes_but_for_being_empty(check: Check) -> None:
    check(render_feed(HEADER, [], "en").body, "--ignore", "EMPTYCAL,VTZUNUSED")


def test_r16_a_full_feed_passes_every_check(check: Check) -> None:
    days = [date(2027, 9, 1) + timedelta(days=n % 80) for n in range(1100)]
    events = [
        make_event(uid=f"{n:04d}@x", time=make_time(f"{day}T17:00", f"{day}T19:00")) for n, day in enumerate(days)
    ]
    check(render_feed(HEADER, events, "en", today=date(2027, 10, 1)).body)


def test_r20_to_r26_an_edited_feed_is_a_lawful_successor_of_the_one_before(check: Check, tmp_path: Path) -> None:
    before = demo_records()[1]
    newer = UPDATED + timedelta(days=2)
    moved = replace(before[0], sequence=1, updated_at=newer, time=make_time("2027-11-17T09:00", None, "Pacific/Apia"))
    cancelled = replace(before[1], sequence=1, updated_at=newer, status=EventStatus.CANCELLED)
    reworded = replace(before[2], updated_at=newer, description=Text("New words", "en"))
    old = tmp_path / "old.ics"
    old.write_bytes(render_feed(HEADER, before, "en").body)
    check(render_feed(HEADER, [moved, cancelled, reworded, *before[3:]], "en").body, "--previous", str(old))


def test_r67_the_icalendar_library_reads_the_instants_of_the_record() -> None:
    events = [*demo_records()[1], *HARD]
    read = {str(event["UID"]): event for event in Calendar.from_ical(render_feed(HEADER, events, "en").body).events}
    assert len(read) == len(events)
    for event in events:
        assert_same_times(read[event.uid].start, read[event.uid].end, event)


def assert_same_times(start: date, end: date, event: EventRecord) -> None:
    times = written_times(event.time)
    if times.days:
        assert (start, end) == (event.time.first_day, event.time.last_day + timedelta(days=1))
        assert not isinstance(start, datetime)
    else:
        assert isinstance(start, datetime)
        assert isinstance(end, datetime)
        assert start.astimezone(UTC) == event.time.start_utc
        assert end.astimezone(UTC) == (event.time.end_utc or event.time.start_utc + timedelta(hours=2))
