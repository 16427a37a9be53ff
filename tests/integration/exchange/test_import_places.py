"""Places of a calendar file: towns are offered, never chosen for anybody; pins that look wrong are pointed out."""

import re

import pytest
from sqlalchemy import select

from organizer.events.models import Event
from organizer.events.queries import details_of
from organizer.events.rules import PinSource, Precision
from tests.integration.exchange.conftest import Importer, calendar, keys_of, rally

BOGOTA = "3688689"


def event(place: str, *more: str) -> bytes:
    lines = "".join(f"{line}\r\n" for line in more)
    return calendar(rally(more=lines).replace("LOCATION:Plaza\\, Bogotá", f"LOCATION:{place}"))


def offered(page: str) -> list[str]:
    """Return the towns that a page offers, without the one that leaves it open."""
    return re.findall(r'<option value="\d+"[^>]*>([^<]+)</option>', page)


@pytest.mark.parametrize(
    ("place", "first"),
    [
        (r"Plaza de Bolívar\, Carrera 7\, Bogotá\, Colombia", "Bogotá, Bogota D.C., Colombia"),
        (r"Rathausplatz 1\, 20095 Hamburg\, Germany", "Hamburg, Germany"),
        (r"Church Hall\, Springfield\, Illinois", "Springfield, Illinois, United States"),
        ("ميدان التحرير، القاهرة", "Cairo, Egypt"),
        (r"Le Café - Lyon", "Lyon, Auvergne-Rhône-Alpes, France"),
    ],
)
def test_a_town_that_is_named_is_offered(importer: Importer, place: str, first: str) -> None:
    assert offered(importer.look(event(place)))[0] == first


@pytest.mark.parametrize("place", ["Community centre", "Room 4", "", "https://meet.example.org/x", "12345", "x" * 190])
def test_where_no_town_is_named_none_is_offered(importer: Importer, place: str) -> None:
    assert offered(importer.look(event(place))) == []


def test_a_town_that_is_named_and_near_the_pin_comes_first(importer: Importer) -> None:
    towns = offered(importer.look(event(r"Hall\, Springfield", "GEO:39.7990;-89.6440")))
    assert towns[0] == "Springfield, Illinois, United States"


def test_a_pin_alone_offers_what_is_near(importer: Importer) -> None:
    assert offered(importer.look(event("Hall", "GEO:4.60971;-74.08175")))[0] == "Bogotá, Bogota D.C., Colombia"


def test_nothing_is_chosen_for_anybody(importer: Importer) -> None:
    page = importer.look(event(r"Plaza\, Bogotá"))
    assert "selected" not in page[page.index("town-1") :]
    importer.send(page)
    details = importer.details()
    assert (details.city, details.country, details.place_id, details.lat) == (None, None, None, None)


def test_a_town_that_is_chosen_is_the_drafts_town(importer: Importer) -> None:
    page = importer.look(event(r"Plaza\, Bogotá"))
    [key] = keys_of(page)
    importer.send(page, **{f"town-{key}": BOGOTA})
    details = importer.details()
    assert (details.venue, details.city, details.country, details.place_id) == (
        "Plaza, Bogotá", "Bogotá", "CO", int(BOGOTA),
    )  # fmt: skip
    assert (details.pin_source, details.precision) == (PinSource.GAZETTEER, Precision.CITY)


@pytest.mark.parametrize(
    "start", ["DTSTART:20271117T150000", "DTSTART;VALUE=DATE:20271117", "DTSTART:20271117T200000Z"]
)
def test_r99_a_town_says_in_which_zone_its_event_is(importer: Importer, start: str) -> None:
    data = event(r"Plaza\, Bogotá").replace(b"DTSTART;TZID=America/Bogota:20271117T150000", start.encode())
    data = data.replace(b"DTEND;TZID=America/Bogota:20271117T170000\r\n", b"")
    page = importer.look(data)
    [key] = keys_of(page)
    assert "Which time zone? The file does not say." in importer.send(page, status=422)
    importer.send(page, **{f"town-{key}": BOGOTA})
    details = importer.details()
    assert (details.zone, details.start.hour) == ("America/Bogota", 0 if "DATE" in start else 15)


def test_a_town_that_was_not_offered_is_not_taken(importer: Importer) -> None:
    page = importer.look(event(r"Plaza\, Bogotá"))
    [key] = keys_of(page)
    importer.send(page, **{f"town-{key}": "2911298"})
    assert importer.details().place_id is None


def test_a_choice_stays_when_somebody_looks_again(importer: Importer) -> None:
    page = importer.look(event(r"Plaza\, Bogotá"))
    [key] = keys_of(page)
    page = importer.send(page, status=200, look="1", **{f"town-{key}": BOGOTA})
    assert f'<option value="{BOGOTA}" selected>Bogotá, Bogota D.C., Colombia</option>' in page
    assert importer.events() == []


def test_a_pin_of_the_file_is_kept_beside_the_town(importer: Importer) -> None:
    page = importer.look(event(r"Plaza\, Bogotá", "GEO:4.5981;-74.0760"))
    [key] = keys_of(page)
    importer.send(page, **{f"town-{key}": BOGOTA})
    details = importer.details()
    assert (details.lat, details.lon, details.pin_source) == (4.5981, -74.076, PinSource.IMPORT)


