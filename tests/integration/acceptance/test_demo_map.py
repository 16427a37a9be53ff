"""The map of the demo: every event with a point stands on it, on the right side of the date line, as near as it may."""

import json
from typing import Any
from urllib.request import urlopen

import pytest

from tests.support.demo_site import SLUG, demo_seed
from tests.support.map_points import rows_of
from tests.support.web_server import WebServer


@pytest.fixture(scope="module")
def points(demo: WebServer) -> dict[str, Any]:
    with urlopen(demo.url(f"/c/{SLUG}/map/points.json")) as answer:
        found: dict[str, Any] = json.load(answer)
    return found


@pytest.fixture(scope="module")
def features(demo: WebServer) -> list[dict[str, Any]]:
    with urlopen(demo.url(f"/c/{SLUG}/events.geojson")) as answer:
        assert answer.headers["Content-Type"].startswith("application/geo+json")
        found: list[dict[str, Any]] = json.load(answer)["features"]
    return found


def placed() -> list[dict[str, Any]]:
    """Return what the file of the demo has a point for."""
    return [action for action in demo_seed()["actions"] if action["lat"] is not None]


def test_every_event_with_a_point_is_in_both_files(points: dict[str, Any], features: list[dict[str, Any]]) -> None:
    towns = sorted(action["city"] for action in placed())
    assert sorted(points["towns"]) == towns
    assert sorted(f["properties"]["city"] for f in features if f["geometry"]) == towns


def test_the_files_and_the_page_say_how_many_have_no_point(
    points: dict[str, Any], features: list[dict[str, Any]], demo: WebServer
) -> None:
    without = len(demo_seed()["actions"]) - len(placed())
    assert points["unplaced"] + points["online"] == without
    assert sum(feature["geometry"] is None for feature in features) == without
    with urlopen(demo.url(f"/en/c/{SLUG}/map/")) as answer:
        assert f"{points['online']} is online" in answer.read().decode()


def test_points_are_where_the_file_says_as_near_as_a_world_map_needs(points: dict[str, Any]) -> None:
    found = {(row[5], row[3]): (row[1], row[2]) for row in rows_of(points)}
    for action in placed():
        if action["address_visibility"] == "rsvp-confirmed":
            continue
        lon, lat = found[action["city"], action["title"]]
        assert abs(lon - action["lon"]) < 0.001, action["slug"]
        assert abs(lat - action["lat"]) < 0.001, action["slug"]


def test_apia_lies_west_and_taveuni_east_of_the_line(features: list[dict[str, Any]]) -> None:
    longitudes = {f["properties"]["city"]: f["geometry"]["coordinates"][0] for f in features if f["geometry"]}
    assert -173 < longitudes["Apia"] < -170
    assert 179.5 < longitudes["Taveuni"] <= 180 or longitudes["Taveuni"] == -180


def test_a_withheld_place_is_a_coarse_point(features: list[dict[str, Any]]) -> None:
    (quito,) = [feature for feature in features if feature["properties"]["city"] == "Quito"]
    private = next(action for action in placed() if action["city"] == "Quito")
    assert quito["properties"]["precision"] == "area"
    assert quito["properties"]["address"] is None
    lon, lat = quito["geometry"]["coordinates"]
    assert (round(lat, 4), round(lon, 4)) != (round(private["private_lat"], 4), round(private["private_lon"], 4))
    assert abs(lat - private["private_lat"]) < 0.02
