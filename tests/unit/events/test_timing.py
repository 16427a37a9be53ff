"""Wall times in their zones become instants; what clocks skip or show twice is never guessed."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizer.events.rules import EndsBeforeStart, TooLong, work_out_timing
from organizer.events.rules.timing import MAX_LENGTH, first_instant
from organizer.foundation.core.walltime import TimeDoesNotExist, UnknownZone, is_ambiguous, known_zones
from tests.factories.events import make_details


def local(text: str) -> datetime:
    return datetime.fromisoformat(text)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


#: Zone, a time that its clocks skip.
GAPS = [
    ("Europe/Berlin", "2027-03-28T02:30"),
    ("Europe/London", "2027-03-28T01:30"),
    ("America/New_York", "2027-03-14T02:30"),
    ("America/Santiago", "2027-09-05T00:30"),
    ("America/Asuncion", "2023-10-01T00:30"),
    ("Africa/Cairo", "2027-04-30T00:30"),
    ("Asia/Beirut", "2027-03-28T00:30"),
    ("Asia/Jerusalem", "2027-03-26T02:30"),
    ("Australia/Lord_Howe", "2027-10-03T02:15"),
    ("Australia/Sydney", "2027-10-03T02:30"),
    ("Pacific/Auckland", "2027-09-26T02:30"),
    ("Pacific/Apia", "2011-12-30T12:00"),
]
#: Zone, a time that its clocks show twice, and the instants of the first and the second.
TWICE = [
    ("Europe/Berlin", "2027-10-31T02:30", "2027-10-31T00:30", "2027-10-31T01:30"),
    ("Europe/London", "2027-10-31T01:30", "2027-10-31T00:30", "2027-10-31T01:30"),
    ("America/New_York", "2027-11-07T01:30", "2027-11-07T05:30", "2027-11-07T06:30"),
    ("America/Santiago", "2027-04-03T23:30", "2027-04-04T02:30", "2027-04-04T03:30"),
    ("America/Havana", "2027-11-07T00:30", "2027-11-07T04:30", "2027-11-07T05:30"),
    ("Africa/Cairo", "2027-10-28T23:30", "2027-10-28T20:30", "2027-10-28T21:30"),
    ("Asia/Beirut", "2027-10-30T23:30", "2027-10-30T20:30", "2027-10-30T21:30"),
    ("Asia/Jerusalem", "2027-10-31T01:30", "2027-10-30T22:30", "2027-10-30T23:30"),
    ("Australia/Lord_Howe", "2027-04-04T01:45", "2027-04-03T14:45", "2027-04-03T15:15"),
    ("Australia/Sydney", "2027-04-04T02:30", "2027-04-03T15:30", "2027-04-03T16:30"),
    ("Pacific/Auckland", "2027-04-04T02:30", "2027-04-03T13:30", "2027-04-03T14:30"),
    ("Asia/Gaza", "2027-10-30T01:30", "2027-10-29T22:30", "2027-10-29T23:30"),
]


@pytest.mark.parametrize(("zone", "start"), GAPS)
def test_a_time_that_clocks_skip_is_refused_with_the_nearest_ones(zone: str, start: str) -> None:
    with pytest.raises(TimeDoesNotExist) as refusal:
        work_out_timing(make_details(zone=zone, start=local(start), end=None))
    before, after = refusal.value.params["before"], refusal.value.params["after"]
    assert isinstance(before, datetime)
    assert isinstance(after, datetime)
    assert before < local(start) < after
    for nearest in (before, after):
        work_out_timing(make_details(zone=zone, start=nearest, end=None))


@pytest.mark.parametrize(("zone", "start", "first", "second"), TWICE)
def test_a_time_that_comes_twice_is_the_one_that_was_said(zone: str, start: str, first: str, second: str) -> None:
    assert is_ambiguous(local(start), zone)
    for fold, instant in enumerate((first, second)):
        details = make_details(zone=zone, start=local(start), end=None, fold=fold)
        assert work_out_timing(details).starts_utc == utc(instant)


def test_an_event_over_the_autumn_hour_lasts_an_hour_longer_than_the_clock_says() -> None:
    timing = work_out_timing(
        make_details(zone="Europe/Berlin", start=local("2027-10-31T01:00"), end=local("2027-10-31T04:00"))
    )
    assert timing.ends_utc is not None
    assert timing.ends_utc - timing.starts_utc == timedelta(hours=4)


def test_an_event_may_cross_midnight() -> None:
    timing = work_out_timing(
        make_details(zone="Asia/Tokyo", start=local("2027-11-17T22:00"), end=local("2027-11-18T01:30"))
    )
    assert (timing.starts_utc, timing.ends_utc) == (utc("2027-11-17T13:00"), utc("2027-11-17T16:30"))


def test_an_event_without_an_end_has_none() -> None:
    assert work_out_timing(make_details(end=None)).ends_utc is None


def test_an_all_day_event_lasts_to_the_end_of_its_last_day() -> None:
    days = {"zone": "Europe/Berlin", "all_day": True, "start": local("2027-10-30T00:00")}
    one = work_out_timing(make_details(**days, end=None))
    two = work_out_timing(make_details(**days, end=local("2027-10-31T00:00")))
    assert (one.starts_utc, one.ends_utc) == (utc("2027-10-29T22:00"), utc("2027-10-30T22:00"))
    assert two.ends_utc == utc("2027-10-31T23:00"), "the day on which clocks go back has 25 hours"


@pytest.mark.parametrize(
    ("zone", "day", "first"),
    [
        ("Asia/Beirut", "2027-03-28T00:00", "2027-03-27T22:00"),  # clocks go from 00:00 to 01:00
        ("Africa/Cairo", "2027-04-30T00:00", "2027-04-29T22:00"),
        ("Pacific/Apia", "2011-12-30T00:00", "2011-12-30T10:00"),  # that day never was
    ],
)
def test_a_day_begins_with_the_first_instant_that_exists(zone: str, day: str, first: str) -> None:
    assert first_instant(local(day), zone) == utc(first)


def test_an_event_whose_hour_comes_later_holds_its_whole_day() -> None:
    timing = work_out_timing(make_details(to_be_announced=True, start=local("2027-11-17T00:00"), end=None))
    assert (timing.starts_utc, timing.ends_utc) == (utc("2027-11-17T05:00"), utc("2027-11-18T05:00"))


@pytest.mark.parametrize("end", ["2027-11-17T15:00", "2027-11-17T14:59", "2026-11-17T19:00"])
def test_an_end_that_is_not_after_the_start_is_refused(end: str) -> None:
    with pytest.raises(EndsBeforeStart):
        work_out_timing(make_details(end=local(end)))


def test_a_last_day_before_the_first_is_refused() -> None:
    days = {"all_day": True, "start": local("2027-11-17T00:00"), "end": local("2027-11-16T00:00")}
    with pytest.raises(EndsBeforeStart):
        work_out_timing(make_details(**days))


@pytest.mark.parametrize("all_day", [False, True])
def test_a_mistyped_year_is_too_long(all_day: bool) -> None:
    start = local("2027-11-17T00:00")
    work_out_timing(make_details(start=start, end=start + MAX_LENGTH, all_day=all_day))
    with pytest.raises(TooLong) as refusal:
        work_out_timing(make_details(start=start, end=start + MAX_LENGTH + timedelta(days=1), all_day=all_day))
    assert refusal.value.params == {"days": 31}


@pytest.mark.parametrize("zone", ["Mars/Olympus", "", "../../etc/passwd", "EST5EDT ", "localtime"])
def test_a_zone_that_nobody_knows_is_refused(zone: str) -> None:
    with pytest.raises(UnknownZone):
        work_out_timing(make_details(zone=zone))


@given(
    zone=st.sampled_from(sorted(known_zones())),
    start=st.datetimes(datetime(2024, 1, 1), datetime(2037, 12, 31)),  # noqa: DTZ001 - wall times
    minutes=st.integers(1, 24 * 60),
)
def test_a_timing_ends_after_its_start_or_is_refused(zone: str, start: datetime, minutes: int) -> None:
    start = start.replace(second=0, microsecond=0)
    details = make_details(zone=zone, start=start, end=start + timedelta(minutes=minutes))
    try:
        timing = work_out_timing(details)
    except (TimeDoesNotExist, EndsBeforeStart):
        return
    assert timing.ends_utc is not None
    assert timing.ends_utc > timing.starts_utc
    assert timing.starts_utc.utcoffset() == timedelta(0)
