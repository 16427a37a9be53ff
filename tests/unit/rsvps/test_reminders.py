"""When a reminder is due: by the clocks at the event's place, whatever governments do to them."""

from datetime import UTC, datetime, timedelta

import pytest

from organizer.foundation.core.walltime import get_zone, resolve, to_local
from organizer.rsvps.rules.reminders import LONGEST_AHEAD, ReminderKind, reminders_of

#: Starts (wall time) beside what the clocks do: the day before has 23, 24 or 25 hours, or half an hour more.
PLACES = [
    ("America/Bogota", "2027-11-17T15:00", "2027-11-16T15:00"),
    ("Europe/Berlin", "2027-03-28T15:00", "2027-03-27T15:00"),  # forward in the night before
    ("Europe/Berlin", "2027-10-31T15:00", "2027-10-30T15:00"),  # back
    ("America/New_York", "2027-03-14T12:00", "2027-03-13T12:00"),
    ("America/New_York", "2027-11-07T12:00", "2027-11-06T12:00"),
    ("Australia/Lord_Howe", "2027-04-04T12:00", "2027-04-03T12:00"),  # half an hour
    ("Asia/Kathmandu", "2027-11-17T17:15", "2027-11-16T17:15"),
    ("Pacific/Apia", "2027-11-17T10:00", "2027-11-16T10:00"),
    ("Pacific/Kiritimati", "2027-01-01T18:00", "2026-12-31T18:00"),
    ("America/St_Johns", "2027-11-07T19:30", "2027-11-06T19:30"),
    ("Asia/Gaza", "2027-03-01T06:30", "2027-02-28T09:00"),  # not before nine
    ("Africa/Casablanca", "2027-06-01T23:45", "2027-05-31T20:00"),  # not after eight
    ("America/Asuncion", "2028-03-01T00:15", "2028-02-29T09:00"),
]


@pytest.mark.parametrize(("zone", "start", "due"), PLACES)
def test_the_day_before_is_by_the_clocks_there(zone: str, start: str, due: str) -> None:
    wall = datetime.fromisoformat(start)
    starts_utc = resolve(wall, zone, 0)
    day, hours = reminders_of(wall, starts_utc, zone, is_date_only=False)
    assert to_local(day.due, zone) == datetime.fromisoformat(due)
    assert (day.until, hours.due, hours.until) == (
        starts_utc - timedelta(hours=2),
        starts_utc - timedelta(hours=2),
        starts_utc,
    )
    assert day.due < day.until
    assert starts_utc - day.due <= LONGEST_AHEAD


def test_a_day_whose_hour_is_open_has_one_reminder_in_the_morning() -> None:
    wall = datetime(2027, 11, 17)  # noqa: DTZ001 - wall time
    starts_utc = resolve(wall, "Asia/Kolkata")
    [day] = reminders_of(wall, starts_utc, "Asia/Kolkata", is_date_only=True)
    assert day.kind is ReminderKind.DAY
    assert to_local(day.due, "Asia/Kolkata") == datetime(2027, 11, 16, 10)  # noqa: DTZ001 - wall time
    assert day.until == starts_utc


def test_where_the_day_before_never_was_the_reminder_comes_half_a_day_ahead() -> None:
    """Samoa went from 29 to 31 December 2011."""
    wall = datetime(2011, 12, 31, 12)  # noqa: DTZ001 - wall time
    starts_utc = resolve(wall, "Pacific/Apia")
    day, _ = reminders_of(wall, starts_utc, "Pacific/Apia", is_date_only=False)
    assert starts_utc - day.due == timedelta(hours=12)


@pytest.mark.parametrize("hour", range(24))
@pytest.mark.parametrize("zone", sorted({zone for zone, *_ in PLACES}))
def test_none_is_due_earlier_than_is_looked_for(zone: str, hour: int) -> None:
    """Every hour of a year of days, in each zone: the look-ahead of the query misses none."""
    wall = datetime(2027, 1, 1, hour)  # noqa: DTZ001 - wall time
    for days in range(365):
        start = wall + timedelta(days=days)
        starts_utc = start.replace(tzinfo=get_zone(zone)).astimezone(UTC)
        for reminder in reminders_of(start, starts_utc, zone, is_date_only=False):
            assert starts_utc - LONGEST_AHEAD <= reminder.due < reminder.until <= starts_utc


def test_what_is_moved_within_the_day_is_another_occasion_of_the_hours_and_the_same_of_the_day() -> None:
    first, later = (
        reminders_of(wall, resolve(wall, "Europe/Rome"), "Europe/Rome", is_date_only=False)
        for wall in (datetime(2027, 11, 17, 15), datetime(2027, 11, 17, 18))  # noqa: DTZ001 - wall time
    )
    assert first[0].occasion == later[0].occasion == "2027-11-17"
    assert (first[1].occasion, later[1].occasion) == ("2027-11-17T14:00Z", "2027-11-17T17:00Z")
