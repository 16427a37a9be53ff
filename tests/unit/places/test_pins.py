import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from organizer.places.candidates import PlaceCandidate
from organizer.places.pins import PinProblem, PinWarning, Point, check_pin, unwrapped


def _place(name: str, country: str, lat: float, lon: float) -> PlaceCandidate:
    return PlaceCandidate(1, name, None, country, lat, lon, 1000, "UTC")


BOGOTA = _place("Bogotá", "CO", 4.61, -74.08)
LAGOS = _place("Lagos", "NG", 6.45, 3.39)
ACCRA = _place("Accra", "GH", 5.556, -0.197)
TOKYO = _place("Tokyo", "JP", 35.69, 139.69)
MELBOURNE = _place("Melbourne", "AU", -37.81, 144.96)
RIYADH = _place("Riyadh", "SA", 24.69, 46.72)
BERN = _place("Bern", "CH", 46.95, 7.45)


@pytest.mark.parametrize(
    ("lat", "lon", "country", "place"),
    [
        (4.6533, -74.0836, "CO", BOGOTA),
        (4.6533, -74.0836, "CO", None),
        (4.6533, -74.0836, None, BOGOTA),
        (4.6533, -74.0836, None, None),
        (6.52, 3.37, "NG", LAGOS),
        (31.78, 35.23, "PS", None),  # East Jerusalem, whichever country is named
        (31.78, 35.23, "IL", None),
        (-54.8, -68.3, "AR", None),
        (14.62, -61.06, "MQ", None),  # has no outline of its own
        (37.61, 26.15, "GR", None),  # Ikaria
        (-13.83, -171.76, "WS", None),
        (-16.8, 179.99, "FJ", None),
        (42.66, 21.16, "XK", None),
        (43.735, 7.42, "MC", None),
        (4.5, -74.3, "CO", BOGOTA),  # a suburb
        (40.4169, -3.7035, "ES", None),  # the Puerta del Sol is in the middle of Spain
        (41.8933, 12.4829, "IT", None),
    ],
)
def test_a_good_pin_raises_no_question(lat: float, lon: float, country: str | None, place: PlaceCandidate) -> None:
    assert check_pin(lat, lon, country=country, place=place) == []


@pytest.mark.parametrize(
    ("lat", "lon", "country", "place", "problem", "suggestion"),
    [
        (0, 0, "CO", BOGOTA, PinProblem.NULL_ISLAND, BOGOTA.point),
        (0.0001, 0, None, None, PinProblem.NULL_ISLAND, None),
        (139.69, 35.69, "JP", TOKYO, PinProblem.SWAPPED, Point(35.69, 139.69)),
        (139.69, 35.69, "JP", None, PinProblem.SWAPPED, Point(35.69, 139.69)),
        (139.69, 35.69, None, None, PinProblem.SWAPPED, Point(35.69, 139.69)),
        (3.39, 6.45, "NG", LAGOS, PinProblem.SWAPPED, Point(6.45, 3.39)),
        (-74.08, 4.61, "CO", BOGOTA, PinProblem.SWAPPED, Point(4.61, -74.08)),
        (4.61, 74.08, "CO", BOGOTA, PinProblem.SIGN_LOST, Point(4.61, -74.08)),
        (37.81, 144.96, "AU", None, PinProblem.SIGN_LOST, Point(-37.81, 144.96)),
        (5.6037, 0.187, "GH", ACCRA, PinProblem.SIGN_LOST, Point(5.6037, -0.187)),  # lands in the same country
        (38.47, 71.94, "CL", None, PinProblem.SIGN_LOST, Point(-38.47, -71.94)),  # both signs
        (-37.81, 144.96 - 360, "AU", MELBOURNE, PinProblem.WRAPPED, Point(-37.81, 144.96)),
        (35.69, -220.31, None, None, PinProblem.WRAPPED, Point(35.69, 139.69)),
        (46.798449, 8.231879, "CH", BERN, PinProblem.COUNTRY_MIDDLE, BERN.point),
        (-38.416096, -63.616673, "AR", None, PinProblem.COUNTRY_MIDDLE, None),
        (34.36, -89.5, "NG", None, PinProblem.OUTSIDE_COUNTRY, None),
        (35.03, 24.79, "NP", None, PinProblem.OUTSIDE_COUNTRY, None),
        (9.3, -33.55, "CM", None, PinProblem.AT_SEA, None),
        (9.3, -33.55, None, None, PinProblem.AT_SEA, None),
        (3.45, -76.53, "CO", BOGOTA, PinProblem.FAR_FROM_PLACE, BOGOTA.point),  # Cali
        (21.16, 21.16, "MX", None, PinProblem.REPEATED, None),  # latitude typed twice
        (100.5, 100.5, "TH", None, PinProblem.REPEATED, None),
        (30, 30, "EG", None, PinProblem.DUMMY, None),  # in Egypt, and yet nobody's place
        (244419.3, 463823.1, "SA", RIYADH, PinProblem.RUN_TOGETHER, Point(24.7386944, 46.63975)),
        (888, 888, "SO", None, PinProblem.OUT_OF_RANGE, None),
        (41557652.0, 2.1, "ES", None, PinProblem.OUT_OF_RANGE, None),
        (math.nan, 0, None, None, PinProblem.NOT_A_NUMBER, None),
        (math.inf, 0, None, None, PinProblem.NOT_A_NUMBER, None),
    ],
)
def test_a_mistake_is_named_and_what_was_meant_is_suggested(
    lat: float,
    lon: float,
    country: str | None,
    place: PlaceCandidate | None,
    problem: PinProblem,
    suggestion: Point | None,
) -> None:
    warnings = check_pin(lat, lon, country=country, place=place)
    assert [(warning.problem, warning.suggestion) for warning in warnings] == [(problem, suggestion)]


@settings(max_examples=50)
@given(lat=st.floats(-90, 90), lon=st.floats(-180, 180), country=st.sampled_from(["CO", "NG", None]))
def test_numbers_on_the_globe_are_never_refused(lat: float, lon: float, country: str | None) -> None:
    assert not any(warning.refuses for warning in check_pin(lat, lon, country=country, place=None))


@given(lat=st.floats(), lon=st.floats())
def test_numbers_off_the_globe_are_always_refused(lat: float, lon: float) -> None:
    if not (abs(lat) <= 90 and abs(lon) <= 180):
        assert [warning.refuses for warning in check_pin(lat, lon, country="CO", place=BOGOTA)] == [True]


def test_a_pin_near_the_chosen_place_is_right_even_in_the_middle_of_the_country() -> None:
    village = _place("Älggialp", "CH", 46.8, 8.23)
    assert check_pin(46.798449, 8.231879, country="CH", place=village) == []


@pytest.mark.parametrize(("typed", "meant"), [(-228.923144, 131.076856), (-326.458133, 33.541867), (540.5, -179.5)])
def test_a_longitude_that_a_map_wrapped_is_brought_back(typed: float, meant: float) -> None:
    assert unwrapped(typed) == pytest.approx(meant, abs=1e-6)


def test_a_warning_never_refuses_unless_told() -> None:
    assert PinWarning(PinProblem.AT_SEA).refuses is False
