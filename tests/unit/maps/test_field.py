"""Clusters: whoever looks at whatever box, the counts are those of the list; and boxes that are none are refused."""

import json
import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from organizer.editions.maps.clusters import render_cell, render_clusters
from organizer.editions.maps.curve import BITS, common_level, number_of, stretch
from organizer.editions.maps.field import Field, bounds_of
from organizer.editions.maps.view import TOP_ZOOM, BadView, View, read_cells, read_view, read_zoom
from organizer.record.types import EventRecord
from tests.support.records import make_event, make_place

_EDGES = (-180.0, -179.999, -169.0, -168.999, 0.0, 180.0, 179.999)
longitudes = st.sampled_from(_EDGES) | st.floats(-180, 180).map(lambda lon: round(lon, 3))
latitudes = st.sampled_from((-90.0, 90.0, 0.0, 45.0)) | st.floats(-90, 90).map(lambda lat: round(lat, 3))
points = st.lists(st.tuples(longitudes, latitudes), max_size=60)
_MODEL = make_event()


def field_of(places: list[tuple[float, float]]) -> Field:
    return Field(tuple(event_at(lon, lat, f"e{number}") for number, (lon, lat) in enumerate(places)))


def event_at(lon: float, lat: float, code: str = "e") -> EventRecord:
    return replace(_MODEL, code=code, uid=code, place=make_place(lat=lat, lon=lon))


def holds(view: View, lon: float, lat: float) -> bool:
    """Tell whether a point lies in a view, by plain arithmetic: nothing here knows of the curve."""
    wide = 2**view.zoom
    column = math.floor((lon + 169) % 360 / 360 * wide)
    row = math.floor((0.5 - math.asinh(math.tan(math.radians(lat))) / math.tau) * wide)
    row = max(0, min(row, wide - 1))
    columns = {column % wide for column in range(view.west, view.east)}
    return column in columns and view.north <= row < view.south


@settings(max_examples=80, deadline=None)
@given(places=points, zoom=st.integers(0, 5), west=longitudes, east=longitudes, one=latitudes, other=latitudes)
def test_clusters_of_any_box_are_as_many_events_as_lie_in_it(
    places: list[tuple[float, float]], zoom: int, west: float, east: float, one: float, other: float
) -> None:
    south, north = sorted((one, other))
    view = read_view(f"{west},{south},{east},{north}", str(zoom))

    data = json.loads(render_clusters(field_of(places), view))

    within = sum(holds(view, lon, lat) for lon, lat in places)
    assert sum(cell[3] for cell in data["cells"]) == data["count"] == within


@settings(max_examples=25, deadline=None)
@given(places=points, zoom=st.integers(0, 4))
def test_clusters_of_the_whole_world_are_all_events(places: list[tuple[float, float]], zoom: int) -> None:
    field = field_of(places)
    for box in ("", "-180,-90,180,90", "-169,-90,191,90", "-360,-90,0,90"):
        data = json.loads(render_clusters(field, read_view(box, str(zoom))))
        assert data["count"] == len(places)


@settings(max_examples=25, deadline=None)
@given(places=points, zoom=st.integers(0, 4))
def test_the_events_of_all_clusters_are_all_events_each_once(places: list[tuple[float, float]], zoom: int) -> None:
    field = field_of(places)
    numbers = [cell.number for cell in field.cells(read_view("", str(zoom)))]

    found = [event.code for number in numbers for event in field.of_cells([number], zoom)]

    assert sorted(found) == sorted(f"e{number}" for number in range(len(places)))


@given(lon=longitudes, lat=latitudes)
def test_a_point_lies_in_its_square_of_every_level(lon: float, lat: float) -> None:
    number = number_of(lon, lat)
    assert 0 <= number < 1 << 2 * BITS
    for level in range(TOP_ZOOM + 4):
        first, after = stretch(number >> 2 * (BITS - level), level)
        assert first <= number < after


