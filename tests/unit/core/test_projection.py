import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizer.foundation.core.projection import (
    MAP_HEIGHT,
    MAP_WIDTH,
    WHOLE_MAP,
    MapPoint,
    frame_around,
    gather,
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


POINTS = st.lists(st.tuples(st.floats(0, 1200), st.floats(0, 480)), max_size=40)


@given(POINTS, st.floats(1, 200))
def test_gathering_loses_nobody_and_invents_nobody(places: list[tuple[float, float]], radius: float) -> None:
    points = [MapPoint(x, y, str(number)) for number, (x, y) in enumerate(places)]
    keys = [key for group in gather(points, radius) for key in group.keys]
    assert sorted(keys) == sorted(point.key for point in points)


@given(POINTS)
def test_gathering_does_not_depend_on_the_order(places: list[tuple[float, float]]) -> None:
    points = [MapPoint(x, y, str(number)) for number, (x, y) in enumerate(places)]
    assert gather(points, 30) == gather(reversed(points), 30)


def test_marks_that_would_touch_become_one_between_them() -> None:
    groups = gather([MapPoint(10, 10, "a"), MapPoint(20, 10, "b"), MapPoint(200, 10, "c")], 30)
    assert [(group.x, group.keys) for group in groups] == [(15.0, ("a", "b")), (200, ("c",))]


def test_first_members_of_groups_keep_their_distance() -> None:
    points = [MapPoint(x * 7.0 % 300, x * 13.0 % 200, f"{x:03}") for x in range(60)]
    firsts = [
        next(p for p in sorted(points, key=lambda p: (p.x, p.y, p.key)) if p.key in g.keys) for g in gather(points, 30)
    ]
    assert all(math.hypot(a.x - b.x, a.y - b.y) >= 30 for a in firsts for b in firsts if a is not b)


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
