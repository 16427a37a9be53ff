"""Places in the form: guesses are shown and chosen, never made in silence."""

from dataclasses import replace

import pytest

from organizer.events.rules import EventDetails, PinSource, Precision
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
    assert sender.send(place_q="Ouagadogou", place=None) is None
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


@pytest.mark.parametrize(
    ("lat", "lon"),
    [
        ("4.61, -74.07", ""), ("", "4.61, -74.07"), ("4°36'36\" N 74°04'12\" O", ""), ("4,61", "-74,07"),
        ("geo:4.61,-74.07", ""), ("https://www.openstreetmap.org/#map=17/4.61/-74.07", "-99"), ("٤٫٦١", "-٧٤٫٠٧"),
    ],
)  # fmt: skip
def test_a_pin_may_be_pasted_as_maps_and_people_write_it(sender: Sender, lat: str, lon: str) -> None:
    details = sender.taken(lat=lat, lon=lon)
    assert (details.lat, details.lon) == (4.61, -74.07)
    assert (details.pin_source, details.precision) == (PinSource.HOST, Precision.EXACT)


def test_what_cannot_be_read_as_a_pin_is_said_beside_the_field(sender: Sender) -> None:
    assert sender.send(lat="the big square", lon="") is None
    assert sender.refused["lat"] == ["Write a number, such as 4.598, or paste a position or the link of a map."]


@pytest.mark.parametrize(
    ("lat", "lon", "ways"),
    [
        ("4.6", "74.08", ["Move the pin to 4.60000, -74.08000", "Take the middle of Bogotá"]),
        ("0", "0", ["Take the middle of Bogotá"]),
    ],
)
def test_a_doubted_pin_is_put_right_with_one_click(sender: Sender, lat: str, lon: str, ways: list[str]) -> None:
    assert sender.send(lat=lat, lon=lon) is None
    assert [way.words for way in sender.form.pin_ways] == ways
    moved = sender.taken(lat=lat, lon=lon, do=f"pin:{sender.form.pin_ways[0].value}")
    assert (moved.lat, moved.pin_source) == ((4.6, PinSource.HOST) if len(ways) > 1 else (4.60971, PinSource.GAZETTEER))


@pytest.mark.parametrize("act", ["pin:", "pin:x,y", "pin:4.6", "pin:town,1", "pin:<script>"])
def test_a_click_that_no_button_offers_takes_the_pin_away_and_does_no_harm(sender: Sender, act: str) -> None:
    assert sender.taken(lat="4.6", lon="-74.08", do=act).pin_source is PinSource.GAZETTEER


@pytest.mark.parametrize(
    ("lat", "lon"), [("0", "0"), ("4.57", "4.57"), ("48.85", "2.35"), ("5", "-80"), ("4.570868", "-74.297333")]
)
def test_a_town_in_the_hosts_own_words_is_offered_for_a_doubted_pin(sender: Sender, lat: str, lon: str) -> None:
    typed = {"place": "0", "city": "bogota", "country": "CO"}
    assert sender.send(**typed, lat=lat, lon=lon) is None
    assert sender.form.pin_ways[0].words.startswith("Move the pin to Bogotá")
    moved = sender.taken(**typed, lat=lat, lon=lon, do=f"pin:{sender.form.pin_ways[0].value}")
    assert (moved.lat, moved.lon) == pytest.approx((4.61, -74.08), abs=0.01)


@pytest.mark.parametrize(
    "link", ["https://maps.app.goo.gl/Ab12", "goo.gl/maps/x", "///filled.count.soap", "https://w3w.co/a.b.c"]
)
def test_a_short_link_is_told_to_hold_no_position(sender: Sender, link: str) -> None:
    assert sender.send(lat=link) is None
    assert sender.refused["lat"][0].startswith("A short link holds no position.")


def _pinned(**more: object) -> EventDetails:
    return make_details(
        place_id=int(BOGOTA), city="Bogotá", lat=4.61, lon=-74.07, pin_source=PinSource.HOST, precision=Precision.EXACT,
        **more,
    )  # fmt: skip


def test_b68_when_the_address_changes_the_form_asks_about_the_pin(sender: Sender) -> None:
    old = _pinned()
    pin = {"lat": "4.61", "lon": "-74.07"}
    assert sender.send(old=old, address="Calle 26", **pin) is None
    assert sender.refused["lat"] == ["The address changed and the pin did not. Is it still right?"]
    assert [way.value for way in sender.form.pin_ways] == ["town"]
    assert sender.taken(old=old, address="Calle 26", pin_is_right="y", **pin).lat == 4.61
    assert sender.taken(old=old, address="Calle 26", do="pin:town", **pin).pin_source is PinSource.GAZETTEER
    assert sender.taken(old=old, address="Calle 26", lat="4.62", lon="-74.08").lat == 4.62


def test_b68_when_the_town_changes_the_pin_of_the_old_one_is_asked_about(sender: Sender) -> None:
    moved = {"place_q": "Córdoba, Argentina", "place": CORDOBA_AR, "lat": "4.61", "lon": "-74.07"}
    assert sender.send(old=_pinned(), **moved) is None
    assert "The pin is outside the country that you chose." in sender.refused["lat"][0]


def test_b73_a_pin_set_by_hand_stays_when_anything_else_changes(sender: Sender) -> None:
    for source in (PinSource.HOST, PinSource.IMPORT):
        old = replace(_pinned(), pin_source=source, precision=Precision.APPROXIMATE)
        details = sender.taken(old=old, lat="4.61", lon="-74.07", title="Other", capacity="40")
        assert (details.lat, details.lon, details.pin_source) == (4.61, -74.07, source)
        assert details.precision is Precision.APPROXIMATE, "nobody said that it is known better now"


def test_b73_a_host_who_was_sure_once_is_not_asked_again(sender: Sender) -> None:
    old = replace(_pinned(), lat=10.39, lon=-75.48)
    assert sender.send(lat="10.39", lon="-75.48") is None
    assert sender.taken(old=old, lat="10.39", lon="-75.48").lat == 10.39


def test_b85_no_zone_is_looked_up_without_coordinates(sender: Sender) -> None:
    assert sender.send(place="0", city="Somewhere", country="BR", lat="", lon="") is None
    assert list(sender.refused) == ["zone"]
    for lat, lon in (("41557652", "1465672"), ("91", "500"), ("x", "")):
        assert sender.send(place="0", city="Somewhere", country="BR", lat=lat, lon=lon) is None


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


def test_the_fields_of_a_pin_take_text(sender: Sender) -> None:
    """A browser's own control for numbers would let nobody paste degrees or a link."""
    sender.send()
    assert 'type="text"' in sender.form.lat()
    assert 'type="text"' in sender.form.lon()
