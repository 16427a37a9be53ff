"""Towns that share a name and a region: nobody is asked to choose between two that say the same."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator

import pytest
from flask import Flask
from flask_babel import force_locale

from organizer.places.candidates import PlaceCandidate
from organizer.places.current import gazetteer
from organizer.places.geometry import distance_km
from organizer.places.namesakes import namesake_labels
from tests.support.client import InspectingClient

#: Towns are in no database of ours.
pytestmark = pytest.mark.engines("sqlite")
#: Every one of so many groups of namesakes is looked at.
_ONE_OF = 40


@pytest.fixture
def inside(app: Flask) -> Iterator[None]:
    with app.test_request_context():
        yield


def alike() -> list[list[PlaceCandidate]]:
    """Return some of the groups of towns of the same name, province and country."""
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    with sqlite3.connect(f"file:{gazetteer().path}?mode=ro&immutable=1", uri=True) as connection:
        for place_id, *words in connection.execute("SELECT id, name, country, admin1 FROM place ORDER BY rank"):
            groups[tuple(map(str, words))].append(place_id)
    connection.close()
    several = [ids for ids in groups.values() if len(ids) > 1]
    largest = sorted(several, key=len)[-5:]
    return [[gazetteer().get(one) for one in ids] for ids in (*several[::_ONE_OF], *largest)]


@pytest.mark.usefixtures("inside")
@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_two_towns_say_the_same(language: str) -> None:
    groups = alike()
    assert len(groups) > 40
    with force_locale(language):
        for group in groups:
            named = namesake_labels(gazetteer(), group, language)
            assert len({one.label for one in named}) == len(group), named
            assert [one.place_id for one in named] == [place.id for place in group]


@pytest.mark.usefixtures("inside")
def test_a_larger_town_nearby_tells_them_apart_and_who_is_alone_stays_short() -> None:
    labels = [one.label for one in namesake_labels(gazetteer(), gazetteer().search("Kamenka, Russia"), "en")]
    assert labels[:3] == [
        "Kamenka, Penza Oblast, Russia",
        "Kamenka, near Balashov, Voronezh Oblast, Russia",
        "Kamenka, near Ostrogozhsk, Voronezh Oblast, Russia",
    ]


@pytest.mark.usefixtures("inside")
@pytest.mark.parametrize("typed", ["Bykovo, Russia", "Cañete, Chile", "Willard, Utah", "Heretaunga", "Lifau"])
def test_a_town_that_is_listed_twice_is_offered_once(typed: str) -> None:
    found = gazetteer().search(typed)
    for one in found:
        others = [other for other in found if other.name == one.name and other.id != one.id]
        assert all(distance_km(one.lat, one.lon, other.lat, other.lon) > 2 for other in others)
    assert found


@pytest.mark.parametrize("typed", ["San Antonio, Philippines", "San José, Guatemala", "Kamenka, Russia", "Springfield"])
@pytest.mark.parametrize("prefix", ["", "/ar"])
def test_the_search_and_the_hosts_form_offer_no_two_alike(client: InspectingClient, typed: str, prefix: str) -> None:
    answer = client.get(f"{prefix}/places/search", query_string={"q": typed}).get_json()
    words = [(place["label"], place["detail"]) for place in answer["places"]]
    assert len(words) > 1
    assert len(set(words)) == len(words)
