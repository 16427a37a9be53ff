import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from organizer.places.candidates import PlaceCandidate
from organizer.places.gazetteer import Gazetteer
from organizer.places.pins import PinProblem, PinWarning, Point, check_pin, unwrapped
from organizer.places.shapes import is_middle_of


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
        # Middles of outlines, far from the points of tables.
        (0.599, 37.796, "KE", None, PinProblem.COUNTRY_MIDDLE, None),
        (-10.788, -53.099, "BR", None, PinProblem.COUNTRY_MIDDLE, None),
        # Turned round it would lie in the open ocean.
        (91, 0, None, None, PinProblem.OUT_OF_RANGE, None),
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


@pytest.mark.parametrize(
    ("country", "points"),
    {
        "FR": "46.227638,2.213749 46,2", "ES": "40.463667,-3.74922 40,-4", "IT": "41.87194,12.56738 42.8333,12.8333",
        "BR": "-14.235004,-51.92528 -10,-55", "CA": "56.130366,-106.346771 60,-95", "AU": "-25.274398,133.775136 -27,133",
        "RU": "61.52401,105.318756 60,100", "IN": "20.593684,78.96288 20,77", "JP": "36.204824,138.252924 36,138",
        "ID": "-0.789275,113.921327 -5,120", "KE": "-0.023559,37.906193 1,38", "GB": "55.378051,-3.435973 54,-2",
        "PL": "51.919438,19.145136 52,20", "NO": "60.472024,8.468946 62,10", "SE": "60.128161,18.643501 62,15",
        "FI": "61.92411,25.748151 64,26", "GR": "39.074208,21.824312 39,22", "NZ": "-40.900557,174.885971 -41,174",
        "VN": "14.058324,108.277199 16,106", "TH": "15.870032,100.992541 15,100", "MY": "4.210484,101.975766 2.5,112.5",
        "PT": "39.399872,-8.224454 39.5,-8", "CO": "4.570868,-74.297333 4,-72", "ZA": "-30.559482,22.937506 -29,24",
        "US": "37.09024,-95.712891 39.8283,-98.5795 38,-97", "DE": "51.165691,10.451526 51,9", "CN": "35.86166,104.195397 35,105",
        "MX": "23.634501,-102.552784 23,-102", "AR": "-38.416097,-63.616672 -34,-64", "NG": "9.081999,8.675277 10,8",
        "EG": "26.820553,30.802498 27,30", "TR": "38.963745,35.243322 39,35", "PH": "12.879721,121.774017 13,122",
        "CD": "-3.677892,22.882157 -4.038333,21.758664", "CH": "46.818188,8.227512 46.798449,8.231879", "OM": "21.473534,55.975414",
        "SG": "1.352083,103.819836", "MC": "43.750298,7.412841",
    }.items(),
)  # fmt: skip
def test_the_points_that_tables_give_for_a_country_are_asked_about(country: str, points: str) -> None:
    for point in points.split():
        for places in (6, 4):  # copied whole, or rounded
            lat, lon = (round(float(number), places) for number in point.split(","))
            found = check_pin(lat, lon, country=country, place=None)
            assert [warning.problem for warning in found] == [PinProblem.COUNTRY_MIDDLE], (country, point, places)


@pytest.mark.parametrize(
    ("lat", "lon", "country"),
    [(40.41686, -3.70379, "ES"), (41.89193, 12.51133, "IT"), (1.28967, 103.85007, "SG"), (43.73718, 7.42145, "MC"),
     (47.14151, 9.52154, "LI"), (49.61167, 6.13, "LU"), (35.89968, 14.5148, "MT"), (43.93667, 12.44639, "SM"),
     (-26.31667, 31.13333, "SZ"), (14.6937, -17.44406, "SN"), (4.60971, -74.08175, "CO"), (26.22787, 50.58565, "BH")],
)  # fmt: skip
def test_a_pin_in_a_capital_is_not_taken_for_the_middle_of_its_country(lat: float, lon: float, country: str) -> None:
    assert check_pin(lat, lon, country=country, place=None) == []


def test_hardly_any_town_of_the_world_is_taken_for_the_middle_of_its_country(gazetteer: Gazetteer) -> None:
    cities = gazetteer.cities(50_000)
    taken = [city for city in cities if is_middle_of(city.lat, city.lon, city.country)]
    assert len(taken) / len(cities) < 0.002, taken


@pytest.mark.parametrize(
    ("lat", "lon", "country"),
    [(18.4663, -66.1057, "US"), (12.1084, -68.9335, "NL"), (-20.8823, 55.4504, "FR"), (62.0097, -6.7716, "DK"),
     (-20.8823, 55.4504, "RE"), (13.4757, 144.7489, "US")],
)  # fmt: skip
def test_a_pin_in_a_territory_fits_the_country_that_it_belongs_to(lat: float, lon: float, country: str) -> None:
    assert check_pin(lat, lon, country=country, place=None) == []


def test_a_country_is_not_in_its_territory() -> None:
    assert [one.problem for one in check_pin(48.8566, 2.3522, country="RE", place=None)] == [PinProblem.OUTSIDE_COUNTRY]
