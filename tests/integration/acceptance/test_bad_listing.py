"""What nobody should type into the form of an event, and what the form says then: a sentence, and all that was typed."""

from collections.abc import Mapping

import pytest
from sqlalchemy import func, select

from organizer.events.models import Event
from organizer.foundation.db import Database
from tests.integration.acceptance.conftest import browser_of
from tests.support.client import InspectingClient, page_of
from tests.support.demo_site import SLUG
from tests.support.page import Form, Page, text_of
from tests.support.web_server import WebServer

HOST_PAGE = f"/c/{SLUG}/host/"
#: GeoNames' number of Bogotá; there are other places of that name, so the form ticks none by itself.
BOGOTA = "3688689"
ANSWERS = {
    "place": BOGOTA,
    "venue": "Plaza de Bolívar",
    "day": "2027-11-17",
    "start": "17:00",
    "end": "19:00",
    "title": "Marcha por el agua",
    "language": "es",
    "description": "Trae un tambor.",
    "group_name": "Comité del Río",
    "email": "rio@example.org",
    "do": "send",
}
#: name of the case: (answers, the field that the sentence stands at, what it says)
REFUSED: dict[str, tuple[dict[str, str], str, str]] = {
    "unknown-language": ({"language": "xx"}, "language", "Choose one from the list."),
    "unknown-zone": ({"zone": "Mars/Olympus_Mons"}, "zone", "Choose one from the list."),
    "unknown-kind": ({"kind": "riot"}, "kind", "Choose one from the list."),
    "half-a-megabyte": ({"description": "y" * 600_000}, "description", "There is room for 5000."),
    "long-title": ({"title": "x" * 301}, "title", "This is 301 characters long. There is room for 300."),
    "empty-title": ({"title": ""}, "title", "What is it called?"),
    "end-before-start": ({"end": "09:00", "last_day": "2027-11-17"}, "end", "The end is before the start"),
    "last-day-before-first": ({"last_day": "2027-11-01"}, "last_day", "The last day is before the first"),
    "no-such-day": ({"day": "2027-02-30"}, "day", "Which day"),
    "far-year": ({"day": "9999-12-31"}, "day", "Look at the year again"),
    "no-hour": ({"start": "25:99"}, "start", "Write an hour, such as 17:30."),
    "hour-that-the-clocks-skip": (
        {"zone": "Europe/Berlin", "day": "2027-03-28", "start": "02:30", "end": ""},
        "start",
        "the clocks skip this time",
    ),
    "hour-that-comes-twice": (
        {"zone": "Europe/Berlin", "day": "2027-10-31", "start": "02:30", "end": ""},
        "fold",
        "comes twice",
    ),
    "pin-at-nought": ({"lat": "0", "lon": "0"}, "lat", "0, 0"),
    "pin-in-another-country": ({"lat": "48.85", "lon": "2.35"}, "lat", "outside the country"),
    "pin-beyond-the-poles": ({"lat": "91", "lon": "10"}, "lat", "no such point on Earth"),
    "half-a-pin": ({"lat": "4.6"}, "lon", "both numbers"),
    "pin-that-is-no-number": ({"lat": "north", "lon": "-74"}, "lat", "Write a number, such as 4.598, or paste a position or the link of a map."),
    "fewer-than-no-places": ({"capacity": "-1"}, "capacity", "A whole number: 0 when"),
    "places-that-are-no-number": ({"capacity": "many"}, "capacity", "whole number"),
    "mail-without-at": ({"email": "rio.example.org"}, "email", "no @"),
    "mail-with-a-header": ({"email": "rio@example.org\r\nBcc: spy@example.org"}, "email", "could not reach you"),
    "mail-as-encoded-word": ({"email": "=?utf-8?q?a=0D=0ABcc:_b?=@example.org"}, "email", "could not reach you"),
    "link-that-runs": ({"more_url": "data:text/html,alert(1)"}, "more_url", "It begins with https://"),
}  # fmt: skip


