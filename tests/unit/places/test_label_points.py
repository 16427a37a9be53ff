"""A country's name stands on its own land, where it is wide."""

from organizer.places.countries import country_codes
from organizer.places.label_points import label_points
from organizer.places.shapes import shapes


def test_every_name_stands_on_its_own_country() -> None:
    astray = [
        point.country
        for point in label_points()
        if point.room > 1
        and not any(piece.contains(point.lat, point.lon) for piece in shapes()[point.country].polygons)
    ]
    assert astray == []


def test_the_widest_come_first_and_each_country_once() -> None:
    points = label_points()
    codes = [point.country for point in points]

    assert set(codes) <= set(country_codes())
    assert len(codes) == len(set(codes))
    assert [point.room for point in points] == sorted((point.room for point in points), reverse=True)
    assert {"RU", "CA", "AU", "BR"} <= set(codes[:10])