@pytest.mark.parametrize(
    ("geo", "words"),
    [
        ("0;0", "The pin is at 0, 0, in the sea off Africa."),
        ("-74.0760;4.5981", "Latitude and longitude look swapped. Did you mean 4.59810, -74.07600?"),
        ("4.5981;74.0760", "A minus sign looks lost. Did you mean 4.59810, -74.07600?"),
        ("4.5981;285.9240", "The map was turned once around the world. Did you mean 4.59810, -74.07600?"),
        ("4.5981;-40.0", "The pin is in the sea."),
        ("4.0;-72.0", "The pin is in the middle of the country, as if nobody had set it."),
        ("here", "Its pin can’t be right, so it has none."),
    ],
)
def test_a_pin_that_looks_wrong_is_pointed_out(importer: Importer, geo: str, words: str) -> None:
    assert words in importer.look(event(r"Plaza\, Bogotá", f"GEO:{geo}"))


def test_b71_what_the_pin_was_meant_to_be_is_taken_with_one_choice_and_stays(importer: Importer) -> None:
    data = event(r"Plaza\, Bogotá", "GEO:-74.0760;4.5981")
    page = importer.look(data)
    [key] = keys_of(page)
    assert '<option value="4.5981,-74.076">4.59810, -74.07600</option>' in page
    importer.send(page, **{f"pin-{key}": "4.5981,-74.076", f"town-{key}": BOGOTA})
    assert (importer.details().lat, importer.details().pin_source) == (4.5981, PinSource.HOST)
    later = data.replace(b"SEQUENCE:0", b"SEQUENCE:1").replace(b"SUMMARY:Rally", b"SUMMARY:March")
    importer.save(later)
    assert (importer.details().title["en"], importer.details().lat) == ("March", 4.5981), "B73: not undone"


def test_a_doubted_pin_may_be_given_up_for_the_town(importer: Importer) -> None:
    page = importer.look(event(r"Plaza\, Bogotá", "GEO:4.5981;74.0760"))
    [key] = keys_of(page)
    importer.send(page, **{f"pin-{key}": "none", f"town-{key}": BOGOTA})
    assert importer.details().pin_source is PinSource.GAZETTEER


def test_a_choice_of_a_pin_stays_when_somebody_looks_again(importer: Importer) -> None:
    page = importer.look(event(r"Plaza\, Bogotá", "GEO:4.5981;74.0760"))
    [key] = keys_of(page)
    page = importer.send(page, status=200, look="1", **{f"pin-{key}": "4.5981,-74.076"})
    assert '<option value="4.5981,-74.076" selected>' in page
    assert "Pin: <bdi" in page


@pytest.mark.parametrize("choice", ["x", "91,0", "0,0", "4.5,", "4.5981,285.9", "<script>"])
def test_a_pin_that_cannot_be_is_not_taken_as_a_choice(importer: Importer, choice: str) -> None:
    page = importer.look(event(r"Plaza\, Bogotá", "GEO:4.5981;74.0760"))
    [key] = keys_of(page)
    importer.send(page, **{f"pin-{key}": choice})
    assert (importer.details().lon, importer.details().pin_source) == (74.076, PinSource.IMPORT)


def test_b88_the_town_and_pin_of_one_event_are_never_taken_for_the_next_that_has_none(importer: Importer) -> None:
    first = rally(more="GEO:4.5981;-74.0760\r\n")
    second = rally().replace("rally@", "other@").replace("Plaza\\, Bogotá", "Community centre")
    page = importer.look(calendar(first, second))
    importer.send(page, **{f"town-{keys_of(page)[0]}": BOGOTA})
    with importer.database.reading() as session:
        found = [details_of(row) for row in session.scalars(select(Event))]
    assert {(one.venue, one.city, one.lat) for one in found} == {
        ("Plaza, Bogotá", "Bogotá", 4.5981), ("Community centre", None, None),
    }  # fmt: skip


@pytest.mark.parametrize(
    "lines",
    [
        ["GEO:4°35'53.2\";-74°4'33.6\""],
        ["GEO:4,5981111;-74,0760000"],
        ['X-APPLE-STRUCTURED-LOCATION;VALUE=URI;X-TITLE="Plaza":geo:4.5981111,-74.076'],
    ],
)
def test_pins_are_read_in_all_the_ways_that_programs_write_them(importer: Importer, lines: list[str]) -> None:
    importer.save(event(r"Plaza\, Bogotá", *lines))
    details = importer.details()
    assert (details.lat, details.lon) == pytest.approx((4.5981111, -74.076), abs=1e-6)


def test_a_place_that_is_nothing_but_a_position_is_the_pin(importer: Importer) -> None:
    importer.save(event(r"4.5981\, -74.0760"))
    assert importer.details().lat == 4.5981


@pytest.mark.parametrize("geo", ["0;0", "4.5981;285.9240", "here"])
def test_a_pin_that_cannot_be_right_is_not_kept(importer: Importer, geo: str) -> None:
    importer.save(event(r"Plaza\, Bogotá", f"GEO:{geo}"))
    assert (importer.details().lat, importer.details().pin_source) == (None, None)


def test_many_places_are_looked_up_within_bounds(importer: Importer) -> None:
    places = (rally().replace("Plaza\\, Bogotá", f"Somewhere {'x' * (n % 9)}q{'y' * (n // 9)}") for n in range(300))
    page = importer.look(calendar(*(one.replace("rally@", f"{n}@") for n, one in enumerate(places))))
    assert len(keys_of(page)) == 300
