import pytest

from organizer.places.gazetteer import Gazetteer
from organizer.places.names import detail_for, label_for, name_for


@pytest.mark.parametrize(
    ("query", "language", "name"),
    [
        ("London", "en", "London"),
        ("London", "es", "Londres"),
        ("London", "ar", "لندن"),
        ("Cairo", "ar", "القاهرة"),
        ("Cairo", "fa", "قاهره"),
        ("Kyiv", "uk", "Київ"),
        ("Kyiv", "ru", "Киев"),
        ("New York City", "es", "Nueva York"),
        ("Munich", "ar", "ميونخ"),
        ("Munich", "el", "Μόναχο"),
        ("Munich", "de", "Munich"),
        ("Tegucigalpa", "ar", "تيغوسيغالبا"),
        ("Hebden Bridge", "th", "Hebden Bridge"),
        ("Tokyo", "ja-JP", "東京"),
        ("Apia", "sm", "Apia"),
        ("Köln", "en", "Cologne"),
        ("Köln", "en-GB", "Cologne"),
        ("Köln", "es", "Köln"),
        ("Seville", "en", "Seville"),
        ("Rome", "en", "Rome"),
        ("Vienna", "en", "Vienna"),
        ("Prague", "en", "Prague"),
        ("Warsaw", "en", "Warsaw"),
        ("Lisbon", "en", "Lisbon"),
        ("Florence", "en", "Florence"),
    ],
)
def test_a_place_is_called_as_the_reader_calls_it(gazetteer: Gazetteer, query: str, language: str, name: str) -> None:
    assert name_for(gazetteer.search(query)[0], language) == name


def test_namesakes_are_told_apart(gazetteer: Gazetteer) -> None:
    labels = [label_for(place, "en") for place in gazetteer.search("Springfield, US")]
    assert len(set(labels)) == len(labels)
    assert "Springfield, Illinois, United States" in labels


def test_a_province_of_the_same_name_is_not_repeated(gazetteer: Gazetteer) -> None:
    place = gazetteer.search("Córdoba, Argentina")[0]
    assert label_for(place, "es") == "Córdoba, Argentina"
    assert detail_for(place, "es") == "Argentina"


def test_arabic_lists_with_its_own_comma(gazetteer: Gazetteer) -> None:
    assert label_for(gazetteer.search("Cairo")[0], "ar") == "القاهرة، مصر"
    assert label_for(gazetteer.search("Munich")[0], "ar") == "ميونخ، Bavaria، ألمانيا"
