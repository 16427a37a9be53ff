"""Every fault of coordinates in the lists of others: what is said of it and what is offered, entered and imported."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import pytest
from flask import Flask

from organizer.events.rules import PinSource
from organizer.exchange.forms.pins import doubts_of, pin_choices
from organizer.exchange.rules.calendar_file import read_calendar
from organizer.exchange.rules.found import FoundEvent
from organizer.exchange.rules.points import pin_from
from organizer.foundation.web.language import set_up_languages
from organizer.places.coordinates import read_degrees
from organizer.places.gazetteer import Gazetteer
from organizer.places.geometry import distance_km
from organizer.places.pins import PinProblem, check_pin
from organizer.places.unpack import open_gazetteer
from tests.support.run_folder import one_at_a_time, run_folder
from tests.support.shared import shared_path
from tests.unit.events.conftest import Sender

P = PinProblem
ODD, FFF, MM, M8 = (
    "open-data-day/events-",
    "fridays-for-future/fff-map-2019-06-24",
    "missing-maps/events-2014-2020",
    "8m-geochicas/",
)
#: What is offered: the town's own point; or the point in the table. ``READ``: nothing is wrong, it only had to be read.
TOWN, READ, UNREADABLE = "town", "read", "unreadable"


@dataclass(frozen=True)
class Fault:
    """One row of a list: its coordinates as written there, the town and country it names, what is said and offered."""

    where: str
    lat: str
    lon: str
    town: str
    country: str
    problem: PinProblem | str
    meant: tuple[float, float] | str = TOWN


FAULTS = [
    # Written as degrees and minutes, with signs of all kinds, in groups, with a place instead of a number
    Fault(f"{ODD}2015", "50°55", "05°20", "Hasselt", "BE", READ, (50.9167, 5.3333)),
    Fault(f"{ODD}2015", " 3°57'52.92\"", " 11°35'16.8\" ", "Yaoundé", "CM", READ, (3.9647, 11.588)),
    Fault(f"{ODD}2015", "39.466667°", "-0.375", "Valencia", "ES", READ, (39.466667, -0.375)),
    Fault(f"{ODD}2016", "41°59'23\"28 N", "14°59'25\"44 E", "Termoli", "IT", READ, (41.9898, 14.9904)),
    Fault(f"{ODD}2017", "41°42'23\"04 N", "15°58'6\"60 E", "Monte Sant'Angelo", "IT", READ, (41.7064, 15.9685)),
    Fault(f"{ODD}2017", "40° 19' 10 N", "9° 18' 50 E", "Nuoro", "IT", READ, (40.31944, 9.31389)),
    Fault(f"{ODD}2016", "44.900.878", "8.203.345", "Asti", "IT", READ, (44.900878, 8.203345)),
    Fault(f"{ODD}2017", "3.8344851", "11.485031,15", "Yaoundé", "CM", READ, (3.8344851, 11.485031)),
    Fault(f"{ODD}2018", "Tokyo", "Tokyo", "Tokyo", "JP", UNREADABLE),
    Fault(f"{ODD}2018", "#REF!", "#REF!", "Tokyo", "JP", UNREADABLE),
    Fault(MM, "15/55.8619", "-4.338", "Glasgow", "GB", UNREADABLE),
    Fault(f"{ODD}2015", "", "174.764797", "Auckland", "NZ", UNREADABLE),
    Fault(f"{ODD}2017", "38°41'60 ", "", "Soverato", "IT", UNREADABLE),
    # The point is lost, or the signs of degrees, minutes and seconds
    Fault(f"{ODD}2017", "41557652", "1465672", "Campobasso", "IT", P.RUN_TOGETHER, (41.557652, 14.65672)),
    Fault(f"{ODD}2014", "44.9032724", "120046595", "Ferrara", "IT", P.RUN_TOGETHER, (44.9032724, 12.0046595)),
    Fault(f"{ODD}2019", "352", "1131", "Yaoundé", "CM", P.RUN_TOGETHER, (3.86667, 11.51667)),
    Fault(f"{ODD}2020", "244419.3", "463823.1", "Riyadh", "SA", P.RUN_TOGETHER, (24.73869, 46.63975)),
    Fault(f"{ODD}2020", "6245407", "2525275", "Badagry", "NG", P.RUN_TOGETHER, (6.41502, 2.88132)),
    Fault(f"{ODD}2025", "85359.99", "112159.99", "Jalingo", "NG", P.RUN_TOGETHER, (8.9, 11.36666)),
    Fault(f"{ODD}2025", "60809.0", "233523.0", "Mbuji-Mayi", "CD", P.RUN_TOGETHER, (-6.13583, 23.58972)),
    # Numbers of another grid, sentinels, telephone numbers: nothing but the town is known
    Fault(f"{ODD}2020", "5207105.327", "347950.9631", "Khovd", "MN", P.OUT_OF_RANGE),
    Fault(f"{ODD}2020", "37472370", "-4428750", "Accra", "GH", P.OUT_OF_RANGE),
    Fault(f"{ODD}2021", "888.0", "888.0", "Garoowe", "SO", P.OUT_OF_RANGE),
    Fault(f"{ODD}2023", "999.0", "999.0", "Kathmandu", "NP", P.OUT_OF_RANGE),
    Fault(f"{ODD}2022", "1102.0", "1102.0", "Quito", "EC", P.OUT_OF_RANGE),
    Fault(f"{ODD}2024", "120.0", "120.0", "Kaabong", "UG", P.OUT_OF_RANGE),
    Fault(f"{ODD}2024", "255000000000", "255000000000", "Tanga", "TZ", P.OUT_OF_RANGE),
    Fault(f"{ODD}2026", "8800000000000", "536000000", "Riyadh", "SA", P.OUT_OF_RANGE),
    # Latitude and longitude swapped
    Fault(f"{ODD}2025", "139.6917", "35.6894", "東京", "JP", P.SWAPPED, (35.6894, 139.6917)),
    Fault(f"{ODD}2022", "-122.3297139", "47.60307993", "Seattle", "US", P.SWAPPED, (47.60307993, -122.3297139)),
    Fault(f"{ODD}2019", "3.3792", "6.5244", "Lagos", "NG", P.SWAPPED, (6.5244, 3.3792)),
    Fault(f"{ODD}2019", "0.2147", "5.6611", "Accra", "GH", P.SWAPPED, (5.6611, -0.2147)),
    Fault(f"{ODD}2019", "135.195444", "34.690167", "Kobe", "JP", P.SWAPPED, (34.690167, 135.195444)),
    Fault(f"{M8}actividades-2024-04-02", "77.64234", "0.82883", "Ipiales", "CO", P.SWAPPED, (0.82883, -77.64234)),
    Fault(MM, "39.2411497", "6.7744", "Dar es Salaam", "TZ", P.SWAPPED, (-6.7744, 39.2411497)),
    # A minus sign lost
    Fault(f"{ODD}2014", "37.8136", "144.9631", "Melbourne", "AU", P.SIGN_LOST, (-37.8136, 144.9631)),
    Fault(f"{ODD}2014", "33.86", "151.2094", "Sydney", "AU", P.SIGN_LOST, (-33.86, 151.2094)),
    Fault(f"{ODD}2014", "37.8044", "122.2708", "Oakland, California", "US", P.SIGN_LOST, (37.8044, -122.2708)),
    Fault(f"{ODD}2019", "4.711", "74.0721", "Bogotá", "CO", P.SIGN_LOST, (4.711, -74.0721)),
    Fault(f"{ODD}2024", "34.901112", "-56.164532", "Montevideo", "UY", P.SIGN_LOST, (-34.901112, -56.164532)),
    Fault(f"{ODD}2020", "28.7282", "24.7499", "Kimberley", "ZA", P.SIGN_LOST, (-28.7282, 24.7499)),
    Fault(f"{ODD}2015", "33.75", "84.39", "Atlanta", "US", P.SIGN_LOST, (33.75, -84.39)),
    Fault(f"{ODD}2018", "30", "90", "New Orleans", "US", P.SIGN_LOST, (30, -90)),
    Fault("golden", "5.6037", "0.187", "Accra", "GH", P.SIGN_LOST, (5.6037, -0.187)),
    Fault("golden", "6.7924", "39.2083", "Dar es Salaam", "TZ", P.SIGN_LOST, (-6.7924, 39.2083)),
    Fault("", "39.4699", "0.3763", "Valencia", "ES", P.SIGN_LOST, (39.4699, -0.3763)),  # a coderetreat of 2017
    Fault(MM, "40.57473", "105.08469", "Fort Collins", "US", P.SIGN_LOST, (40.57473, -105.08469)),
    # A first digit lost
    Fault(MM, "18.55236902832985", "3.80438208580017", "Pune", "IN", P.DIGIT_LOST, (18.552369, 73.804382)),
    Fault(MM, "1.9174414", "4.5226336", "Rotterdam", "NL", P.DIGIT_LOST, (51.9174414, 4.5226336)),
    # Nought, stopgaps, one number twice
    Fault(f"{ODD}2015", "0", "0", "Dhaka", "BD", P.NULL_ISLAND),
    Fault(f"{ODD}2019", "00", "00", "Nairobi", "KE", P.NULL_ISLAND),
    Fault(f"{ODD}2024", "1.0", "1.0", "Fortaleza", "BR", P.DUMMY),
    Fault(f"{ODD}2023", "4.0", "4.0", "Lima", "PE", P.DUMMY),
    Fault(f"{ODD}2021", "30.0", "30.0", "Port Harcourt", "NG", P.DUMMY),
    Fault(f"{ODD}2023", "20.0", "20.0", "Uvira", "CD", P.DUMMY),
    Fault(f"{ODD}2025", "-27.593924", "-27.593924", "Florianópolis", "BR", P.REPEATED),
    Fault(f"{ODD}2020", "14.5723792", "14.5723792", "Pasig", "PH", P.REPEATED),
    Fault(f"{ODD}2024", "17.33231", "17.33231", "Hyderabad", "IN", P.REPEATED),
    Fault(f"{ODD}2025", "100.501762", "100.501762", "Bangkok", "TH", P.REPEATED),
    Fault("", "21.161908", "21.161908", "Cancún", "MX", P.REPEATED),
    # The map was turned around the world
    Fault(f"{ODD}2023", "31.277965", "-228.923144", "Kanoya", "JP", P.WRAPPED, (31.277965, 131.076856)),
    Fault(f"{ODD}2023", "-8.924553", "-326.458133", "Mbeya", "TZ", P.WRAPPED, (-8.924553, 33.541867)),
    Fault(f"{ODD}2024", "32.821129", "-229.159281", "Kumamoto", "JP", P.WRAPPED, (32.821129, 130.840719)),
    # Another country, the middle of one, another town, the sea
    Fault(FFF, "-23.900237", "29.4691974", "Dublin", "IE", P.OUTSIDE_COUNTRY),
    Fault(FFF, "38.0607395", "-78.9270784", "Warsaw", "PL", P.OUTSIDE_COUNTRY),
    Fault(FFF, "35.2143423", "-80.855352", "Bangkok", "TH", P.OUTSIDE_COUNTRY),
    Fault(f"{M8}actividades-2024-04-02", "32.613125", "-115.471944", "Barcelona", "ES", P.OUTSIDE_COUNTRY),
    Fault(f"{ODD}2025", "6.0", "5.0", "Mexicali", "MX", P.OUTSIDE_COUNTRY),
    Fault(f"{ODD}2021", "23.0", "91.0", "Chainpur", "NP", P.OUTSIDE_COUNTRY),
    Fault("golden", "34.36155", "-89.5022", "Port Harcourt", "NG", P.OUTSIDE_COUNTRY),
    Fault("golden", "35.033859", "24.789511", "Dhangarhi", "NP", P.OUTSIDE_COUNTRY),
    Fault("golden", "46.798449", "8.231879", "Bern", "CH", P.COUNTRY_MIDDLE),
    Fault("golden", "-38.416096", "-63.616673", "Buenos Aires", "AR", P.COUNTRY_MIDDLE),
    Fault(FFF, "51.165691", "10.451526", "Berlin", "DE", P.COUNTRY_MIDDLE),
    Fault(FFF, "23.634501", "-102.552784", "Ciudad de México", "MX", P.COUNTRY_MIDDLE),
    Fault("golden", "18.937464", "-70.579448", "Santo Domingo", "DO", P.FAR_FROM_PLACE),
    Fault(f"{M8}actividades-2025-03-10", "41.119076", "1.245385", "Barcelona", "ES", P.FAR_FROM_PLACE),  # Tarragona
    Fault("golden", "9.3057658", "-33.5536937", "Yaoundé", "CM", P.AT_SEA),
    Fault(f"{M8}actividades-2024-04-02", "26.111053", "-23.385542", "Saint-Denis, Réunion", "RE", P.AT_SEA),
    Fault(f"{M8}actividades-2024-04-02", "11.460775", "-99.109198", "Ciudad de México", "MX", P.AT_SEA),
    Fault(MM, "25", "-121", "Bogotá", "CO", P.AT_SEA),
    Fault(f"{ODD}2025", "4.0", "1.0", "Mexicali", "MX", P.AT_SEA),
]  # fmt: skip
_IDS = [f"{fault.lat.strip()}-{fault.lon.strip()}-{fault.town}" for fault in FAULTS]
each_fault = pytest.mark.parametrize("fault", FAULTS, ids=_IDS)


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    with one_at_a_time("gazetteer"):
        return open_gazetteer(run_folder() / "gazetteer")


@pytest.fixture(scope="module")
def app() -> Flask:
    app = Flask("organizer")
    set_up_languages(app)
    return app


@each_fault
def test_the_fault_is_in_the_list(fault: Fault) -> None:
    """The table is no invention: these coordinates stand so in a row."""
    if fault.where:
        rows = _rows(fault.where)
        assert any(fault.lat in cells and fault.lon in cells for cells in rows)


@each_fault
def test_b65_b71_what_is_entered_is_asked_about_and_what_was_meant_is_one_click_away(
    fault: Fault, app: Flask, gazetteer: Gazetteer
) -> None:
    town = gazetteer.search(fault.town, country=fault.country)[0]
    answers = {"place_q": fault.town, "place": str(town.id), "place_before": fault.town}
    sender = Sender(app, gazetteer)
    details = sender.send(lat=fault.lat, lon=fault.lon, **answers)
    if fault.problem == READ:
        assert details is not None, sender.refused
        assert details.pin_source is PinSource.HOST
        assert (details.lat, details.lon) == pytest.approx(fault.meant, abs=1e-4)
        return
    assert details is None
    assert set(sender.refused) <= {"lat", "lon"}
    if fault.problem == UNREADABLE:
        return
    values = [way.value for way in sender.form.pin_ways]
    assert values[-1] == TOWN, "the town is always offered"
    if fault.meant != TOWN:
        lat, lon = map(float, values[0].split(","))
        assert (lat, lon) == pytest.approx(fault.meant, abs=1e-4)
    taken = sender.send(do=f"pin:{values[0]}", lat=fault.lat, lon=fault.lon, **answers)
    assert taken is not None, sender.refused


@each_fault
def test_b64_b65_b71_what_is_imported_is_asked_about_and_what_was_meant_can_be_taken(
    fault: Fault, app: Flask, gazetteer: Gazetteer
) -> None:
    found = _imported(fault)
    town = gazetteer.search(fault.town, country=fault.country)[0]
    if fault.problem == UNREADABLE:
        assert found.pin is None
        return
    assert found.pin is not None
    with app.test_request_context(headers={"Accept-Language": "en"}):
        doubts = doubts_of(found, town, [town])
        choices = pin_choices(found, doubts, [town])
    if fault.problem == READ:
        assert (doubts, choices) == ((), ())
        assert (found.pin.lat, found.pin.lon) == pytest.approx(fault.meant, abs=1e-4)
        return
    assert [doubt.problem for doubt in doubts] == [fault.problem]
    pins = [pin for value, _ in choices if (pin := pin_from(value))]
    if fault.meant == TOWN:
        assert pins == []
        assert found.pin.is_usable == ("none" in dict(choices))
    else:
        [pin] = pins
        assert (pin.lat, pin.lon) == pytest.approx(fault.meant, abs=1e-4)


@each_fault
def test_the_fault_is_named_and_the_suggestion_is_where_the_event_was(fault: Fault, gazetteer: Gazetteer) -> None:
    lat, lon = read_degrees(fault.lat), read_degrees(fault.lon)
    if fault.problem == UNREADABLE:
        assert lat is None or lon is None
        return
    assert lat is not None
    assert lon is not None
    town = gazetteer.search(fault.town, country=fault.country)[0]
    warnings = check_pin(lat, lon, country=fault.country, place=town)
    if fault.problem == READ:
        assert warnings == []
        return
    [warning] = warnings
    assert warning.problem is fault.problem
    assert warning.suggestion is not None
    assert distance_km(warning.suggestion.lat, warning.suggestion.lon, town.lat, town.lon) < 60


def test_packed_cells_of_a_form_are_a_position(app: Flask, gazetteer: Gazetteer) -> None:
    """``lat lon alt prec`` in one cell, as the forms of 8 March write it."""
    rows = _rows(f"{M8}actividades-2025-03-05")
    assert any("43.545054 -5.662122 0 0" in cells for cells in rows)
    answers = {"place_q": "Gijón", "place": str(gazetteer.search("Gijón", country="ES")[0].id)}
    details = Sender(app, gazetteer).taken(lat="43.545054 -5.662122 0 0", lon="", **answers)
    assert (details.lat, details.lon) == (43.545054, -5.662122)


def _imported(fault: Fault) -> FoundEvent:
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "BEGIN:VEVENT", "UID:1@example.org", "SUMMARY:Event",
        "DTSTART;TZID=America/Bogota:20271117T150000", f"LOCATION:{fault.town}", f"GEO:{fault.lat};{fault.lon}",
        "END:VEVENT", "END:VCALENDAR", "",
    ]  # fmt: skip
    [found] = read_calendar("\r\n".join(lines).encode(), date(2027, 1, 1)).events
    return found


@lru_cache(maxsize=8)
def _rows(name: str) -> list[frozenset[str]]:
    text = shared_path(f"data/{name}.csv").read_text(encoding="utf-8-sig")
    return list(_cells(text))


def _cells(text: str) -> Iterator[frozenset[str]]:
    for row in csv.reader(io.StringIO(text, newline=""), skipinitialspace=True):
        yield frozenset([*row, *(cell.strip() for cell in row), *(f" {cell}" for cell in row)])
