import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizer.places.geometry import Point, bucket_km, cell_centre, distance_km

LATITUDES = st.floats(-90, 90)
LONGITUDES = st.floats(-180, 180)


def test_the_distance_from_bogota_to_cali_is_that_of_the_atlas() -> None:
    assert distance_km(4.711, -74.072, 3.4516, -76.532) == pytest.approx(307, abs=3)


def test_the_date_line_is_no_distance() -> None:
    assert distance_km(-16.8, 179.9, -16.8, -179.9) == pytest.approx(21.3, abs=0.5)


@given(LATITUDES, LONGITUDES, LATITUDES, LONGITUDES)
def test_a_distance_is_the_same_both_ways_and_at_most_half_the_globe(a: float, b: float, c: float, d: float) -> None:
    there, back = distance_km(a, b, c, d), distance_km(c, d, a, b)
    assert there == pytest.approx(back, abs=1e-6)
    assert 0 <= there <= 20_016


@pytest.mark.parametrize(("km", "shown"), [(0, 5), (0.3, 5), (5, 5), (5.01, 10), (12.4, 15), (99.9, 100)])
def test_distances_are_shown_in_steps_of_five(km: float, shown: int) -> None:
    assert bucket_km(km) == shown


@given(LATITUDES, LONGITUDES, st.sampled_from(["neighbourhood", "block"]))
def test_every_point_of_a_cell_has_the_same_centre(lat: float, lon: float, precision: str) -> None:
    centre = cell_centre(lat, lon, precision)
    assert cell_centre(centre.lat, centre.lon, precision) == centre
    assert -90 <= centre.lat <= 90
    assert -180 <= centre.lon <= 180


@given(st.floats(-89.9, 89.9), LONGITUDES)
def test_the_centre_of_a_neighbourhood_is_at_most_its_half_diagonal_away(lat: float, lon: float) -> None:
    centre = cell_centre(lat, lon, "neighbourhood")
    assert distance_km(lat, lon, centre.lat, centre.lon) < 3.5


def test_a_centre_is_not_the_point_itself() -> None:
    centre = cell_centre(4.6537, -74.0836, "neighbourhood")
    assert centre.lat == pytest.approx(4.65)
    assert centre.lon == pytest.approx(-74.0867, abs=0.01)
    assert cell_centre(4.6537, -74.0836, "exact") == Point(4.6537, -74.0836)


@given(st.lists(st.tuples(st.floats(-0.009, 0.009), st.floats(-0.009, 0.009)), min_size=2, max_size=20))
def test_averaging_many_answers_tells_no_more_than_one(offsets: list[tuple[float, float]]) -> None:
    answers = {cell_centre(10.01 + a, 10.01 + b, "neighbourhood").lat for a, b in offsets}
    assert len(answers) == 1


def test_cells_are_about_as_wide_as_high_in_the_north() -> None:
    centre = cell_centre(69.65, 18.96, "neighbourhood")
    east = next(
        cell_centre(69.65, 18.96 + step / 1000, "neighbourhood")
        for step in range(1, 200)
        if cell_centre(69.65, 18.96 + step / 1000, "neighbourhood") != centre
    )
    assert distance_km(centre.lat, centre.lon, east.lat, east.lon) == pytest.approx(2.2, abs=0.2)


def test_an_unknown_precision_is_refused() -> None:
    with pytest.raises(ValueError, match="vague"):
        cell_centre(0, 0, "vague")


def test_antipodes_are_not_beyond_the_arcsine() -> None:
    assert distance_km(0, 0, 0, 180) == pytest.approx(math.pi * 6371.0088)
