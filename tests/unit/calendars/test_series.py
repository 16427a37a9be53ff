"""The organiser's file of a whole series: one entry with its rule, or its dates one by one (calendars.md R61 to R66)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import islice

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from organizer.editions.calendars.series import render_series
from organizer.editions.calendars.times import written_times
from organizer.events.rules.repeating import Frequency, Rule
from organizer.foundation.core.errors import DomainError
from organizer.foundation.core.languages import Text
from organizer.foundation.core.walltime import offset_at, resolve
from organizer.record.series import SeriesRecord
from organizer.record.types import Change, EventRecord, EventStatus, EventTime
from tests.support.calendar_reading import Component, read_calendar
from tests.support.records import UPDATED, make_event, make_time
from tests.support.series_expansion import Occurrence, expanded

FIRST = datetime.fromisoformat("2027-03-02T18:00")  # a Tuesday; clocks change in Berlin on 28 March
HOUR = timedelta(hours=1)


def part(
    starts: datetime = FIRST,
    rule: Rule | None = None,
    dates: int = 8,
    zone: str = "Europe/Berlin",
    length: timedelta | None = 2 * HOUR,
) -> SeriesRecord:
    """Return a series of dates that differ in nothing but their day."""
    rule = rule or Rule.of(starts, Frequency.WEEKLY)
    walls = list(islice(rule.dates(starts), dates))
    events = tuple(
        make_event(
            code=f"date{n:02}",
            uid=f"{n:04}@x",
            url=f"https://act.example.org/e/date{n:02}/",
            time=moment(wall, length, zone),
        )
        for n, wall in enumerate(walls)
    )
    places = {event.code: wall for event, wall in zip(events, walls, strict=True)}
    return SeriesRecord("series@x", rule, zone, starts, events, places, sequence=dates)


def moment(wall: datetime, length: timedelta | None, zone: str) -> EventTime:
    end = wall + length if length is not None else None
    start_utc = resolve(wall, zone, 0)
    end_utc = resolve(end, zone, 0) if end else None
    return EventTime(zone, wall, end, start_utc, end_utc, start_offset=offset_at(zone, start_utc))


def with_date(series: SeriesRecord, number: int, **changes: object) -> SeriesRecord:
    events = list(series.events)
    events[number] = replace(events[number], **changes)  # type: ignore[arg-type]  # named by the test
    return replace(series, events=tuple(events))


def render(*parts: SeriesRecord) -> bytes:
    return render_series(parts, "en", "vigil").body


def entries(body: bytes) -> list[Component]:
    return read_calendar(body).all("VEVENT")


def shown(events: Sequence[EventRecord]) -> list[Occurrence]:
    """Return what a calendar program is to show, from the record."""
    found = []
    for event in events:
        if event.status is EventStatus.CANCELLED:
            continue
        times = written_times(event.time)
        if times.days:
            found.append(Occurrence(event.time.first_day, event.time.last_day + timedelta(days=1), event.title.value))
        else:
            found.append(Occurrence(times.start, times.end, event.title.value))
    return sorted(found)


class TestOneEntry:
    """Where a calendar program can hold the series."""

    def test_r61_a_weekly_series_is_one_entry_in_its_zone(self) -> None:
        [main] = entries(render(part()))
        assert main.value("RRULE") == "FREQ=WEEKLY;UNTIL=20270420T160000Z"
        assert main.value("DTSTART") == "20270302T180000"
        assert main.parameters("DTSTART") == {"TZID": "Europe/Berlin"}
        assert main.value("UID") == "series@x"

    def test_r61_every_second_week_and_every_month_are_said_with_their_steps(self) -> None:
        fortnight = part(rule=Rule.of(FIRST, Frequency.WEEKLY, 2))
        assert entries(render(fortnight))[0].value("RRULE") == "FREQ=WEEKLY;INTERVAL=2;UNTIL=20270608T160000Z"
        monthly = part(rule=Rule.of(FIRST, Frequency.MONTHLY))
        assert entries(render(monthly))[0].value("RRULE") == "FREQ=MONTHLY;BYDAY=1TU;UNTIL=20271005T160000Z"
        last = datetime.fromisoformat("2027-03-30T18:00")
        monthly = part(last, Rule.of(last, Frequency.MONTHLY, 2), dates=3)
        assert entries(render(monthly))[0].value("RRULE") == "FREQ=MONTHLY;INTERVAL=2;BYDAY=-1TU;UNTIL=20270727T160000Z"

    def test_r62_a_series_of_days_ends_on_a_day(self) -> None:
        midnight = datetime.fromisoformat("2027-03-02T00:00")
        days = part(midnight, length=timedelta(days=1))
        days = replace(days, events=tuple(replace(e, time=replace(e.time, all_day=True)) for e in days.events))
        [main] = entries(render(with_date(days, 2, status=EventStatus.CANCELLED)))
        assert main.value("RRULE") == "FREQ=WEEKLY;UNTIL=20270420"
        assert (main.value("DTSTART"), main.parameters("DTSTART")) == ("20270302", {"VALUE": "DATE"})
        assert (main.value("EXDATE"), main.parameters("EXDATE")) == ("20270316", {"VALUE": "DATE"})

    def test_r64_dates_that_are_off_are_left_out_one_by_one(self) -> None:
        off = with_date(with_date(part(), 2, status=EventStatus.CANCELLED), 5, status=EventStatus.CANCELLED)
        [main] = entries(render(off))
        assert main.values("EXDATE") == ["20270316T180000", "20270406T180000"]
        assert main.parameters("EXDATE") == {"TZID": "Europe/Berlin"}

    def test_r61_a_series_begins_and_ends_with_a_date_that_takes_place(self) -> None:
        off = with_date(with_date(part(), 0, status=EventStatus.CANCELLED), 7, status=EventStatus.CANCELLED)
        [main] = entries(render(off))
        assert main.value("DTSTART") == "20270309T180000"
        assert main.value("RRULE") == "FREQ=WEEKLY;UNTIL=20270413T160000Z"
        assert main.values("EXDATE") == []

    def test_r65_a_date_that_was_moved_names_the_start_that_the_rule_gave_it(self) -> None:
        moved = with_date(part(), 3, time=make_time("2027-03-24T20:00", "2027-03-24T21:00"))
        main, own = entries(render(moved))
        assert own.value("RECURRENCE-ID") == "20270323T180000"
        assert own.parameters("RECURRENCE-ID") == {"TZID": "Europe/Berlin"}
        assert own.value("DTSTART") == "20270324T200000"
        assert own.value("UID") == main.value("UID") == "series@x"
        assert int(own.value("SEQUENCE") or 0) >= int(main.value("SEQUENCE") or 0) == 8
        assert main.values("EXDATE") == []

    def test_r65_a_date_with_words_of_its_own_is_told_alone(self) -> None:
        main, own = entries(render(with_date(part(), 3, title=Text("The hundredth", "en"))))
        assert (main.text("SUMMARY"), own.text("SUMMARY")) == ("March for land and water", "The hundredth")
        assert own.value("URL") == "https://act.example.org/e/date03/"

    def test_what_most_dates_say_stands_for_all(self) -> None:
        first_differs = with_date(part(), 0, title=Text("The opening", "en"))
        main, own = entries(render(first_differs))
        assert main.text("SUMMARY") == "March for land and water"
        assert (main.value("DTSTART"), own.value("RECURRENCE-ID")) == ("20270302T180000", "20270302T180000")

    def test_news_that_a_date_was_moved_before_makes_it_no_exception(self) -> None:
        change = Change(start=FIRST)
        series = part()
        moved = tuple(replace(e, change=change, status=EventStatus.POSTPONED) for e in series.events[3:])
        [main] = entries(render(replace(series, events=(*series.events[:3], *moved))))
        assert main.value("STATUS") == "CONFIRMED"

    def test_r21_the_entry_is_as_new_as_its_newest_date_and_the_same_bytes_again(self) -> None:
        newer = UPDATED + timedelta(days=3)
        body = render(with_date(part(), 4, updated_at=newer))
        assert entries(body)[0].value("LAST-MODIFIED") == f"{newer:%Y%m%dT%H%M%SZ}"
        assert body == render(with_date(part(), 4, updated_at=newer))

    def test_r65_a_series_that_goes_on_in_another_way_is_an_entry_of_its_own(self) -> None:
        later = replace(part(FIRST.replace(hour=19) + timedelta(days=56)), uid="later@x")
        body = render(part(), later)
        assert [entry.value("UID") for entry in entries(body)] == ["series@x", "later@x"]
        assert len(read_calendar(body).all("VTIMEZONE")) == 1

    def test_r10_r57_the_file_has_no_method_and_no_alarm_and_blocks_the_hosts_time(self) -> None:
        body = render(part())
        assert b"METHOD" not in body
        assert b"VALARM" not in body
        assert entries(body)[0].value("TRANSP") == "OPAQUE"


class TestOneByOne:
    """Where a rule would not say it right."""

    @pytest.mark.parametrize("zone", ["America/Santiago", "America/Havana", "Asia/Gaza"])
    def test_r61_a_zone_that_no_rule_can_hold_gives_single_entries(self, zone: str) -> None:
        series = part(datetime.fromisoformat("2027-08-03T18:00"), dates=8, zone=zone)
        body = render(series)
        assert b"RRULE" not in body.replace(b"RRULE:FREQ=YEARLY", b"")
        assert [entry.value("UID") for entry in entries(body)] == [event.uid for event in series.events]
        assert expanded(body) == shown(series.events)

    def test_r37_an_hour_that_comes_twice_on_one_date_gives_single_entries(self) -> None:
        night = datetime.fromisoformat("2027-10-24T02:30")
        series = part(night, length=HOUR, dates=3)
        body = render(series)
        assert len(entries(body)) == 3
        assert expanded(body) == shown(series.events)

    def test_one_date_that_takes_place_is_no_series(self) -> None:
        series = part(dates=2)
        body = render(with_date(series, 1, status=EventStatus.CANCELLED))
        assert [entry.value("UID") for entry in entries(body)] == ["0000@x", "0001@x"]

    def test_an_event_that_stands_alone_is_itself(self) -> None:
        alone = make_event()
        body = render(SeriesRecord(alone.uid, None, alone.time.zone, alone.time.start, (alone,), {}))
        assert [entry.value("UID") for entry in entries(body)] == [alone.uid]

    def test_a_series_whose_dates_were_all_moved_is_written_one_by_one(self) -> None:
        series = part(dates=2)
        for number in range(2):
            event = series.events[number]
            series = with_date(series, number, time=moment(event.time.start + HOUR, HOUR, "Europe/Berlin"))
        assert expanded(render(series)) == shown(series.events)


ZONES = (
    "Europe/Berlin", "America/New_York", "America/Bogota", "Asia/Kathmandu", "Australia/Lord_Howe", "America/Santiago",
    "Africa/Cairo", "Asia/Beirut", "Pacific/Chatham", "America/Havana", "Europe/Dublin",
)  # fmt: skip


@st.composite
def any_series(draw: st.DrawFn) -> SeriesRecord:
    """Return a series in some zone, some of its dates moved or called off; hours that the clocks skip are drawn anew."""
    day, clock = draw(st.dates(date(2027, 1, 1), date(2028, 12, 31))), draw(st.sampled_from(range(48)))
    start = datetime.combine(day, time(clock // 2, clock % 2 * 30))
    rule = Rule.of(start, draw(st.sampled_from(list(Frequency))), draw(st.integers(1, 3)))
    zone, dates = draw(st.sampled_from(ZONES)), draw(st.integers(1, 20))
    number = st.integers(0, dates - 1)
    try:
        series = part(start, rule, dates, zone)
        for which, hours in draw(st.dictionaries(number, st.integers(-5, 50))).items():
            when = moment(series.events[which].time.start + timedelta(hours=hours), HOUR, zone)
            series = with_date(series, which, time=when)
    except DomainError:
        reject()  # the form refuses it
    for which in draw(st.sets(number)):
        series = with_date(series, which, status=EventStatus.CANCELLED)
    return series


@settings(max_examples=60)
@given(any_series())
def test_r67_r68_other_programs_count_the_dates_of_the_record(series: SeriesRecord) -> None:
    assert expanded(render(series)) == shown(series.events)
