import ast
import csv
import json
import re
from functools import lru_cache

import pytest

from organizer.places.countries import country_name
from organizer.places.gazetteer import Gazetteer
from organizer.places.geometry import distance_km
from organizer.places.pins import check_pin
from organizer.places.zones import zone_at
from tests.support.shared import shared_path

Truth = list[tuple[str, str | None, float | None, float | None]]
NEAR_KM = 15


@lru_cache(maxsize=1)
def _truth() -> Truth:
    source = shared_path("places/queries_and_truth.py").read_text(encoding="utf-8")
    found = re.search(r"^T=(\[.*\])$", source, re.MULTILINE)
    assert found
    truth: Truth = ast.literal_eval(found[1])
    return truth


@lru_cache(maxsize=1)
def _golden() -> list[dict[str, str]]:
    with shared_path("data/golden.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_query_with_a_known_answer_finds_it_first(gazetteer: Gazetteer) -> None:
    missed, asked = [], 0
    for query, _, lat, lon in _truth():
        if lat is None or lon is None:
            continue
        asked += 1
        first = next(iter(gazetteer.search(query)), None)
        if first is None or distance_km(lat, lon, first.lat, first.lon) > NEAR_KM:
            missed.append((query, first))
    assert asked == 47
    assert missed == []


def test_every_city_of_the_golden_list_is_found_first_in_its_country_and_zone(gazetteer: Gazetteer) -> None:
    missed, asked = [], 0
    for row in _golden():
        if not (row["city"] and row["lat"]):
            continue
        asked += 1
        first = next(iter(gazetteer.search(row["city"], country=row["country_iso2"])), None)
        is_near = first and distance_km(float(row["lat"]), float(row["lon"]), first.lat, first.lon) <= NEAR_KM
        if not is_near or (first and row["iana_tz"] not in ("", first.zone)):
            missed.append((row["city"], first))
    assert asked == 55
    assert missed == []


#: Rows of the golden list for which no single place is meant: a continent's half, a country, the net.
_NO_PLACE = 5


@pytest.mark.parametrize("language", ["en", "es", "ar", "de"])
def test_all_sixty_golden_rows_come_out_as_town_and_country_are_typed(gazetteer: Gazetteer, language: str) -> None:
    """Town and country in one line, the country in the language of the host; 15 km at rank 1."""
    missed, placeless = [], []
    for row in _golden():
        if not (row["city"] and row["lat"]):
            placeless.append(row["record_index"])
            continue
        first = next(iter(gazetteer.search(f"{row['city']}, {country_name(row['country_iso2'], language)}")), None)
        if first is None or distance_km(float(row["lat"]), float(row["lon"]), first.lat, first.lon) > NEAR_KM:
            missed.append((row["record_index"], row["city"], first))
    assert len(_golden()) == 60
    assert missed == []
    assert len(placeless) == _NO_PLACE, placeless


def test_the_two_ambiguous_names_offer_both(gazetteer: Gazetteer) -> None:
    """``القدس`` is one town in two countries' lists; ``Amed`` is Diyarbakır in Kurdish, and Amadiya."""
    assert {"IL", "PS"} <= {place.country for place in gazetteer.search("القدس")}
    assert {"TR", "IQ"} <= {place.country for place in gazetteer.search("Amed")}


def test_what_organisers_typed_finds_the_city_in_nine_of_ten(gazetteer: Gazetteer) -> None:
    rows = [row for row in _golden() if row["city"] and row["lat"] and row["place_raw"].strip()]
    hits = 0
    for row in rows:
        first = next(iter(gazetteer.search(row["place_raw"], country=row["country_iso2"])), None)
        hits += first is not None and distance_km(float(row["lat"]), float(row["lon"]), first.lat, first.lon) <= NEAR_KM
    assert hits >= 0.9 * len(rows)


#: Faults that no rule can know: the pin is a plausible point of the right country.
_PLAUSIBLE = {"142", "149", "223"}


@pytest.mark.parametrize("verdict", ["ok", "faulty"])
def test_the_golden_pins_are_judged_right(gazetteer: Gazetteer, verdict: str) -> None:
    wrong = []
    for row in _golden():
        if (row["coord_verdict"] == "ok") != (verdict == "ok") or row["record_index"] in _PLAUSIBLE:
            continue
        country = row["country_iso2"] or None
        found = gazetteer.search(row["city"], country=country) if row["city"] else []
        place = found[0] if found else None
        warnings = check_pin(float(row["lat_raw"]), float(row["lon_raw"]), country=country, place=place)
        if bool(warnings) == (verdict == "ok"):
            wrong.append((row["record_index"], row["city"], row["coord_verdict"], warnings))
        if row["coord_verdict"].startswith("sign-error"):
            assert place is not None
            suggestion = warnings[0].suggestion
            assert suggestion is not None
            assert distance_km(suggestion.lat, suggestion.lon, place.lat, place.lon) < 25
    assert wrong == []


def test_the_demo_campaigns_actions_are_in_their_zones_and_raise_no_question() -> None:
    actions = json.loads(shared_path("data/day-of-action-17-nov.json").read_text(encoding="utf-8"))["actions"]
    placed = [action for action in actions if action["lat"] is not None]
    wrong = [
        action["slug"]
        for action in placed
        if zone_at(action["lat"], action["lon"]) != action["timezone"]
        or check_pin(action["lat"], action["lon"], country=action["country"], place=None)
    ]
    assert len(placed) > 40
    assert wrong == []
