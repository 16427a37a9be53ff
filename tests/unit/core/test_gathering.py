"""Marks of a flat map: none touches another, none is lost, and each group has a rectangle of its own."""

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizer.foundation.core.gathering import MapGroup, MapPoint, gather

POINTS = st.lists(st.tuples(st.floats(0, 1200), st.floats(0, 480)), max_size=40)


def named(places: list[tuple[float, float]]) -> list[MapPoint]:
    return [MapPoint(x, y, str(number)) for number, (x, y) in enumerate(places)]


@given(POINTS, st.floats(1, 200))
def test_gathering_loses_nobody_and_invents_nobody(places: list[tuple[float, float]], radius: float) -> None:
    points = named(places)
    keys = [key for group in gather(points, radius) for key in group.keys]
    assert sorted(keys) == sorted(point.key for point in points)


@given(POINTS)
def test_gathering_does_not_depend_on_the_order(places: list[tuple[float, float]]) -> None:
    points = named(places)
    assert gather(points, 30) == gather(reversed(points), 30)


@given(POINTS, st.sampled_from([30.0, 90.0]))
def test_no_point_of_another_group_lies_in_a_groups_rectangle(places: list[tuple[float, float]], radius: float) -> None:
    points = named(places)
    by_key = {point.key: point for point in points}
    for group in gather(points, radius):
        members = [by_key[key] for key in group.keys]
        xs, ys = [point.x for point in members], [point.y for point in members]
        inside = {p.key for p in points if min(xs) <= p.x <= max(xs) and min(ys) <= p.y <= max(ys)}
        assert inside == set(group.keys)


def test_marks_that_would_touch_become_one_between_them() -> None:
    groups = gather([MapPoint(10, 10, "a"), MapPoint(20, 10, "b"), MapPoint(200, 10, "c")], 30)
    assert [(group.x, group.keys) for group in groups] == [(15.0, ("a", "b")), (200, ("c",))]


@pytest.mark.parametrize("radius", [30, 90])
def test_marks_stand_apart_where_thousands_crowd_together(radius: float) -> None:
    chance = random.Random(17)
    points = named([(chance.gauss(600, 60), chance.gauss(240, 60)) for _ in range(2000)])

    groups = gather(points, radius)

    assert len(groups) > 3
    assert min(distance(one, other) for one in groups for other in groups if one is not other) > radius - 1


def test_one_point_alone_stands_where_it_is() -> None:
    assert gather([MapPoint(3.3, 4.4, "a")], 30) == [MapGroup(3.3, 4.4, ("a",))]
    assert gather([], 30) == []


def distance(one: MapGroup, other: MapGroup) -> float:
    return math.hypot(one.x - other.x, one.y - other.y)
