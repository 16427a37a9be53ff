from organizer.editions.site.where import kicker, slip_place, town_of
from organizer.foundation.core.languages import Text
from organizer.record.types import Mode, Place
from tests.support.records import make_event, make_place


def test_a_public_place_is_said_in_full_with_its_town_once() -> None:
    told = slip_place(make_event())

    assert str(told.venue) == "Brandenburger Tor"
    assert str(told.address) == "Pariser Platz, 10117 Berlin"
    assert told.note is None


def test_a_withheld_place_promises_the_address_by_mail() -> None:
    place = make_place(
        venue=Text("Near La Floresta", "es"), address=None, city="Quito", is_exact=False, is_withheld=True
    )

    told = slip_place(make_event(place=place))

    assert str(told.venue) == "Near La Floresta"
    assert told.note == "The exact address comes by e-mail."
    assert told.icon == "lock"


def test_a_withheld_place_without_a_hint_says_the_town() -> None:
    place = make_place(venue=None, address=None, city="Quito", is_exact=False, is_withheld=True)

    told = slip_place(make_event(place=place))

    assert told.venue == "Quito"
    assert told.address is None


def test_a_withheld_link_is_promised_to_a_reader_and_not_to_a_confirmed_guest() -> None:
    event = make_event(mode=Mode.ONLINE, place=Place(), online_is_withheld=True)

    assert slip_place(event).note == "The link comes by e-mail after you say you’re coming."
    assert slip_place(event, is_guest=True).note is None


def test_an_event_in_two_ways_says_so() -> None:
    assert slip_place(make_event(mode=Mode.HYBRID)).note == "You can also take part online."


def test_over_the_title_stand_kind_and_town() -> None:
    assert kicker(make_event()) == "Rally · Berlin, Germany"
    assert kicker(make_event(kind="online", mode=Mode.ONLINE, place=Place())) == "Online · everywhere"


def test_a_town_keeps_the_language_of_its_event() -> None:
    town = town_of(make_event(place=make_place(city="東京"), languages=("ja",)))

    assert isinstance(town, Text)
    assert (town.value, town.lang) == ("東京", "ja")


def test_an_event_that_knows_only_its_country_says_that() -> None:
    assert town_of(make_event(place=Place(country="CO", country_name="Colombia"))) == "Colombia"
