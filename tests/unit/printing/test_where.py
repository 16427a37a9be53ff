from organizer.editions.printing.where import PlaceWords, place_words
from organizer.editions.printing.words import words_for
from organizer.foundation.core.languages import Text
from organizer.record.types import EventRecord, Mode, Place
from tests.support.records import make_event, make_place


def where(event: EventRecord) -> PlaceWords:
    return place_words(event, words_for("en"))


def test_a_place_has_a_name_and_a_street_and_says_its_town_once() -> None:
    found = where(make_event())
    assert str(found.name) == "Brandenburger Tor"
    assert str(found.address) == "Pariser Platz, 10117 Berlin"
    assert found.note is None


def test_a_town_that_the_street_does_not_say_is_added() -> None:
    found = where(make_event(place=make_place(address="483 George Street", city="Sydney")))
    assert str(found.address) == "483 George Street, Sydney"


def test_japanese_addresses_begin_with_the_town() -> None:
    place = make_place(venue=Text("日比谷公園", "ja"), address="千代田区日比谷公園1-6", city="東京")
    assert str(where(make_event(place=place, languages=("ja",))).address) == "東京 千代田区日比谷公園1-6"


def test_arabic_addresses_use_the_arabic_comma() -> None:
    place = make_place(venue=None, address="شارع محمد الخامس", city="الرباط")
    found = where(make_event(place=place, languages=("ar",)))
    assert str(found.name) == "شارع محمد الخامس"
    assert str(found.address) == "الرباط"


def test_a_withheld_place_is_sent_on_signing_up() -> None:
    found = where(make_event(place=Place(city="Quito", country="EC", is_withheld=True)))
    assert str(found.name) == "Quito"
    assert found.address is None
    assert str(found.note) == "You get the exact place when you sign up"


def test_a_withheld_address_is_not_printed_even_if_the_record_holds_one() -> None:
    place = Place(venue=Text("La Floresta", "es"), address="Calle Secreta 12", city="Quito", is_withheld=True)
    found = where(make_event(place=place))
    assert str(found.name) == "La Floresta"
    assert str(found.address) == "Quito"


def test_an_online_event_tells_where_the_link_comes_from() -> None:
    event = make_event(mode=Mode.ONLINE, place=Place(), online_is_withheld=True)
    found = where(event)
    assert str(found.name) == "Online"
    assert str(found.note) == "You get the link when you sign up"


def test_a_hybrid_event_says_that_it_is_online_too() -> None:
    assert str(where(make_event(mode=Mode.HYBRID)).note) == "Also online"


def test_an_event_without_any_place_prints_none() -> None:
    found = where(make_event(place=Place()))
    assert found == PlaceWords(None, None, None)
