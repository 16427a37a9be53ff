import math
import sqlite3
import threading
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from organizer.places.gazetteer import Gazetteer, PlaceNotFound, cell_of, cells_around
from organizer.places.geometry import distance_km
from organizer.places.search import find_ranks

BOGOTA = 3688689


@pytest.mark.parametrize(
    ("query", "name", "country"),
    [
        ("Bogotá", "Bogotá", "CO"),
        ("bogota", "Bogotá", "CO"),
        ("Springfield, Illinois", "Springfield", "US"),
        ("Springfield, US", "Springfield", "US"),
        ("Córdoba, Argentina", "Córdoba", "AR"),
        ("Córdoba, España", "Córdoba", "ES"),
        ("Cordoba, ES", "Córdoba", "ES"),
        ("London, Ontario, Canada", "London", "CA"),
        ("London UK", "London", "GB"),
        ("Paris, Texas", "Paris", "US"),
        ("Haifa, IL", "Haifa", "IL"),
        ("رام الله، فلسطين", "Ramallah", "PS"),
        ("東京、日本", "Tokyo", "JP"),
        ("Calle 10 #5-51, Bogotá", "Bogotá", "CO"),
        ("Espace WeCode, Tunis", "Tunis", "TN"),
        ("Fellbach(Germany)", "Fellbach", "DE"),
        ("SaintEtienne", "Saint-Étienne", "FR"),
        ("cristobal de las casas", "San Cristóbal de las Casas", "MX"),
        ("Hebden", "Hebden Bridge", "GB"),
        ("서우", "Seoul", "KR"),
        ("new y", "New York City", "US"),
    ],
)
def test_a_query_finds_the_place_meant_first(gazetteer: Gazetteer, query: str, name: str, country: str) -> None:
    first = gazetteer.search(query)[0]
    assert (first.name, first.country, first.exact) == (name, country, True)


@pytest.mark.parametrize(
    ("query", "name"),
    [("Bogtoa", "Bogotá"), ("Copenhagn", "Copenhagen"), ("Tegucigulpa", "Tegucigalpa"), ("Москвaа", "Moscow")],
)
def test_a_close_spelling_is_found_and_says_that_it_is_a_guess(gazetteer: Gazetteer, query: str, name: str) -> None:
    first = gazetteer.search(query)[0]
    assert (first.name, first.exact) == (name, False)


