"""The compact file of our map: everything on it, in as few bytes as it takes, and counts that add up."""

import json
from dataclasses import replace
from typing import Any

from organizer.editions.maps.clusters import render_clusters
from organizer.editions.maps.field import Field
from organizer.editions.maps.placed import Kept, place
from organizer.editions.maps.points import render_names, render_points
from organizer.editions.maps.view import read_view
from organizer.foundation.core.languages import Text
from organizer.record.types import EventRecord, EventStatus, Mode, Place
from tests.support.map_points import rows_of
from tests.support.records import demo_records, make_event, make_place

NOWHERE = make_place(lat=None, lon=None, is_exact=False)


def points(*events: EventRecord) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(render_points(place(events)))
    return found


def test_a_row_of_our_map_is_code_point_title_start_town_and_state() -> None:
    assert rows_of(points(make_event())) == [
        ["k7m3q9", 13.378, 52.516, "March for land and water", 1826467200, "Berlin", "confirmed"]
    ]


def test_a_cancelled_event_stays_on_the_map_and_says_so() -> None:
    rows = rows_of(points(make_event(), make_event(code="b22222", status=EventStatus.CANCELLED)))

    assert [row[-1] for row in rows] == ["confirmed", "cancelled"]


def test_nothing_is_left_of_a_removed_event() -> None:
    assert points(make_event(status=EventStatus.REMOVED))["count"] == 0


def test_counts_add_up_to_the_list() -> None:
    events = [
        make_event(),
        make_event(code="b22222", place=NOWHERE),
        make_event(code="c22222", mode=Mode.ONLINE, place=Place()),
    ]

    found = points(*events)

    assert (found["count"], found["unplaced"], found["online"]) == (1, 1, 1)
    assert len(rows_of(found)) == 1


def test_the_demo_is_whole() -> None:
    _, events = demo_records()
    found = points(*events)

    assert len(rows_of(found)) == found["count"]
    assert found["count"] + found["unplaced"] + found["online"] == len(events)


def test_islands_on_both_sides_of_the_date_line_keep_their_own_side() -> None:
    apia = make_event(code="apia22", place=make_place(lat=-13.8333, lon=-171.765))
    taveuni = make_event(code="tave22", place=make_place(lat=-16.799, lon=180.0, is_exact=False))
    suva = make_event(code="suva22", place=make_place(lat=-18.1411, lon=178.4237))

    longitudes = {row[0]: row[1] for row in rows_of(points(apia, taveuni, suva))}

    assert longitudes == {"apia22": -171.765, "tave22": 180.0, "suva22": 178.424}


def test_of_many_events_the_names_are_a_file_of_their_own() -> None:
    _, events = demo_records()
    placed = place(events)
    file, names = json.loads(render_points(placed, names=10)), render_names(placed)

    assert "titles" not in file
    assert rows_of(file, names) == rows_of(points(*events))


def test_of_very_many_there_is_only_how_many_and_where_about() -> None:
    _, events = demo_records()
    file = json.loads(render_points(place(events), most=10))

    assert "codes" not in file
    west, south, east, north = file["bounds"]
    assert file["count"] == place(events).counts.on_map
    # Counted on from 169° W: Samoa stands beside Fiji.
    assert -169 <= west < east <= 191
    assert south < north


def test_hostile_words_come_through_as_they_are() -> None:
    title = '</script><b>"\\\u2028 & x'

    assert rows_of(points(make_event(title=Text(title, "en"))))[0][3] == title


def test_the_same_record_gives_the_same_bytes() -> None:
    _, events = demo_records()

    assert render_points(place(events)) == render_points(place([replace(event) for event in events]))


def test_after_an_edit_only_what_lies_between_is_made_anew() -> None:
    events = tuple(demo_records()[1])
    made: list[str] = []

    def make(event: EventRecord) -> str:
        made.append(event.code)
        return event.code

    kept = Kept(make)
    edited = replace(events[7], code="edited")
    lists = [
        events, (*events[:7], edited, *events[8:]), (*events[:7], *events[8:]), (edited, *events),
        (*events, edited), events[:0], events, events[::-1], (events[0], events[0]),
    ]  # fmt: skip
    costs = []
    for one in lists:
        made.clear()
        assert kept.of("list", tuple(one)) == [event.code for event in one]
        costs.append(len(made))

    assert costs[:2] == [len(events), 1]
    assert max(costs[2:4]) <= 9


def test_only_some_lists_are_kept() -> None:
    _, events = demo_records()
    made: list[str] = []
    kept = Kept(lambda event: made.append(event.code), size=2)

    for whose in ("a", "b", "c", "a"):
        kept.of(whose, tuple(events))

    assert len(made) == 4 * len(events)


def test_a_list_that_is_asked_for_again_is_told_as_if_for_the_first_time() -> None:
    _, demo = demo_records()
    lists = [tuple(demo)]
    for at in (0, 17, len(demo) - 1):
        event = demo[at]
        for other in (
            replace(event, status=EventStatus.CANCELLED),
            replace(event, status=EventStatus.REMOVED),
            replace(event, place=make_place(lat=-33.4, lon=-70.6)),
            replace(event, mode=Mode.ONLINE, place=Place()),
        ):
            lists += [(*demo[:at], other, *demo[at + 1 :]), (*demo[:at], *demo[at + 1 :])]
    for events in lists:
        placed = place(events, whose="again")
        fresh = [event for event in events if event.status is not EventStatus.REMOVED and event.place.lat is not None]
        assert list(placed.events) == fresh
        assert placed == place(events)
        assert render_points(placed, whose="again") == render_points(place(events))
        assert render_points(placed, whose="again", most=3) == render_points(place(events), most=3)
        field = Field(placed.events, whose="again")
        assert render_clusters(field, read_view("", "2")) == render_clusters(Field(tuple(fresh)), read_view("", "2"))
