"""Places of a calendar file: towns are offered, never chosen for anybody; pins that look wrong are pointed out."""

import re

import pytest

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
        ("here", "Its pin can’t be right, so it has none."),
    ],
)
def test_a_pin_that_looks_wrong_is_pointed_out(importer: Importer, geo: str, words: str) -> None:
    assert words in importer.look(event(r"Plaza\, Bogotá", f"GEO:{geo}"))


@pytest.mark.parametrize("geo", ["0;0", "4.5981;285.9240", "here"])
def test_a_pin_that_cannot_be_right_is_not_kept(importer: Importer, geo: str) -> None:
    importer.save(event(r"Plaza\, Bogotá", f"GEO:{geo}"))
    assert (importer.details().lat, importer.details().pin_source) == (None, None)


def test_many_places_are_looked_up_within_bounds(importer: Importer) -> None:
    places = (rally().replace("Plaza\\, Bogotá", f"Somewhere {'x' * (n % 9)}q{'y' * (n // 9)}") for n in range(300))
    page = importer.look(calendar(*(one.replace("rally@", f"{n}@") for n, one in enumerate(places))))
    assert len(keys_of(page)) == 300
