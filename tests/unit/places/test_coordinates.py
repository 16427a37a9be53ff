"""Positions as people paste them: numbers, degrees and minutes in every writing, links of maps, plus codes."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizer.places.coordinates import read_degrees, read_position
from organizer.places.geometry import Point, distance_km
from tests.support.shared import shared_path

BOGOTA = Point(4.711, -74.072)
COLOGNE = Point(50.92, 6.96)


@pytest.mark.parametrize(
    "text",
    [
        "4.711, -74.072", "4.711,-74.072", "4.711 -74.072", "4,711 / -74,072", "4,711; -74,072", "4,711, -74,072",
        "4,711 -74,072", "4,711,-74,072", "(4.711, -74.072)", "4.711\t-74.072", "4.711\n-74.072", "4.711|-74.072",
        "4.711° N, 74.072° W", "4.711N 74.072W", "N 4.711 W 74.072", "74.072W 4.711N", "+4.711, −74.072",
        "4.711°, -74.072°", "lat: 4.711 lon: -74.072", "lng=-74.072, lat=4.711", "Latitud 4,711; longitud -74,072",
        "４．７１１, －７４．０７２", "٤٫٧١١، -٧٤٫٠٧٢", "۴٫۷۱۱، -۷۴٫۰۷۲", "\u200e4.711, -74.072\u200e", "4.711 -74.072 2625 0",
        "4°42′39.6″N 74°04′19.2″W", "4°42'39.6\"N, 74°04'19.2\"O", "4º 42' 39,6'' N 74º 4' 19,2'' O",
        "4 42 39.6 N 74 4 19.2 W", "4° 42.66' N, 74° 4.32' W", "4d42m39.6s N 74d4m19.2s W", "-74°04'19.2\"E 4°42'39.6\"N",
        "北纬4°42′39.6″ 西经74°04′19.2″", "4°42′39.6″ с. ш. 74°04′19.2″ з. д.", "4.711 norte, 74.072 oeste",
        "geo:4.711,-74.072", "geo:4.711,-74.072;u=35", "geo:0,0?q=4.711,-74.072(Casa)", "GEO:4.711,-74.072,2600",
        "https://www.openstreetmap.org/?mlat=4.711&mlon=-74.072#map=17/4.7/-74.1",
        "https://www.openstreetmap.org/#map=17/4.71100/-74.07200", "openstreetmap.org/#map=17/4.711/-74.072&layers=H",
        "https://www.google.com/maps/@4.711,-74.072,17z", "https://maps.google.com/?q=4.711,-74.072",
        "https://www.google.com/maps/search/?api=1&query=4.711%2C-74.072", "https://maps.google.com/maps?q=loc:4.711,-74.072",
        "https://www.google.com/maps/place/Casa/@4.7,-74.1,17z/data=!3m1!4b1!4m6!3m5!1s0x8e3f:0x9a!8m2!3d4.711!4d-74.072!16s",
        "https://www.google.com/maps/place/4.711,-74.072", "https://www.google.com/maps/dir//4.711,-74.072/",
        "https://maps.apple.com/?ll=4.711,-74.072&q=Casa", "https://maps.apple.com/place?coordinate=4.711,-74.072&name=x",
        "https://www.bing.com/maps?cp=4.711~-74.072&lvl=15", "https://yandex.com/maps/?ll=-74.072,4.711&z=12",
        "https://waze.com/ul?ll=4.711%2C-74.072&navigate=yes", "https://mapy.com/en/zakladni?x=-74.072&y=4.711&z=11",
    ],
)  # fmt: skip
def test_every_writing_of_a_position_is_read(text: str) -> None:
    point = read_position(text)
    assert point is not None
    assert (point.lat, point.lon) == pytest.approx((4.711, -74.072), abs=1e-6)


@pytest.mark.parametrize(
    "text",
    ["", " ", "Tokyo", "#REF!", "4.711", "4,711", "50°55'", "+57 1 234 5678", "2027-11-17", "12:30", "1,2,3", "1,2,3,4,5",
     "Carrera 7 # 11-10", "https://maps.app.goo.gl/abc", "https://example.org/2024/11/17", "https://[", "geo:", "geo:x,y",
     "4.711 N 5.2 N", "12°75' 4°10'", "javascript:4.711,-74.072", "https://osm.org/go/", "99999+99", "nan, nan", "1e5, 2"],
)  # fmt: skip
def test_what_is_no_position_is_none(text: str) -> None:
    assert read_position(text) is None


@pytest.mark.parametrize(
    "text", ["48.8566 2.3522", "48.8566° 2.3522", "48 51.4 30.5", "1e400", "2.5e1", "-2.5E-1", "1E400"]
)
def test_a_fraction_before_minutes_and_powers_of_ten_are_no_degrees(text: str) -> None:
    assert read_degrees(text) is None


def test_two_numbers_in_one_field_are_a_pair_and_a_power_is_none() -> None:
    assert read_position("48.8566 2.3522") == Point(48.8566, 2.3522)
    assert [read_position(text) for text in ("1e400", "2.5e1", "2.5E-1")] == [None] * 3
    assert read_position("13.4E52.5N") == Point(52.5, 13.4)


def test_o_is_west_in_most_languages_and_east_where_the_town_is_in_germany() -> None:
    text = "50° 55′ 12″ N, 6° 57′ 36″ O"
    assert read_position(text, near=COLOGNE) == COLOGNE
    assert read_position(text, near=Point(50, -6)) == Point(50.92, -6.96)
    assert read_position(text) == Point(50.92, -6.96)
    assert read_position("50° 55′ 12″ Nord, 6° 57′ 36″ Ost") == COLOGNE


def test_numbers_beyond_the_globe_are_read_as_they_are_so_that_what_was_meant_can_be_asked() -> None:
    assert read_position("4.6, 285.92") == Point(4.6, 285.92)
    assert read_degrees("41557652") == 41557652


@pytest.mark.parametrize(
    ("text", "degrees"),
    [
        ("4.711", 4.711), ("4,711", 4.711), ("-74,072", -74.072), ("−74.072", -74.072), ("50°55", 50.9166667),
        ("74°04'19\" W", -74.0719444), ("S 33°51.5'", -33.8583333), ("3°57’52,92”", 3.9647), ("44.900.878", 44.900878),
        ("-8.203.345", -8.203345), ("٤٫٧١١", 4.711), ("４．７", 4.7), ("७४.५", 74.5), ("0", 0), ("-0", 0), ("90 S", -90),
    ],
)  # fmt: skip
def test_every_writing_of_degrees_is_read(text: str, degrees: float) -> None:
    assert read_degrees(text) == pytest.approx(degrees, abs=1e-7)


@pytest.mark.parametrize(
    "text", ["", "x", "#REF!", "nan", "inf", "1e5", "4.7.1", "12°99'", "4°-5'", "9" * 400, "--4", "N"]
)
def test_what_is_no_degrees_is_none(text: str) -> None:
    assert read_degrees(text) is None


@given(text=st.text(alphabet="0123456789°'\".,;-NSEWO +/ab", max_size=40))
def test_anything_may_be_typed(text: str) -> None:
    read_degrees(text)
    read_position(text)


@given(lat=st.floats(-90, 90), lon=st.floats(-180, 180))
def test_what_is_shown_is_read_back(lat: float, lon: float) -> None:
    point = read_position(f"{lat:.5f}, {lon:.5f}")
    assert point is not None
    assert (point.lat, point.lon) == pytest.approx((lat, lon), abs=1e-5)


@pytest.mark.parametrize(
    ("code", "lat", "lon"),
    [
        ("8FVC9G8F+6X", 47.3655625, 8.5249375),
        ("4VCPPQGP+Q9", -41.2730625, 174.7859375),
        ("67P7PW6H+C6", 4.711, -74.072),
    ],
)
def test_a_whole_plus_code_is_a_position(code: str, lat: float, lon: float) -> None:
    point = read_position(code)
    assert point is not None
    assert distance_km(point.lat, point.lon, lat, lon) < 0.02


def test_short_links_of_openstreetmap_are_read_without_opening_them() -> None:
    """The list says where its links lead; those of the rows that are right must agree."""
    with shared_path("data/missing-maps/events-2014-2020.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if "/go/" in row["place_url"] and row["latitude"].strip()]
    near = 0
    for row in rows:
        point = read_position(row["place_url"])
        if point is not None:
            near += distance_km(point.lat, point.lon, float(row["latitude"]), float(row["longitude"])) < 1
    assert near >= 8
