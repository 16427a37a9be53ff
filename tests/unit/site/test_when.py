"""When an event is, in words: its own clock first, every odd case of a time."""

from datetime import UTC, date, datetime, timedelta

import pytest

from organizer.editions.site.when import (
    Tongue,
    before_words,
    iso_of,
    row_hour,
    row_zone,
    slip_time,
    start_words,
)
from organizer.record.moments import is_over, is_under_way
from organizer.record.types import Mode, Place
from tests.support.records import make_event, make_time

ENGLISH = Tongue("en", date(2027, 11, 1))


def test_the_events_own_zone_is_named_and_utc_stands_second() -> None:
    told = slip_time(make_event(time=make_time("2027-11-17T15:00", "2027-11-17T19:00", "America/Bogota")), ENGLISH)

    assert told.hours == "15:00–19:00"
    assert told.day == "Wed 17 November"
    assert told.zone == "Bogotá time (UTC−5)"
    assert told.utc == "20:00 UTC"
    assert told.iso == "2027-11-17T20:00:00Z"


def test_a_year_is_said_when_it_is_not_this_one() -> None:
    assert slip_time(make_event(), Tongue("en", date(2026, 11, 25))).day == "Wed 17 November 2027"


def test_an_event_without_an_end_has_a_start_only() -> None:
    assert slip_time(make_event(time=make_time(end=None)), ENGLISH).hours == "17:00"


def test_an_evening_past_midnight_says_both_days() -> None:
    told = slip_time(make_event(time=make_time("2027-11-17T22:30", "2027-11-18T01:00", "Europe/Rome")), ENGLISH)

    assert told.hours == "22:30–01:00"
    assert told.day == "Wed 17 November to Thu 18 November"


def test_several_days_with_hours_say_until_when() -> None:
    told = slip_time(make_event(time=make_time("2027-11-16T20:00", "2027-11-18T08:00", "America/Bogota")), ENGLISH)

    assert told.hours == "20:00"
    assert told.day == "Tue 16 November, until Thu 18 November, 08:00"


def test_a_whole_day_has_no_hour_and_nothing_to_convert() -> None:
    time = make_time("2027-11-17T00:00", "2027-11-18T00:00", "Atlantic/Reykjavik", all_day=True)

    told = slip_time(make_event(time=time), ENGLISH)

    assert (told.hours, told.utc) == (None, None)
    assert told.day == "Wed 17 November"
    assert told.zone == "All day"
    assert told.iso == "2027-11-17"


def test_whole_days_end_on_the_day_before_their_exclusive_midnight() -> None:
    time = make_time("2027-11-16T00:00", "2027-11-19T00:00", all_day=True)

    assert slip_time(make_event(time=time), ENGLISH).day == "Tue 16 November to Thu 18 November"


def test_a_time_to_be_announced_shows_no_hour_anywhere() -> None:
    event = make_event(time=make_time("2027-11-17T00:00", "2027-11-18T00:00", "Africa/Lagos", to_be_announced=True))

    told = slip_time(event, ENGLISH)

    assert told.hours is None
    assert told.zone == "Time to be announced"
    assert row_hour(event, "en") is None
    assert row_zone(event) == "hour open"
    assert iso_of(event) == "2027-11-17"


def test_an_online_event_is_told_in_utc() -> None:
    event = make_event(mode=Mode.ONLINE, place=Place(), time=make_time("2027-11-17T16:00", "2027-11-17T18:00"))

    told = slip_time(event, ENGLISH)

    assert told.hours == "15:00–17:00"
    assert told.zone == "UTC"
    assert told.utc == "16:00, Berlin time"
    assert (row_hour(event, "en"), row_zone(event)) == ("15:00", "UTC")


@pytest.mark.parametrize(
    ("zone", "offset"),
    [
        ("Asia/Kathmandu", "UTC+5:45"),
        ("Pacific/Apia", "UTC+13"),
        ("America/St_Johns", "UTC−3:30"),
        ("Europe/London", "UTC"),
    ],
)
def test_offsets_are_said_as_people_write_them(zone: str, offset: str) -> None:
    assert row_zone(make_event(time=make_time("2027-11-17T12:00", None, zone))) == offset


def test_arabic_days_have_arabic_digits_and_offsets_have_none() -> None:
    told = slip_time(make_event(), Tongue("ar", date(2027, 11, 1)))

    assert told.hours == "١٧:٠٠–١٩:٠٠"
    assert "١٧" in told.day
    assert "UTC+1" in told.zone


def test_spanish_days_are_spanish() -> None:
    assert slip_time(make_event(), Tongue("es", date(2027, 11, 1))).day == "mié, 17 de noviembre"


def test_the_start_before_a_change_is_said_with_its_hour() -> None:
    before = datetime.fromisoformat("2027-11-16T09:00")

    assert before_words(before, make_time(), ENGLISH) == "Tue 16 November, 09:00"
    assert start_words(make_event(), ENGLISH) == "Wed 17 November, 17:00"


def test_an_event_is_under_way_from_its_start_until_its_end() -> None:
    event = make_event()
    start = datetime(2027, 11, 17, 16, tzinfo=UTC)

    assert not is_under_way(event, start - timedelta(seconds=1))
    assert is_under_way(event, start)
    assert not is_over(event, start + timedelta(minutes=119))
    assert is_over(event, start + timedelta(hours=2))


def test_an_event_without_an_end_is_over_after_a_while() -> None:
    event = make_event(time=make_time(end=None))

    assert not is_over(event, datetime(2027, 11, 17, 19, tzinfo=UTC))
    assert is_over(event, datetime(2027, 11, 17, 20, tzinfo=UTC))
