"""Our open data before the rules of RFC 7946, written down from its text; and the rules before what breaks them."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from organizer.editions.maps.geojson import render_geojson
from organizer.record.types import Mode, Place
from tests.support.records import demo_records, make_event, make_place

_NEVER_IN = {
    "FeatureCollection": {"coordinates", "geometries", "geometry", "properties"},
    "Feature": {"coordinates", "geometries", "features"},
    "Point": {"geometry", "properties", "features"},
}


def faults(document: Any) -> list[str]:
    """Name what RFC 7946 does not allow in a FeatureCollection of points."""
    if not isinstance(document, dict) or document.get("type") != "FeatureCollection":
        return ["3.3: type is FeatureCollection"]
    if not isinstance(document.get("features"), list):
        return ["3.3: features is an array"]
    found = [*_members(document), *(["4: no crs"] if "crs" in document else [])]
    ids = [feature.get("id") for feature in document["features"]]
    found += ["3.2: an id names one feature"] if len(set(ids)) != len(ids) else []
    return found + [fault for feature in document["features"] for fault in _feature(feature)]


def _members(value: dict[str, Any]) -> Iterator[str]:
    if _NEVER_IN[value["type"]] & set(value):
        yield "7.1: a member of another type"


def _feature(feature: dict[str, Any]) -> Iterator[str]:
    if feature.get("type") != "Feature" or not {"geometry", "properties"} <= set(feature):
        yield "3.2: a feature has type, geometry and properties"
        return
    yield from _members(feature)
    if not isinstance(feature["properties"], dict | None):
        yield "3.2: properties is an object or null"
    if "id" in feature and (isinstance(feature["id"], bool) or not isinstance(feature["id"], str | int | float)):
        yield "3.2: an id is a string or a number"
    geometry = feature["geometry"]
    if geometry is None:
        return
    if geometry.get("type") != "Point":
        yield "3.1.2: a point"
        return
    yield from _members(geometry)
    position = geometry.get("coordinates")
    if not isinstance(position, list) or not 2 <= len(position) <= 3:
        yield "3.1.1: two or three numbers"
    elif any(isinstance(one, bool) or not isinstance(one, int | float) for one in position):
        yield "3.1.1: numbers"
    elif abs(position[0]) > 180 or abs(position[1]) > 90:
        yield "4: longitude, then latitude, in degrees"


def test_our_open_data_keeps_the_rules() -> None:
    _, events = demo_records()
    places = [(-171.765, -13.8333), (180.0, -16.8), (-180.0, 0.0), (0.0, 90.0), (0.0, -90.0)]
    more = [make_event(code=f"p{n}", place=make_place(lon=lon, lat=lat)) for n, (lon, lat) in enumerate(places)]
    online = make_event(code="online", mode=Mode.ONLINE, place=Place())

    assert faults(json.loads(render_geojson([*events, *more, online], name="17N"))) == []
    assert faults(json.loads(render_geojson([], name="17N"))) == []


def _feature_with(**changes: Any) -> dict[str, Any]:
    usual = {"type": "Feature", "id": "a", "properties": {}, "geometry": {"type": "Point", "coordinates": [13.4, 52.5]}}
    return {"type": "FeatureCollection", "features": [usual | changes]}


@pytest.mark.parametrize(
    "document",
    [
        [],
        {"type": "Feature"},
        {"type": "FeatureCollection", "features": {}},
        _feature_with() | {"crs": {}},
        _feature_with() | {"coordinates": []},
        _feature_with(geometry={"type": "Point", "coordinates": [4.6, -174.1, 1, 2]}),
        _feature_with(geometry={"type": "Point", "coordinates": [52.5, 113.4]}),
        _feature_with(geometry={"type": "Point", "coordinates": ["13.4", "52.5"]}),
        _feature_with(geometry={"type": "Point", "coordinates": [None, None]}),
        _feature_with(geometry={}),
        _feature_with(properties=[]),
        _feature_with(id=None),
        _feature_with(features=[]),
        {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {}}]},
        {"type": "FeatureCollection", "features": 2 * _feature_with()["features"]},
    ],
    ids=str,
)
def test_what_breaks_a_rule_is_seen(document: Any) -> None:
    assert faults(document) != []


def test_what_the_rules_allow_is_no_fault() -> None:
    assert faults(_feature_with()) == []
    assert faults(_feature_with(geometry=None, properties=None)) == []
