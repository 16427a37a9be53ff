import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from organizer.foundation.core.projection import (
    MAP_HEIGHT,
    MAP_WIDTH,
    WHOLE_MAP,
    frame_around,
    project,
    turn,
)

SUVA, TAVEUNI, APIA, HONOLULU = (178.4, -18.1), (180.0, -16.8), (-171.8, -13.8), (-157.9, 21.3)


@pytest.mark.parametrize(
    ("lon", "turned"), [(-169, -169), (-169.1, 190.9), (180, 180), (-180, 180), (0, 0), (191, -169)]
)
def test_longitudes_are_counted_from_the_bering_strait(lon: float, turned: float) -> None:
    assert turn(lon) == pytest.approx(turned)


@given(st.floats(-180, 180), st.floats(-90, 90))
def test_every_place_stands_on_the_map(lon: float, lat: float) -> None:
    x, y = project(lon, lat)
    assert 0 <= x <= MAP_WIDTH
    assert 0 <= y <= MAP_HEIGHT


def test_samoa_and_fiji_stand_side_by_side_on_the_right() -> None:
    xs = [project(*place)[0] for place in (SUVA, TAVEUNI, APIA)]
    assert xs == sorted(xs)
    assert xs[0] > MAP_WIDTH * 0.95
    assert xs[2] - xs[0] < 40


def test_hawaii_stands_on_the_left() -> None:
    assert project(*HONOLULU)[0] < MAP_WIDTH * 0.05


def test_a_degree_is_as_wide_as_high() -> None:
    (x1, y1), (x2, y2) = project(0, 0), project(30, -30)
    assert x2 - x1 == pytest.approx(y2 - y1, abs=0.2)


def test_another_size_has_the_same_shape() -> None:
    x, y = project(10, 10)
    assert project(10, 10, MAP_WIDTH * 2, MAP_HEIGHT * 2) == pytest.approx((2 * x, 2 * y), abs=0.2)


@example([(359.0, 0.0), (1057.0, 0.0)])
@given(st.lists(st.tuples(st.floats(0, MAP_WIDTH), st.floats(0, MAP_HEIGHT)), min_size=1, max_size=6))
def test_a_frame_holds_all_its_points_and_nothing_beyond_the_map(points: list[tuple[float, float]]) -> None:
    frame = frame_around(points)

    assert 1 <= frame.scale <= 10
    assert frame.x >= 0
    assert frame.y >= 0
    assert frame.x + MAP_WIDTH / frame.scale <= MAP_WIDTH + 0.2
    assert frame.y + MAP_HEIGHT / frame.scale <= MAP_HEIGHT + 0.2
    for x, y in (frame.place(*point) for point in points):
        assert -1 <= x <= MAP_WIDTH + 1
        assert -1 <= y <= MAP_HEIGHT + 1


def test_a_frame_around_one_point_has_it_in_the_middle_and_around_none_is_the_world() -> None:
    frame = frame_around([(600, 240)])

    assert (frame.scale, frame.place(600, 240)) == (10, (600, 240))
    assert frame_around([]) == WHOLE_MAP


def test_a_frame_across_the_date_line_is_not_the_whole_world() -> None:
    fiji, samoa = project(178.4, -18.1), project(-171.8, -13.8)

    assert frame_around([fiji, samoa]).scale > 5
