"""Bands, towns without an event, and ten thousand against ten thousand."""

import random
import time

import pytest

from organizer.campaigns.rules import SafetyProfile
from organizer.places.gazetteer import City
from organizer.places.geometry import distance_km
from organizer.watches.rules import Band, Spot, SpotGrid, Waiting, band_of, cities_without, find_gaps

STANDARD, HIGH_RISK = SafetyProfile.STANDARD, SafetyProfile.HIGH_RISK


@pytest.mark.parametrize(
    ("people", "safety", "least"),
    [
        (1, STANDARD, 0), (4, STANDARD, 0), (5, STANDARD, 5), (9, STANDARD, 5), (10, STANDARD, 10), (49, STANDARD, 20),
        (99_999, STANDARD, 10_000), (19, HIGH_RISK, 0), (20, HIGH_RISK, 20),
    ],
)  # fmt: skip
def test_a_number_is_shown_as_a_band(people: int, safety: SafetyProfile, least: int) -> None:
    assert band_of(people, safety) == Band(least)


def test_one_person_looks_like_four() -> None:
    assert len({band_of(people, STANDARD) for people in range(1, 5)}) == 1
    assert len({band_of(people, HIGH_RISK) for people in range(1, 20)}) == 1


def test_a_town_is_a_gap_for_those_who_have_nothing_within_their_reach() -> None:
    events = SpotGrid([Spot(4.58, -74.22, None)])  # 15 km from Bogotá
    near = Waiting(1, "CO", 4.61, -74.08, 50, 9)
    leticia = [Waiting(2, "CO", -4.2, -69.9, 25, 3), Waiting(2, "CO", -4.2, -69.9, 250, 4)]
    (gap,) = find_gaps([near, *leticia], events, STANDARD)
    assert (gap.place_id, gap.band) == (2, Band(5))


def test_a_town_of_few_is_left_out_where_people_are_at_risk() -> None:
    towns = [Waiting(1, "CO", 4.61, -74.08, 50, 19), Waiting(2, "CO", -4.2, -69.9, 50, 20)]
    assert [gap.place_id for gap in find_gaps(towns, SpotGrid([]), HIGH_RISK)] == [2]
    assert [gap.place_id for gap in find_gaps(towns, SpotGrid([]), STANDARD)] == [2, 1]


def test_a_city_near_an_event_over_the_date_line_has_one() -> None:
    city = City(1, "FJ", -16.8, 179.95, 60_000)
    assert cities_without([city], SpotGrid([Spot(-16.8, -179.95, None)]), 25) == []
    assert cities_without([city], SpotGrid([Spot(-16.8, -178.0, None)]), 25) == [city]


def test_the_grid_finds_what_a_look_at_every_pair_finds() -> None:
    chance = random.Random(7)
    spots = [Spot(chance.uniform(-89, 89), chance.uniform(-180, 180), number) for number in range(1500)]
    grid = SpotGrid(spots)
    for _ in range(60):
        lat, lon, km = chance.uniform(-89, 89), chance.uniform(-180, 180), chance.choice((25, 250))
        wanted = {spot.key for spot in spots if distance_km(lat, lon, spot.lat, spot.lon) <= km}
        assert {spot.key for spot, _ in grid.around(lat, lon, km)} == wanted


def test_ten_thousand_towns_against_ten_thousand_events_take_a_moment() -> None:
    chance = random.Random(8)
    points = [(chance.uniform(-50, 60), chance.uniform(-180, 180)) for _ in range(20_000)]
    events = SpotGrid(Spot(lat, lon, None) for lat, lon in points[:10_000])
    towns = [Waiting(number, "CO", lat, lon, 50, 3) for number, (lat, lon) in enumerate(points[10_000:])]
    began = time.process_time()
    assert 5_000 < len(find_gaps(towns, events, STANDARD)) < 10_000
    assert time.process_time() - began < 2, "every pair would take minutes"