@pytest.fixture
def client(demo: WebServer) -> InspectingClient:
    return browser_of(demo.app)


@pytest.fixture
def database(demo: WebServer) -> Database:
    found: Database = demo.app.extensions["organizer"].database
    return found


def listing_form(client: InspectingClient) -> Form:
    """Return the form after Bogotá was looked up."""
    return client.page(f"{HOST_PAGE}?place_q=Bogotá").form(having="email")


def count_events(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(Event)) or 0


def sentence_at(page: Page, field: str) -> str:
    """Return what stands beside a field."""
    return text_of(page.one(id=f"{field}-error"))


def assert_kept(page: Page, typed: Mapping[str, str]) -> None:
    """Fail unless everything typed stands in the form, ready to be sent again."""
    values = page.form(having="email").values
    for name, value in typed.items():
        if name not in ("do", "language", "zone", "kind"):  # what no list offers cannot stand in it
            assert values.get(name, [""]) == [value.replace("\r\n", "\n")], name


@pytest.mark.parametrize("case", REFUSED)
def test_a_listing_that_cannot_be_is_answered_beside_its_field_and_nothing_typed_is_lost(
    client: InspectingClient, database: Database, case: str
) -> None:
    changes, field, words = REFUSED[case]
    before = count_events(database)
    typed = ANSWERS | changes
    response = client.send(listing_form(client), typed)
    page = page_of(response)
    assert response.status_code == 422
    assert words in sentence_at(page, field)
    assert words in text_of(page.one(id="errors"))
    assert_kept(page, typed)
    assert count_events(database) == before


def test_a_doubted_pin_is_taken_when_the_host_says_that_it_is_right(client: InspectingClient) -> None:
    far = ANSWERS | {"lat": "48.85", "lon": "2.35", "pin_is_right": "y"}
    assert client.send(listing_form(client), far).status_code == 303


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Marcha\x00 \x07por\x1b el\x9f agua", "Marcha por el agua"),
        ("Marcha \u202eauga le rop\u202c", "Marcha auga le rop"),
        ("Marcha \u2066por\u2069 el\r\nagua", "Marcha por el agua"),
        ("Marcha\u2028por el agua \ud800", "Marcha por el agua"),
        ("<script>alert(1)</script> ${7*7}", "<script>alert(1)</script> ${7*7}"),
    ],
)
def test_what_no_eye_can_see_is_taken_out_of_a_title(client: InspectingClient, typed: str, shown: str) -> None:
    data = listing_form(client).filled(ANSWERS | {"title": "", "do": "look"})
    data["title"] = [typed.encode("utf-8", "surrogatepass").decode("utf-8", "replace")]
    page = page_of(client.post(HOST_PAGE, data=data))
    (title,) = [text_of(heading) for heading in page.one(id="look").iter("h3")]
    assert title.replace("\ufffd", "").strip() == shown


def test_ten_megabytes_are_refused_with_a_page(client: InspectingClient, database: Database) -> None:
    before = count_events(database)
    response = client.send(listing_form(client), ANSWERS | {"description": "x" * 10_000_000})
    assert response.status_code == 413
    assert "too large" in page_of(response).heading
    assert count_events(database) == before


def test_a_form_sent_twice_lists_one_event_and_sends_one_mail(client: InspectingClient, database: Database) -> None:
    form = listing_form(client)
    before = count_events(database)
    typed = ANSWERS | {"email": "twice@example.org"}
    assert client.send(form, typed).status_code == 303
    assert client.send(form, typed).status_code == 303
    assert count_events(database) == before + 1


def test_a_form_that_comes_from_another_site_is_refused(client: InspectingClient, database: Database) -> None:
    before = count_events(database)
    for headers in (
        {"Sec-Fetch-Site": "cross-site"},
        {"Origin": "https://evil.example", "Sec-Fetch-Site": "same-site"},
    ):
        assert client.send(listing_form(client), ANSWERS, headers=headers).status_code == 403
    assert count_events(database) == before
