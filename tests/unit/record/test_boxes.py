"""A part of the map: read from an address, drawn around events, exact at its edges and over the date line."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizer.record.boxes import Box, box_around, read_box
from organizer.record.filters import Filters, read_filters
from organizer.record.finding import find
from organizer.record.types import EventRecord
from tests.support.records import make_event, make_place

LON = st.floats(-180, 180).map(lambda lon: round(lon, 9)) | st.integers(-180, 180).map(float)
LAT = st.floats(-90, 90).map(lambda lat: round(lat, 9))


def at(lat: float | None, lon: float | None) -> EventRecord:
    return make_event(place=make_place(lat=lat, lon=lon))


@given(st.lists(st.tuples(LAT, LON), min_size=1, max_size=8))
def test_a_box_as_written_in_an_address_holds_what_it_was_drawn_around(places: list[tuple[float, float]]) -> None:
    events = [at(*place) for place in places]

    box = read_box(str(box_around(events)))

    assert box is not None
    assert all(box.holds(event) for event in events)


def test_a_box_over_the_date_line_is_narrow_and_holds_both_sides() -> None:
    fiji, samoa, taveuni = at(-18.1, 178.4), at(-13.8, -171.8), at(-16.8, 180.0)

    box = box_around([samoa, fiji])

    assert str(box) == "178.4,-18.1,-171.8,-13.8"
    assert [box.holds(one) for one in (fiji, samoa, taveuni, at(-16.8, -180.0))] == [True] * 4
    assert not any(
        box.holds(one) for one in (at(-16, 0), at(-16, 178.3), at(-16, -171.7), at(-18.2, 179), at(None, None))
    )


@pytest.mark.parametrize(
    "text",
    ["", "1,2,3", "1,2,3,4,5", "a,b,c,d", "1,9,3,4", "181,1,2,3", "1,-91,2,3", "nan,1,2,3", "1e2,1,2,3", "١,٢,٣,٤", "9" * 500],
)  # fmt: skip
def test_what_is_no_box_is_left_out(text: str) -> None:
    assert read_box(text) is None
    assert read_filters({"box": text}) == Filters()


def test_a_box_is_a_filter_like_others_and_can_be_taken_away() -> None:
    filters = read_filters({"box": "5.5,-1,-7.25,2", "country": "de"})

    assert filters.box == Box(5.5, -1, -7.25, 2)
    assert filters.pairs() == [("country", "DE"), ("box", "5.5,-1,-7.25,2")]
    assert filters.without("box") == Filters(country="DE")
    assert filters.is_free_text


def test_a_box_lets_pass_what_lies_in_it() -> None:
    events = [
        replace(at(10, 20), code="inside"),
        replace(at(10, 20.001), code="beside"),
        replace(at(None, None), code="online"),
    ]

    found = find(events, Filters(box=Box(19, 9, 20, 11))).found

    assert [one.event.code for one in found] == ["inside"]
