"""What is near a point: steps of distance, the line where the day begins, the poles, and events without a point."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizer.places.cells import CELL_KM, cell_at, middle_of
from organizer.places.geometry import Point, distance_km
from organizer.record.moments import is_over
from organizer.record.nearness import Nearness, told_km
from organizer.record.types import EventRecord, Place
from tests.support.records import make_event, make_place, make_time

lats = st.floats(-90, 90, allow_nan=False)
lons = st.floats(-180, 180, allow_nan=False)


def at(lat: float | None, lon: float | None, hour: int = 12, uid: str = "a") -> EventRecord:
    event = make_event(place=make_place(lat=lat, lon=lon), time=make_time(f"2027-11-17T{hour:02}:00", None, "UTC"))
    return replace(event, uid=uid)


@pytest.mark.parametrize(
    ("km", "step", "told"),
    [
        (0, 5, 5), (5, 5, 5), (5.01, 5, 10), (99.9, 5, 100), (100, 5, 100), (100.1, 5, 110), (999, 5, 1000),
        (1000.5, 5, 1100), (0.2, 10, 10), (20_015, 5, 20_100),
    ],
)  # fmt: skip
def test_distance_is_told_in_steps_that_grow(km: float, step: int, told: int) -> None:
    assert told_km(km, step) == told


@given(lats, lons, lats, lons)
def test_a_step_is_never_less_than_the_distance_and_grows_with_it(
    lat: float, lon: float, lat2: float, lon2: float
) -> None:
    km = distance_km(lat, lon, lat2, lon2)
    assert km <= told_km(km) <= max(km * 1.1 + 5, 5)
    assert told_km(km) <= told_km(km + 3)


def test_within_a_step_the_earlier_start_comes_first_however_near_it_is() -> None:
    nearer, earlier = at(0, 0.01, hour=18, uid="near"), at(0, 0.04, hour=9, uid="early")

    found = Nearness(Point(0, 0), 25).look([nearer, earlier]).found

    assert [one.event.uid for one in found] == ["early", "near"]
    assert [one.km for one in found] == [5, 5]


@pytest.mark.parametrize(
    ("here", "there", "km"),
    [
        (Point(-16.8, -179.9), Point(-16.8, 179.99), 12),  # over the line where the day begins
        (Point(-16.8, 180.0), Point(-16.8, -180.0), 0),  # two names of one point
        (Point(66.0, -169.6), Point(66.1, 179.9), 480),
        (Point(89.9, 0.0), Point(89.9, 180.0), 22.3),  # over the pole
        (Point(-89.99, 10.0), Point(-89.99, -170.0), 2.3),
        (Point(90.0, 45.0), Point(90.0, -120.0), 0),  # every longitude is the pole
    ],
)
@pytest.mark.parametrize("radius", [25, 500])
def test_b85_the_radius_holds_at_the_date_line_and_at_the_poles(
    here: Point, there: Point, km: float, radius: int
) -> None:
    found = Nearness(here, radius).look([at(there.lat, there.lon)]).found

    assert bool(found) is (km <= radius)


@given(lats, lons, lats, lons, st.sampled_from([25, 100, 2500]))
def test_b85_near_is_the_same_in_both_directions(lat: float, lon: float, lat2: float, lon2: float, radius: int) -> None:
    there = Nearness(Point(lat, lon), radius).look([at(lat2, lon2)])
    back = Nearness(Point(lat2, lon2), radius).look([at(lat, lon)])

    assert bool(there.found) is bool(back.found)
    assert bool(there.found) is (distance_km(lat, lon, lat2, lon2) <= radius)


@pytest.mark.parametrize(("lat", "lon"), [(None, None), (None, 10.0), (10.0, None)])
def test_b85_an_event_without_a_point_is_near_nothing(lat: float | None, lon: float | None) -> None:
    findings = Nearness(Point(0, 0), 2500).look([replace(at(0, 0), place=Place(lat=lat, lon=lon))])

    assert (findings.found, findings.elsewhere) == ((), ())


def test_what_is_to_come_is_told_before_what_is_over_when_nothing_is_near() -> None:
    over = [at(40 + n, 0, hour=1, uid=f"over{n}") for n in range(3)]
    coming = at(80, 0, hour=23, uid="coming")

    def is_to_come(event: EventRecord) -> bool:
        return event.uid == "coming"

    nearness = Nearness(Point(0, 0), 25)

    assert [one.event.uid for one in nearness.look([*over, coming], is_to_come).elsewhere] == ["coming"]
    assert len(nearness.look(over, is_to_come).elsewhere) == 3


@pytest.mark.parametrize(
    ("zone", "over_from"),
    [("Pacific/Kiritimati", 10), ("Asia/Kathmandu", 18.25), ("America/Bogota", 29), ("Pacific/Honolulu", 34)],
)
def test_b80_a_day_long_event_is_over_when_its_own_day_is(zone: str, over_from: float) -> None:
    """Hours of UTC from the beginning of 17 November; Kiritimati's day ends before the one in London has come to noon."""
    event = make_event(time=make_time("2027-11-17", "2027-11-18", zone, all_day=True))
    end = datetime(2027, 11, 17, tzinfo=UTC).timestamp() + over_from * 3600

    assert is_over(event, datetime.fromtimestamp(end, UTC))
    assert not is_over(event, datetime.fromtimestamp(end - 60, UTC))


@given(lats, lons)
def test_a_cell_holds_the_point_that_it_was_named_for_and_no_more_is_told(lat: float, lon: float) -> None:
    middle = middle_of(cell_at(lat, lon))

    assert middle is not None
    assert distance_km(lat, lon, middle.lat, middle.lon) < CELL_KM
    assert cell_at(middle.lat, middle.lon) == cell_at(lat, lon)


@given(lats, lons)
def test_a_cell_is_wide_everywhere(lat: float, lon: float) -> None:
    """Where degrees of longitude are narrow, cells are wider in degrees; at the poles a cell is the whole round."""
    middle = middle_of(cell_at(lat, lon))

    assert middle is not None
    row, _, column = cell_at(lat, lon).partition("-")
    beside = middle_of(f"{row}-{int(column) + 1}") or middle_of(f"{row}-0")
    assert beside is not None
    assert beside == middle or distance_km(middle.lat, middle.lon, beside.lat, beside.lon) > 8


@pytest.mark.parametrize(
    "name",
    [
        "",
        "52.5,13.4",
        "1425-9999",
        "1800-0",
        "1425",
        "-1-0",
        "1425-1893-2",
        "٣-٤",
        "1425-1893\n",
        "9" * 400,
        "1e2-3",
        " 1-1",
    ],
)
def test_what_is_no_cell_is_nowhere(name: str) -> None:
    assert middle_of(name) is None