@pytest.mark.parametrize(
    ("region", "town", "name", "country"),
    [
        ("Kiribati", "Tarawa", "Tarawa", "KI"), ("Canada", "London", "London", "CA"), ("Ontario", "London", "London", "CA"),
        ("Chile", "Santiago", "Santiago", "CL"), ("Texas", "Paris", "Paris", "US"), ("United Kingdom", "Leeds", "Leeds", "GB"),
        ("South Africa", "Durban", "Durban", "ZA"), ("Россия", "Томск", "Tomsk", "RU"), ("مصر", "أسوان", "Aswān", "EG"),
        ("فلسطين", "غزة", "Gaza", "PS"), ("भारत", "दिल्ली", "Delhi", "IN"), ("대한민국", "서울", "Seoul", "KR"),
        ("日本", "東京", "Tokyo", "JP"), ("中国", "上海", "Shanghai", "CN"),
        ("West Bank", "Ramallah", "Ramallah", "PS"), ("DE", "Halle", "Halle (Saale)", "DE"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("joint", [" ", "  ", ", ", "、"])
def test_a_country_or_province_may_stand_before_or_after_the_town(
    gazetteer: Gazetteer, region: str, town: str, name: str, country: str, joint: str
) -> None:
    for query in (f"{region}{joint}{town}", f"{town}{joint}{region}"):
        first = gazetteer.search(query)[0]
        assert (first.name, first.country, first.exact) == (name, country, True), query


@pytest.mark.parametrize(
    ("query", "name"), [("日本東京", "Tokyo"), ("中国上海", "Shanghai"), ("서울대한민국", "Seoul")]
)
def test_scripts_without_spaces_need_none_between_country_and_town(gazetteer: Gazetteer, query: str, name: str) -> None:
    assert gazetteer.search(query)[0].name == name


@pytest.mark.parametrize(
    ("simplified", "traditional", "name"),
    [
        ("广州", "廣州", "Guangzhou"), ("台北", "臺北", "Taipei"), ("东京", "東京", "Tokyo"), ("伦敦", "倫敦", "London"),
        ("圣保罗", "聖保羅", "São Paulo"), ("马德里", "馬德里", "Madrid"), ("乌鲁木齐", "烏魯木齊", "Ürümqi"),
        ("广州 中国", "廣州 中國", "Guangzhou"), ("日本东京", "日本東京", "Tokyo"), ("乌鲁木", "烏魯木", "Ürümqi"),
    ],
)  # fmt: skip
def test_simplified_and_traditional_characters_find_the_same(
    gazetteer: Gazetteer, simplified: str, traditional: str, name: str
) -> None:
    assert gazetteer.search(simplified)[0].name == gazetteer.search(traditional)[0].name == name


@pytest.mark.parametrize(
    ("query", "name", "country"),
    [("Kiribati Tarawwa", "Tarawa", "KI"), ("Tarawwa Kiribati", "Tarawa", "KI"), ("Mexico Cyty", "Mexico City", "MX")],
)
def test_a_close_spelling_beside_a_country_is_a_guess(
    gazetteer: Gazetteer, query: str, name: str, country: str
) -> None:
    first = gazetteer.search(query)[0]
    assert (first.name, first.country, first.exact) == (name, country, False)


@pytest.mark.parametrize(
    ("query", "name", "country"),
    [
        ("Lebanon, Ohio", "Lebanon", "US"), ("Jordan, Minnesota", "Jordan", "US"), ("Colombia, Córdoba", "Córdoba", "CO"),
        ("De Haan", "De Haan", "BE"), ("USA Springfield Illinois", "Springfield", "US"), ("La Paz", "La Paz", "BO"), ("Panama City", "Panama City", "PA"),
    ],
)  # fmt: skip
def test_towns_that_are_called_as_countries_and_codes_stay_towns(
    gazetteer: Gazetteer, query: str, name: str, country: str
) -> None:
    first = gazetteer.search(query)[0]
    assert (first.name, first.country) == (name, country)


@pytest.mark.parametrize(
    "query", ["Chile " * 20, "Chile Peru " * 10, "日本" * 30, "Georgia Georgia Georgia Xyzzy", "New York London"]
)
def test_regions_upon_regions_are_answered_with_few_questions(gazetteer: Gazetteer, query: str) -> None:
    asked: list[str] = []
    connection = sqlite3.connect(f"file:{gazetteer.path}?mode=ro&immutable=1", uri=True)
    connection.set_trace_callback(asked.append)
    find_ranks(connection, query, limit=8, country=None)
    connection.close()
    assert sum("FROM" in one and ("region" in one or "JOIN place" in one) for one in asked) < 80


def test_a_whole_name_comes_before_a_bigger_place_that_only_begins_so(gazetteer: Gazetteer) -> None:
    assert gazetteer.search("Bern")[0].name == "Bern"
    assert gazetteer.search("Amed", country="TR")[0].name == "Diyarbakır"


def test_the_usual_name_outweighs_a_bigger_place_called_so_elsewhere(gazetteer: Gazetteer) -> None:
    assert gazetteer.search("Bil'in")[0].country == "PS"
    assert gazetteer.search("Bombay")[0].name == "Mumbai"


@pytest.mark.parametrize(
    ("query", "name", "country"),
    [
        ("San Marino", "San Marino", "SM"),
        ("Salisbury", "Salisbury", "GB"),
        ("Ås", "Ås", "NO"),
        ("Panama", "Panama City", "PA"),
        ("Frankfurt", "Frankfurt am Main", "DE"),
        ("Ginebra", "Geneva", "CH"),
        ("Canton", "Guangzhou", "CN"),
    ],
)
def test_living_names_come_before_former_ones_and_great_towns_before_villages(
    gazetteer: Gazetteer, query: str, name: str, country: str
) -> None:
    first = gazetteer.search(query)[0]
    assert (first.name, first.country) == (name, country)


def test_an_ambiguous_name_offers_both(gazetteer: Gazetteer) -> None:
    assert {"IL", "PS"} <= {place.country for place in gazetteer.search("القدس")}
    assert {"AR", "ES", "MX"} <= {place.country for place in gazetteer.search("Córdoba")}


def test_the_matching_spelling_in_another_script_is_told(gazetteer: Gazetteer) -> None:
    assert gazetteer.search("القاهرة")[0].matched == "القاهرة"
    assert gazetteer.search("Cairo")[0].matched is None


def test_one_letter_finds_only_whole_names(gazetteer: Gazetteer) -> None:
    assert gazetteer.search("b") == []
    assert gazetteer.search("ka")


def test_the_limit_and_the_country_are_kept(gazetteer: Gazetteer) -> None:
    found = gazetteer.search("san", limit=5, country="MX")
    assert len(found) == 5
    assert {place.country for place in found} == {"MX"}
    assert len({place.id for place in found}) == 5
    assert gazetteer.search("san", limit=0) == []


@pytest.mark.parametrize(
    "query",
    ["", " ", "*", '"', '" OR "a', "=bogota", "NEAR(a b)", "a AND", "bogota*", "^bo", "{a b}", "\x00", "\ud800", ",",
     ",,,", "-- ; DROP TABLE place", "%_", "a" * 10_000, "é" * 10_000, ", " * 5_000, "\u202e\u2066", "(((((((("],
)  # fmt: skip
def test_any_input_is_safe(gazetteer: Gazetteer, query: str) -> None:
    assert len(gazetteer.search(query)) <= 8


@settings(
    max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None
)
@given(query=st.text(max_size=40))
def test_any_text_is_safe(gazetteer: Gazetteer, query: str) -> None:
    for place in gazetteer.search(query, limit=3):
        assert gazetteer.get(place.id).name == place.name


def test_a_place_is_found_again_by_its_id(gazetteer: Gazetteer) -> None:
    place = gazetteer.get(BOGOTA)
    assert (place.name, place.country, place.zone, place.admin1) == ("Bogotá", "CO", "America/Bogota", "Bogota D.C.")
    assert distance_km(place.lat, place.lon, 4.61, -74.08) < 5
    assert place.population > 7_000_000


def test_an_unknown_id_is_none_or_refused(gazetteer: Gazetteer) -> None:
    assert gazetteer.find(1) is None
    assert gazetteer.find(10**21) is None, "a number that SQLite does not take"
    with pytest.raises(PlaceNotFound):
        gazetteer.get(1)


def test_the_nearest_places_come_nearest_first(gazetteer: Gazetteer) -> None:
    found = gazetteer.nearest(51.7, -2.0, limit=5, within_km=50)
    distances = [distance_km(51.7, -2.0, place.lat, place.lon) for place in found]
    assert len(found) == 5
    assert distances == sorted(distances)


@pytest.mark.parametrize(
    ("lat", "lon", "country"),
    [(-16.8, 179.99, "FJ"), (-16.8, -179.99, "FJ"), (78.22, 15.65, "SJ"), (64.73, 177.5, "RU")],
)
def test_nearest_works_at_the_date_line_and_far_north(
    gazetteer: Gazetteer, lat: float, lon: float, country: str
) -> None:
    assert gazetteer.nearest(lat, lon, within_km=150)[0].country == country


def test_nothing_is_near_the_middle_of_an_ocean_or_the_poles(gazetteer: Gazetteer) -> None:
    assert gazetteer.nearest(-48.9, -123.4, within_km=500) == []
    assert gazetteer.nearest(90, 0, within_km=500) == []
    assert gazetteer.nearest(-90, 180, within_km=500) == []


@given(lat=st.floats(-85, 85), lon=st.floats(-180, 180), km=st.floats(1, 500), turn=st.floats(0, 6.28))
def test_the_cells_around_a_point_hold_every_point_within_reach(lat: float, lon: float, km: float, turn: float) -> None:
    north = lat + math.cos(turn) * km * 0.99 / 111.2
    east = lon + math.sin(turn) * km * 0.99 / 111.2 / max(0.01, math.cos(math.radians(lat)))
    east = (east + 180) % 360 - 180
    if distance_km(lat, lon, north, east) <= km:
        assert cell_of(north, east) in set(cells_around(lat, lon, km))


def test_threads_search_at_the_same_time(gazetteer: Gazetteer) -> None:
    names: list[str] = []
    threads = [threading.Thread(target=lambda: names.append(gazetteer.search("Bogotá")[0].name)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert names == ["Bogotá"] * 8


def test_nobody_can_write_to_it(gazetteer_folder: Path) -> None:
    gazetteer = Gazetteer(next(gazetteer_folder.glob("gazetteer-*.sqlite")))
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        gazetteer._connection().execute("DELETE FROM place")
    gazetteer.close()


def test_a_place_without_people_is_not_offered_beside_the_city_of_its_name(gazetteer: Gazetteer) -> None:
    assert [place.id for place in gazetteer.search("Hà Nội") if place.name == "Hanoi"] == [1581130]
