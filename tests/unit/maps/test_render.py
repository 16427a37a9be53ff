"""Map data from the record: RFC 7946, the compact file, and the counts that must add up."""

import json
from dataclasses import replace
from typing import Any

import pytest

from organizer.editions.maps.render import render_geojson, render_points
from organizer.foundation.core.languages import Text
from organizer.record.on_map import count_on_map
from organizer.record.types import EventRecord, EventStatus, Mode, Place
from tests.support.records import demo_records, make_event, make_place, make_time

HOSTILE = '</script><b>"\\\u2028 & x'


def features(*events: EventRecord) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(render_geojson(events, name="17N"))["features"]
    return found


def points(*events: EventRecord) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(render_points(events))
    return found


def test_a_feature_is_what_the_standard_asks_for() -> None:
    [feature] = features(make_event())

    assert set(feature) == {"type", "id", "geometry", "properties"}
    assert feature["type"] == "Feature"
    assert feature["id"] == "k7m3q9"


def test_longitude_comes_first() -> None:
    [feature] = features(make_event())

    assert feature["geometry"] == {"type": "Point", "coordinates": [13.3777, 52.5163]}


def test_an_event_without_a_point_has_no_geometry_but_stays() -> None:
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
    assert points(removed)["events"] == []


def test_a_row_of_our_map_is_code_point_title_start_town_and_state() -> None:
    assert points(make_event())["events"] == [
        ["k7m3q9", 13.378, 52.516, "March for land and water", 1826467200, "Berlin", "confirmed"]
    ]


def test_a_cancelled_event_stays_on_the_map_and_says_so() -> None:
    assert points(make_event(status=EventStatus.CANCELLED))["events"][0][-1] == "cancelled"


def test_counts_add_up_to_the_list() -> None:
    there = make_event()
    nowhere = make_event(code="b22222", place=make_place(lat=None, lon=None, is_exact=False))
    online = make_event(code="c22222", mode=Mode.ONLINE, place=Place())

    counts = count_on_map([there, nowhere, online])

    assert (counts.on_map, counts.without_place, counts.online) == (1, 1, 1)
    found = points(there, nowhere, online)
    assert (len(found["events"]), found["unplaced"], found["online"]) == (1, 1, 1)


def test_the_demo_is_whole_on_both_files() -> None:
    _, events = demo_records()

    found, counts = points(*events), count_on_map(events)

    assert len(features(*events)) == len(events)
    assert len(found["events"]) + found["unplaced"] + found["online"] == len(events)
    assert counts.on_map == len(found["events"])


def test_islands_on_both_sides_of_the_date_line_keep_their_own_side() -> None:
    apia = make_event(code="apia22", place=make_place(lat=-13.8333, lon=-171.765))
    taveuni = make_event(code="tave22", place=make_place(lat=-16.799, lon=180.0, is_exact=False))
    suva = make_event(code="suva22", place=make_place(lat=-18.1411, lon=178.4237))

    longitudes = {row[0]: row[1] for row in points(apia, taveuni, suva)["events"]}

    assert longitudes == {"apia22": -171.765, "tave22": 180.0, "suva22": 178.424}


def test_hostile_words_come_through_as_they_are_and_harm_no_reader() -> None:
    event = make_event(title=Text(HOSTILE, "en"), group_name=HOSTILE)

    assert features(event)[0]["properties"]["title"] == HOSTILE
    assert points(event)["events"][0][3] == HOSTILE


def test_the_same_record_gives_the_same_bytes() -> None:
    _, events = demo_records()

    assert render_geojson(events, name="17N") == render_geojson(tuple(events), name="17N")
    assert render_points(events) == render_points([replace(event) for event in events])
