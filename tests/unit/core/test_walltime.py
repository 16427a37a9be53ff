"""Wall times become instants; what the clocks skip or show twice is never guessed."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizer.foundation.core.walltime import (
    TimeDoesNotExist,
    TimeIsAmbiguous,
    UnknownZone,
    is_ambiguous,
    known_zones,
    resolve,
    to_local,
)

#: Zone, a wall time that clocks skip, and the nearest ones that exist.
GAPS = [
    ("Europe/Berlin", "2026-03-29T02:30", "2026-03-29T01:59", "2026-03-29T03:00"),
    ("America/New_York", "2026-03-08T02:00", "2026-03-08T01:59", "2026-03-08T03:00"),
    ("Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-04T01:59", "2026-10-04T02:30"),
    ("Africa/Cairo", "2026-04-24T00:30", "2026-04-23T23:59", "2026-04-24T01:00"),
    ("Asia/Beirut", "2026-03-29T00:10", "2026-03-28T23:59", "2026-03-29T01:00"),
    ("America/Santiago", "2026-09-06T00:30", "2026-09-05T23:59", "2026-09-06T01:00"),
    ("Pacific/Apia", "2011-12-30T12:00", "2011-12-29T23:59", "2011-12-31T00:00"),
]
TWICE = [
    ("Europe/Berlin", "2026-10-25T02:30", 2, 1),
    ("America/New_York", "2026-11-01T01:30", -4, -5),
    ("Australia/Sydney", "2026-04-05T02:30", 11, 10),
    ("America/St_Johns", "2026-11-01T01:15", -2.5, -3.5),
]
#: What tzdata 2026f says and older releases don't (calendars.md section 4).
OFFSETS = [
    ("America/Vancouver", "2027-11-17T12:00", -7),
    ("America/Edmonton", "2026-12-01T12:00", -6),
    ("America/Winnipeg", "2026-12-01T12:00", -5),
    ("Africa/Casablanca", "2027-11-17T18:00", 0),
    ("America/Mexico_City", "2026-07-01T12:00", -6),
    ("America/Asuncion", "2026-07-01T12:00", -3),
    ("Asia/Almaty", "2026-07-01T12:00", 5),
    ("Asia/Kathmandu", "2026-07-01T12:00", 5.75),
    ("Pacific/Apia", "2027-11-17T08:00", 13),
]


@pytest.mark.parametrize(("zone", "local", "before", "after"), GAPS)
def test_a_skipped_time_is_refused_with_the_nearest_ones(zone: str, local: str, before: str, after: str) -> None:
    with pytest.raises(TimeDoesNotExist) as refusal:
        resolve(datetime.fromisoformat(local), zone)
    assert refusal.value.params["before"] == datetime.fromisoformat(before)
    assert refusal.value.params["after"] == datetime.fromisoformat(after)


@pytest.mark.parametrize(("zone", "local", "first", "second"), TWICE)
def test_a_time_that_comes_twice_is_asked(zone: str, local: str, first: float, second: float) -> None:
    moment = datetime.fromisoformat(local)

    with pytest.raises(TimeIsAmbiguous) as refusal:
        resolve(moment, zone)
    assert refusal.value.params["first"] == timedelta(hours=first)
    assert resolve(moment, zone, 0) == (moment - timedelta(hours=first)).replace(tzinfo=UTC)
    assert resolve(moment, zone, 1) == (moment - timedelta(hours=second)).replace(tzinfo=UTC)


@pytest.mark.parametrize(("zone", "local", "hours"), OFFSETS)
def test_zones_follow_the_newest_rules(zone: str, local: str, hours: float) -> None:
    moment = datetime.fromisoformat(local)

    assert resolve(moment, zone) == (moment - timedelta(hours=hours)).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "name",
    ["", "Nowhere/City", "../../etc/passwd", "/etc/localtime", "Europe/Berlin\x00", "localtime", "posixrules", "CST"],
)
def test_an_unknown_zone_is_refused(name: str) -> None:
    with pytest.raises(UnknownZone):
        resolve(datetime.fromisoformat("2026-01-01T00:00"), name)


@given(
    st.sampled_from(sorted(known_zones())),
    st.datetimes(min_value=datetime.fromisoformat("2000-01-01"), max_value=datetime.fromisoformat("2036-01-01")),
)
def test_an_instant_shows_the_wall_time_that_it_was_made_from(zone: str, local: datetime) -> None:
    local = local.replace(microsecond=0)
    try:
        instant = resolve(local, zone, 0)
    except TimeDoesNotExist:
        return
    assert to_local(instant, zone).replace(fold=0) == local
    if is_ambiguous(local, zone):
        assert resolve(local, zone, 1) != instant
