"""Open data from the record: RFC 7946."""

import json
from typing import Any

import pytest

from organizer.editions.maps.geojson import render_geojson
from organizer.foundation.core.languages import Text
from organizer.record.types import EventRecord, EventStatus, Mode, Place
from tests.support.records import make_event, make_place, make_time

HOSTILE = '</script><b>"\\\u2028 & x'


def features(*events: EventRecord) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(render_geojson(events, name="17N"))["features"]
    return found


def test_a_feature_is_what_the_standard_asks_for() -> None:
    [feature] = features(make_event())

    assert set(feature) == {"type", "id", "geometry", "properties"}
    assert feature["type"] == "Feature"
    assert feature["id"] == "k7m3q9"


def test_longitude_comes_first() -> None:
    [feature] = features(make_event())

    assert feature["geometry"] == {"type": "Point", "coordinates": [13.3777, 52.5163]}


def test_b74_an_event_without_a_point_has_no_geometry_but_stays() -> None:
    [feature] = features(make_event(mode=Mode.ONLINE, place=Place()))

    assert feature["geometry"] is None
    assert feature["properties"]["precision"] is None


@pytest.mark.parametrize(("is_exact", "words"), [(True, "exact"), (False, "area")])
def test_a_feature_says_how_its_point_may_be_read(is_exact: bool, words: str) -> None:
    [feature] = features(make_event(place=make_place(is_exact=is_exact)))

    assert feature["properties"]["precision"] == words


def test_a_coarse_point_gets_no_more_places_than_it_means() -> None:
    place = make_place(lat=-0.2134567, lon=-78.4851234, is_exact=False, is_withheld=True)

    [feature] = features(make_event(place=place))

    assert feature["geometry"]["coordinates"] == [-78.485, -0.213]


def test_a_time_is_the_clock_on_the_square_with_its_offset() -> None:
    kathmandu = make_time("2027-11-17T13:15", "2027-11-17T15:00", "Asia/Kathmandu")
    vancouver = make_time("2027-11-17T12:00", None, "America/Vancouver")

    first, second = features(make_event(time=kathmandu), make_event(time=vancouver))

    assert first["properties"]["start"] == "2027-11-17T13:15:00+05:45"
    assert second["properties"]["start"].startswith("2027-11-17T12:00:00-0")
    assert second["properties"]["end"] is None
    assert first["properties"]["start_utc"] == "2027-11-17T07:30:00Z"


def test_an_event_of_whole_days_has_days_and_no_hours() -> None:
    days = make_time("2027-11-17T00:00", "2027-11-19T00:00", all_day=True)

    [feature] = features(make_event(time=days))

    assert feature["properties"]["start"] == "2027-11-17"


def test_nothing_is_left_of_a_removed_event() -> None:
    removed = make_event(status=EventStatus.REMOVED, code="gone22")

    assert features(removed) == []


def test_hostile_words_come_through_as_they_are_and_harm_no_reader() -> None:
    event = make_event(title=Text(HOSTILE, "en"), group_name=HOSTILE)

    assert features(event)[0]["properties"]["title"] == HOSTILE