def test_the_view_that_was_asked_for_lies_in_the_one_that_is_answered() -> None:
    data = json.loads(render_clusters(field_of([]), read_view("5.9,45.8,10.5,47.8", "6")))

    west, south, east, north = data["bbox"]
    assert (west <= 5.9, south <= 45.8, east >= 10.5, north >= 47.8) == (True,) * 4


def test_a_box_across_the_antimeridian_holds_both_sides_and_not_the_rest() -> None:
    field = field_of([(178.4, -18.1), (-171.8, -13.8), (-180, -17), (180, -17), (0, -17), (-77, -12)])

    for box in ("170,-20,-168,-10", "170,-20,192,-10", "-190,-20,-168,-10"):
        data = json.loads(render_clusters(field, read_view(box, "5")))
        assert data["count"] == 4, box
        assert data["bbox"][0] > data["bbox"][2]


def test_marks_stand_in_the_middle_of_their_events_also_across_the_line() -> None:
    (cell,) = json.loads(render_clusters(field_of([(179.8, 1.0), (-179.8, 3.0)]), read_view("", "0")))["cells"]

    assert abs(cell[1]) == 180
    assert cell[2] == 2


def test_a_cell_says_from_which_zoom_on_it_is_several() -> None:
    far, near, same = [(10.0, 50.0), (10.9, 50.0)], [(10.0, 50.0), (10.01, 50.0)], [(10.0, 50.0)] * 2

    opens = []
    for places in (far, near, same):
        (cell,) = json.loads(render_clusters(field_of(places), read_view("", "0")))["cells"]
        opens.append(cell[4])
        if cell[4] is not None:
            counts = [
                len(list(field_of(places).cells(read_view("9.99,49.9,11,50.1", str(zoom)))))
                for zoom in (cell[4] - 1, cell[4])
            ]
            assert counts == [1, 2]

    assert opens[0] < opens[1] <= TOP_ZOOM
    assert opens[2] is None
    assert common_level(5, 5) == BITS


def test_the_events_of_a_cell_come_in_pages_by_their_start() -> None:
    field = field_of([(10.0, 50.0)] * 120)

    pages = [json.loads(render_cell(field.events, page)) for page in (1, 2, 3, 99)]

    assert [len(page["events"]) for page in pages] == [50, 50, 20, 20]
    assert {page["count"] for page in pages} == {120}
    assert len({row[0] for page in pages for row in page["events"]}) == 120
    assert pages[3]["page"] == 3


def test_bounds_reach_across_the_line() -> None:
    assert bounds_of(()) is None
    west, _, east, _ = bounds_of([event_at(178.4, -18.1), event_at(-171.8, -13.8)]) or (0, 0, 0, 0)
    assert (west, east) == (178.4, 188.2)


@pytest.mark.parametrize(
    ("bbox", "zoom"),
    [
        ("1,2,3", "1"), ("1,2,3,4,5", "1"), ("a,b,c,d", "1"), ("nan,nan,nan,nan", "1"), ("inf,0,1,1", "1"),
        ("0,10,10,0", "1"), ("0,-91,10,0", "1"), ("0,0,10,91", "1"), ("-361,0,0,1", "1"), ("0,0,1e9,1", "1"),
        ("٠,٠,١,١", "1"), (",,,", "1"), (" ", "1"), ("0" * 5000, "1"), ("\x00", "1"),
        ("", "-1"), ("", "13"), ("", "1.5"), ("", "x"), ("", "٣"), ("", "9" * 5000), ("", "²"),
        ("-180,-90,180,90", "12"),
    ],
)  # fmt: skip
def test_what_is_no_view_is_refused_with_words(bbox: str, zoom: str) -> None:
    with pytest.raises(BadView, match=r"(?:bbox|zoom): .{10}"):
        read_view(bbox, zoom)


def test_cells_are_numbers_and_not_too_many() -> None:
    assert read_cells(["1", "22"]) == [1, 22]
    assert read_zoom("12") == 12
    for texts in (["x"], ["-1"], ["1"] * 65, ["1" * 17], ["²"], [""]):
        with pytest.raises(BadView):
            read_cells(texts)
