"""Every IANA zone through a year of every kind: our VTIMEZONE says what tzdata says (R32, R33)."""

from datetime import UTC, datetime, timedelta
from functools import cache
from io import StringIO

import pytest
from dateutil.tz import tzical

from organizer.editions.calendars.times import written_times
from organizer.foundation.core.walltime import get_zone, known_zones, offset_at
from organizer.record.types import EventTime

#: Twelve instants from late 2026 to 2028: each month once, noon and night, near the usual changes.
INSTANTS = [
    datetime.fromisoformat(f"{moment}:00+00:00")
    for moment in (
        "2026-12-05T12:00", "2027-01-26T23:30", "2027-02-14T03:00", "2027-03-28T12:00", "2027-04-04T05:00",
        "2027-05-09T12:00", "2027-06-21T17:00", "2027-08-01T00:30", "2027-09-26T09:00", "2027-10-31T12:00",
        "2027-11-17T20:00", "2028-07-15T15:00",
    )
]  # fmt: skip
#: Read as rules of the zone allow it; the others are written in UTC.
FEWEST_FITTING = 0.97


def event_time(zone: str, start: datetime) -> EventTime:
    end = start + timedelta(minutes=90)
    wall_start, wall_end = (moment.astimezone(get_zone(zone)).replace(tzinfo=None, fold=0) for moment in (start, end))
    return EventTime(zone, wall_start, wall_end, start, end)


@cache
def reader_of(definition: str) -> object:
    """Return another library's reading of a VTIMEZONE, by its rules alone (its name is X)."""
    return tzical(StringIO(definition)).get("X")


def read_by_rules(line: str, definition: bytes, zone: str) -> datetime:
    wall = datetime.strptime(line.rsplit(":", 1)[1], "%Y%m%dT%H%M%S")  # noqa: DTZ007 - wall time is meant
    reader = reader_of(definition.decode().replace(f"TZID:{zone}\r\n", "TZID:X\r\n"))
    return wall.replace(tzinfo=reader).astimezone(UTC)


def test_r32_each_zone_reads_as_tzdata_says_at_each_instant_or_is_in_utc() -> None:
    fitting = total = 0
    for zone in sorted(known_zones()):
        for start in INSTANTS:
            times = written_times(event_time(zone, start))
            lines = times.lines.decode().split("\r\n")[:2]
            total += 1
            assert times.start == start
            if times.zone is None:
                assert lines[0] == f"DTSTART:{start:%Y%m%dT%H%M%SZ}"
                continue
            fitting += 1
            for line, instant in zip(lines, (start, start + timedelta(minutes=90)), strict=True):
                assert line.startswith(("DTSTART;TZID=", "DTEND;TZID=")), zone
                assert read_by_rules(line, times.definition, zone) == instant, (zone, instant)
    assert fitting / total > 0.9


def test_r33_nearly_all_zones_fit_two_rules_in_the_years_to_come() -> None:
    zones = [zone for zone in known_zones() if "/" in zone and not zone.startswith("Etc/")]
    start = datetime(2026, 12, 5, 12, tzinfo=UTC)
    in_utc = {zone for zone in zones if written_times(event_time(zone, start)).zone is None}
    assert {"Asia/Gaza", "Asia/Hebron", "America/Santiago", "America/Havana"} <= in_utc
    assert 1 - len(in_utc) / len(zones) > FEWEST_FITTING


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Cairo"])
def test_r37_no_hour_around_a_clock_change_is_read_wrongly(zone: str) -> None:
    for first in (datetime(2027, month, 1, tzinfo=UTC) for month in range(1, 13)):
        for hours in range(0, 31 * 24, 24):
            before, after = (offset_at(zone, first + timedelta(hours=hours + n)) for n in (0, 24))
            if before == after:
                continue
            for quarter in range(-8, 24 * 4 + 8):
                start = first + timedelta(hours=hours, minutes=15 * quarter)
                times = written_times(event_time(zone, start))
                line = times.lines.decode().split("\r\n")[0]
                if times.zone:
                    assert read_by_rules(line, times.definition, zone) == start
                else:
                    assert line == f"DTSTART:{times.start:%Y%m%dT%H%M%SZ}"
