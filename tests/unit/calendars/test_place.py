"""Where: requirements R47 to R49."""

import math

import pytest

from organizer.editions.calendars.feed import render_event
from organizer.foundation.core.languages import Text
from organizer.record.types import Change, Mode, Place
from tests.support.calendar_reading import Component, read_event
from tests.support.records import make_event, make_place

APPLE = "X-APPLE-STRUCTURED-LOCATION"


def written(**changes: object) -> Component:
    return read_event(render_event(make_event(**changes), "en").body)


@pytest.mark.parametrize(
    ("place", "line"),
    [
        (make_place(), "Brandenburger Tor, Pariser Platz, 10117 Berlin, Germany"),
        (make_place(address=None), "Brandenburger Tor, Berlin, Germany"),
        (make_place(venue=None, address="Mehringhof\nHinterhaus"), "Mehringhof Hinterhaus, Berlin, Germany"),
        (make_place(venue=Text("Stephansplatz", "de"), address="Stephansplatz, 1010 Wien", city="Wien"),
         "Stephansplatz, 1010 Wien, Germany"),
        (make_place(venue=None, address="Via Roma 1", city="Roma", country_name="Italia"), "Via Roma 1, Roma, Italia"),
        (make_place(venue=Text("መስቀል አደባባይ", "am"), address="መስቀል አደባባይ", country_name=None), "መስቀል አደባባይ, Berlin, DE"),
        (make_place(venue=None, address=None), "Berlin, Germany"),
        (Place(), None),
    ],
)  # fmt: skip
def test_r47_the_place_is_one_line_that_says_nothing_twice(place: Place, line: str | None) -> None:
    assert written(place=place).text("LOCATION") == line


def test_r47_a_withheld_place_is_its_town_even_when_the_record_knows_more() -> None:
    secret = make_place(venue=Text("Secret house", "en"), address="Secret street 5", lat=52.5, is_withheld=True)
    body = render_event(make_event(place=secret, change=Change(venue="Secret cellar")), "en").body
    event = read_event(body)
    assert event.text("LOCATION") == "Berlin, Germany (exact place after sign-up)"
    assert not {"GEO", APPLE} & event.names()
    assert b"ecret" not in body


def test_r47_a_withheld_place_without_a_town_says_only_when_it_is_told() -> None:
    assert written(place=Place(is_withheld=True)).text("LOCATION") == "Exact place after sign-up"


@pytest.mark.parametrize(
    ("lat", "lon", "line"),
    [
        (52.5163, 13.3777, "52.516300;13.377700"),
        (-1e-07, 1e-07, "0.000000;0.000000"),
        (-16.79, 180.0, "-16.790000;180.000000"),
        (4.59812345678, -74.0760001, "4.598123;-74.076000"),
        (0.0, -0.0, "0.000000;0.000000"),
    ],
)
def test_r48_geo_has_six_places_and_a_plain_semicolon(lat: float, lon: float, line: str) -> None:
    assert written(place=make_place(lat=lat, lon=lon)).value("GEO") == line


@pytest.mark.parametrize(
    "changes",
    [
        {"is_exact": False},
        {"is_withheld": True},
        {"lat": None},
        {"lon": None},
        {"lat": math.nan},
        {"lon": math.inf},
        {"lat": 91.0},
        {"lon": -180.5},
    ],
)
def test_r48_a_rounded_withheld_or_impossible_point_is_not_written(changes: dict[str, object]) -> None:
    assert not {"GEO", APPLE} & written(place=make_place(**changes)).names()


def test_r48_an_online_event_has_no_point() -> None:
    assert "GEO" not in written(mode=Mode.ONLINE).names()


def test_r49_the_title_of_apples_point_is_the_very_text_of_location() -> None:
    event = written()
    assert event.value(APPLE) == "geo:52.516300,13.377700"
    parameters = event.parameters(APPLE)
    assert parameters == {"VALUE": "URI", "X-APPLE-RADIUS": "72", "X-TITLE": event.text("LOCATION")}


def test_r49_a_place_name_that_a_parameter_cannot_hold_gets_no_apple_point() -> None:
    event = written(place=make_place(venue=Text('Bar "El Faro"', "es")))
    assert (event.text("LOCATION") or "").startswith('Bar "El Faro"')
    assert "GEO" in event.names()
    assert APPLE not in event.names()
