"""Places in the form: guesses are shown and chosen, never made in silence."""

import pytest

from organizer.events.rules import PinSource, Precision
from tests.factories.events import make_details
from tests.unit.events.conftest import BERLIN, BOGOTA, CORDOBA_AR, Sender


def test_a_chosen_town_gives_its_point_country_and_zone(sender: Sender) -> None:
    details = sender.taken()
    assert (details.city, details.country, details.zone) == ("Bogotá", "CO", "America/Bogota")
    assert (details.place_id, details.pin_source, details.precision) == (
        int(BOGOTA),
        PinSource.GAZETTEER,
        Precision.CITY,
    )


@pytest.mark.parametrize("typed", ["Córdoba", "cordoba", "Springfield", "London", "القاهرة"])
def test_namesakes_are_offered_and_none_is_chosen(sender: Sender, typed: str) -> None:
    assert sender.send(place_q=typed, place=None) is None
    assert sender.refused == {"place": ["Choose one of these."]}
    assert len(sender.offered) > 1
    assert sender.offered[-1] == "0", "the way out stands last"
    assert sender.form.place.data is None or len(sender.offered) == 2


def test_the_only_place_of_a_name_is_ticked_but_not_taken_before_it_was_seen(sender: Sender) -> None:
    assert sender.send(place_q="Ouagadougou", place=None) is None
    assert sender.refused == {"place": ["Choose one of these."]}
    assert sender.form.place.data == sender.offered[0]
    assert sender.taken(place_q="Ouagadougou", place=sender.offered[0]).country == "BF"


def test_a_close_spelling_is_a_question_and_not_ticked(sender: Sender) -> None:
    assert sender.send(place_q="Ouagadugu", place=None) is None
    assert sender.form.place.data is None
    assert len(sender.offered) > 1


def test_a_town_that_was_chosen_for_other_words_is_chosen_no_more(sender: Sender) -> None:
    assert sender.send(place_q="Berlin", place=BOGOTA) is None
    assert sender.refused == {"place": ["Choose one of these."]}
    assert BERLIN in sender.offered
    assert BOGOTA not in sender.offered


def test_the_town_of_the_event_as_it_was_stays_chosen_under_any_name(sender: Sender) -> None:
    old = make_details(place_id=int(BOGOTA), city="La capital")
    assert sender.taken(old=old, place_q="La capital", place_before="La capital").place_id == int(BOGOTA)


@pytest.mark.parametrize("place", ["999999999", "-1", "3688689; DROP TABLE", "³"])
def test_a_place_that_the_list_does_not_have_is_asked_again(sender: Sender, place: str) -> None:
    assert sender.send(place=place) is None
    assert "place" in sender.refused


def test_without_any_word_about_the_place_the_form_asks(sender: Sender) -> None:
    assert sender.send(place_q="", place=None) is None
    assert sender.refused == {"place_q": ["Where is it? A town is enough."]}


def test_a_town_that_nobody_finds_is_said_so(sender: Sender) -> None:
    assert sender.send(place_q="Xqzvbnm Qwrtz", place=None) is None
    assert list(sender.refused) == ["place_q"]


def test_a_town_can_be_told_by_hand_with_its_country(sender: Sender) -> None:
    assert sender.send(place="0", city="Villa Nueva del Río", country=None) is None
    assert sender.refused == {"city": ["Tell us the town and the country."]}
    details = sender.taken(place="0", city="Villa Nueva del Río", country="CO")
    assert (details.city, details.country, details.place_id, details.zone) == (
        "Villa Nueva del Río", "CO", None, "America/Bogota",
    )  # fmt: skip


def test_a_country_with_several_zones_does_not_give_one(sender: Sender) -> None:
    assert sender.send(place="0", city="Nowhere", country="BR") is None
    assert sender.refused == {"zone": ["Which time zone do the clocks there follow?"]}
    assert sender.taken(place="0", city="Nowhere", country="BR", zone="America/Manaus").zone == "America/Manaus"


def test_a_pin_gives_the_zone_where_the_country_does_not(sender: Sender) -> None:
    details = sender.taken(place="0", city="Somewhere", country="BR", lat="-3.1", lon="-60.02")
    assert (details.zone, details.pin_source, details.precision) == ("America/Manaus", PinSource.HOST, Precision.EXACT)


def test_a_zone_that_the_host_chose_wins_over_the_place(sender: Sender) -> None:
    assert sender.taken(zone="America/Lima").zone == "America/Lima"


#: A pin for Bogotá (4.6, -74.08), and what the form says to it.
PINS = [
    ("-74.08", "4.6", "Latitude and longitude look swapped."),
    ("4.6", "74.08", "A minus sign looks lost."),
    ("0", "0", "The pin is at 0, 0, in the sea off Africa."),
    ("91", "0", "There is no such point on Earth."),
    ("4.6", "285.92", "The map was turned once around the world."),
    ("10.39", "-75.48", "The pin is far from the town that you chose."),
    ("40.4", "-3.7", "The pin is outside the country that you chose."),
    ("12.0", "-80.0", "The pin is in the sea."),
    ("nan", "nan", "These are no numbers on a map."),
    ("4.6", "", "A pin needs both numbers."),
]


@pytest.mark.parametrize(("lat", "lon", "words"), PINS)
def test_a_pin_that_looks_wrong_is_asked_about(sender: Sender, lat: str, lon: str, words: str) -> None:
    assert sender.send(lat=lat, lon=lon) is None
    said = " ".join(reason for reasons in sender.refused.values() for reason in reasons)
    assert words in said or lat == "nan"


def test_a_host_who_is_sure_of_a_pin_is_believed(sender: Sender) -> None:
    assert sender.send(lat="10.39", lon="-75.48") is None
    assert sender.taken(lat="10.39", lon="-75.48", pin_is_right="y").lat == pytest.approx(10.39)


@pytest.mark.parametrize(("lat", "lon"), [("91", "0"), ("4.6", "285.92")])
def test_numbers_that_are_no_position_are_refused_however_sure_one_is(sender: Sender, lat: str, lon: str) -> None:
    assert sender.send(lat=lat, lon=lon, pin_is_right="y") is None
    assert sender.refused["lat"]


def test_a_pin_set_by_hand_stays_until_it_is_emptied(sender: Sender) -> None:
    old = make_details(place_id=int(BOGOTA), city="Bogotá", lat=4.61, lon=-74.07, pin_source=PinSource.HOST)
    assert sender.taken(old=old).lat == pytest.approx(4.61), "the form did not show the pin"
    assert sender.taken(old=old, lat="", lon="").pin_source is PinSource.GAZETTEER
    assert sender.taken(old=old, place_q="Córdoba, Argentina", place=CORDOBA_AR).pin_source is PinSource.GAZETTEER


def test_a_pin_that_a_geocoder_found_goes_with_its_address(sender: Sender) -> None:
    kept = {"place_id": int(BOGOTA), "city": "Bogotá", "lat": 4.61, "lon": -74.07, "pin_source": PinSource.GEOCODER}
    assert sender.taken(old=make_details(**kept)).pin_source is PinSource.GEOCODER
    assert sender.taken(old=make_details(**kept), address="Calle 26").pin_source is PinSource.GAZETTEER


def test_an_online_event_needs_no_place_and_follows_utc_until_told_otherwise(sender: Sender) -> None:
    online = {"mode": "online", "place_q": "", "place": None, "venue": "", "address": ""}
    details = sender.taken(**online)
    assert (details.zone, details.city, details.lat) == ("UTC", None, None)
    assert sender.taken(**online, zone="Europe/Madrid").zone == "Europe/Madrid"


def test_who_may_not_know_the_exact_place_cannot_change_it(sender: Sender) -> None:
    old = make_details(venue="Casa de Ana", address="Calle 9", place_id=int(BOGOTA))
    details = sender.taken(
        old=old, keeps_place=True, title="New", venue="Elsewhere", address="", place=BERLIN, place_q="Berlin",
        address_visibility="public", mode="online", online_url="https://evil.example/",
    )  # fmt: skip
    assert details.title["en"] == "New"
    for name in ("venue", "address", "city", "country", "place_id", "lat", "lon", "mode", "online_url", "zone"):
        assert getattr(details, name) == getattr(old, name), name
