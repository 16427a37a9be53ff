"""One event's page, in every state that an event can be in."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from sqlalchemy.orm import Session

from organizer.events.models import Event
from organizer.events.operations import cancel_event, edit_event, hide_event
from organizer.events.queries import details_of
from organizer.events.rules import Access, AddressVisibility, Mode
from organizer.foundation.access import Actor, Grant, Role
from organizer.foundation.core.ids import new_id
from organizer.foundation.web.gate.fields import OURS
from tests.factories.events import WRITING
from tests.integration.site.conftest import Arrange
from tests.support.client import InspectingClient, page_of

HOSTILE = '<script>alert(1)</script> ${7*7} "quoted" & <img src=x onerror=alert(1)>'


def changed(**changes: Any) -> Any:
    """Change a public event as a moderator may, at once."""

    def then(session: Session, event: Event) -> None:
        moderator = Actor(new_id(), grants=frozenset({Grant(Role.MODERATOR, event.campaign_id)}))
        details = replace(details_of(event), **changes)
        edit_event(session, event=event, details=details, writing=replace(WRITING, actor=moderator))

    return then


def cancelled(session: Session, event: Event) -> None:
    cancel_event(session, event=event, writing=WRITING, reason="Storm warning")


@pytest.mark.parametrize(
    ("prefix", "lang", "direction"),
    [("", "en", "ltr"), ("/es", "es", "ltr"), ("/ar", "ar", "rtl"), ("/ja", "en", "ltr")],
)
def test_an_event_is_shown_in_each_language(
    client: InspectingClient, add_event: Arrange, prefix: str, lang: str, direction: str
) -> None:
    code = add_event(language="es", title="Gran plantón")

    page = client.page(f"{prefix}/e/{code}/")

    assert page.root.get("lang") == lang
    assert page.root.get("dir") == direction
    assert page.heading == "Gran plantón"
    assert page.one("h1").get("lang") == "es"


def test_the_page_says_what_when_and_where(client: InspectingClient, add_event: Arrange) -> None:
    page = client.page(f"/e/{add_event()}/")

    for words in (
        "Rally · Bogotá, Colombia",
        "15:00–19:00",
        "Bogotá time (UTC−5)",
        "Plaza de Bolívar",
        "Bring a drum.",
    ):
        assert words in page.main


def test_the_form_has_three_fields_and_goes_where_answers_go(client: InspectingClient, add_event: Arrange) -> None:
    code = add_event()

    form = client.page(f"/e/{code}/").form(having="email")

    assert form.action == f"/e/{code}/rsvp"
    assert form.names() - OURS == {"name", "party_size", "email", "reply"}
    shown = [f.get("name") for f in form.element.iter("input") if f.get("name") not in OURS]
    assert shown == ["name", "party_size", "email"]


def test_an_answer_leads_to_the_page_about_the_mail(client: InspectingClient, add_event: Arrange) -> None:
    code = add_event()

    response = client.submit(f"/e/{code}/", {"email": "ana@example.org"}, having="email")

    assert response.status_code == 303
    assert "Open the link in your mail" in client.page(response.headers["Location"]).heading


def test_what_is_wrong_is_said_and_what_was_typed_stays(client: InspectingClient, add_event: Arrange) -> None:
    code = add_event()

    response = client.submit(f"/e/{code}/", {"email": "ana.example.org", "name": "Ana"}, having="email")
    page = page_of(response)

    assert response.status_code == 422
    assert "This has no @, so we could not reach you." in page.main
    assert page.form(having="email").values["email"] == ["ana.example.org"]
    assert page.form(having="email").values["name"] == ["Ana"]
    assert response.headers["Cache-Control"] == "no-store"


def test_a_form_sent_again_after_a_mistake_is_taken(client: InspectingClient, add_event: Arrange) -> None:
    code = add_event()
    response = client.submit(f"/e/{code}/", {"email": "ana.example.org"}, having="email")

    again = client.send(page_of(response).form(having="email"), {"email": "ana@example.org"})

    assert again.status_code == 303


def test_access_that_was_told_is_shown_and_the_rest_is_said_to_be_unknown(
    client: InspectingClient, add_event: Arrange
) -> None:
    told = client.page(f"/e/{add_event(accessibility=(Access.STEP_FREE,))}/")
    untold = client.page(f"/e/{add_event()}/")

    assert "Step-free" in told.main
    assert "The hosts have not told us yet." in untold.main


def test_a_withheld_place_is_never_on_the_page(client: InspectingClient, add_event: Arrange) -> None:
    code = add_event(
        venue="Casa Secreta", address="Calle Oculta 7", place_hint="Near La Floresta",
        address_visibility=AddressVisibility.CONFIRMED,
    )  # fmt: skip

    page = client.page(f"/e/{code}/")

    assert "Near La Floresta" in page.main
    assert "The exact address comes by e-mail." in page.main
    assert "Secreta" not in page.html
    assert "Oculta" not in page.html


def test_a_withheld_link_is_never_on_the_page(client: InspectingClient, add_event: Arrange) -> None:
    code = add_event(mode=Mode.ONLINE, online_url="https://meet.example.org/secret-room")

    page = client.page(f"/e/{code}/")

    assert "The link comes by e-mail" in page.main
    assert "secret-room" not in page.html
    assert "UTC" in page.main


def test_a_public_link_is_there_to_follow(client: InspectingClient, add_event: Arrange) -> None:
    code = add_event(
        mode=Mode.ONLINE, online_url="https://meet.example.org/open", online_visibility=AddressVisibility.PUBLIC
    )

    assert client.page(f"/e/{code}/").link("Join online") == "https://meet.example.org/open"


def test_a_cancelled_event_says_so_and_where_to_go_instead(client: InspectingClient, add_event: Arrange) -> None:
    other = add_event(title="The other one", city="Medellín", lat=6.25, lon=-75.56)
    code = add_event(title="The cancelled one", then=cancelled)

    page = client.page(f"/e/{code}/")

    assert "Cancelled by the hosts" in page.main
    assert "Storm warning" in page.main
    assert page.link("The other one") == f"/e/{other}/"
    assert not [form for form in page.forms() if form.method == "post"]


def test_a_moved_event_says_what_was_and_what_is(client: InspectingClient, add_event: Arrange) -> None:
    code = add_event(then=changed(venue="Parque Nacional", address="Carrera 5 # 36-21"))

    page = client.page(f"/e/{code}/")

    assert "New place: Parque Nacional" in page.main
    assert "Plaza de Bolívar" in page.main
    assert "The time is the same." in page.main


def test_a_postponed_event_says_to_when(client: InspectingClient, add_event: Arrange) -> None:
    later = datetime(2027, 11, 20, 15)  # noqa: DTZ001 - wall time
    code = add_event(then=changed(start=later, end=None))

    page = client.page(f"/e/{code}/")

    assert "Postponed to Sat 20 November" in page.main
    assert "Wed 17 November" in page.main


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"end": None}, "15:00"),
        ({"all_day": True, "start": datetime(2027, 11, 17), "end": None}, "All day"),  # noqa: DTZ001
        ({"to_be_announced": True, "start": datetime(2027, 11, 17), "end": None}, "Time to be announced"),  # noqa: DTZ001
        ({"end": datetime(2027, 11, 18, 1)}, "15:00–01:00"),  # noqa: DTZ001
        ({"end": datetime(2027, 11, 19, 8)}, "until Fri 19 November"),  # noqa: DTZ001
        ({"is_tentative": True}, "Not confirmed yet"),
        ({"venue": None, "address": None, "lat": None, "lon": None}, "Bogotá"),
        ({"description": ""}, "Accessibility"),
        ({"title": "Word " * 28}, "Word Word"),
    ],
)
def test_every_odd_event_has_a_page(
    client: InspectingClient, add_event: Arrange, changes: dict[str, Any], words: str
) -> None:
    assert words in client.page(f"/e/{add_event(**changes)}/").main


def test_hostile_words_are_shown_as_they_are(client: InspectingClient, add_event: Arrange) -> None:
    code = add_event(
        title=HOSTILE, description=HOSTILE, venue=HOSTILE, address=HOSTILE, city=HOSTILE[:60], group_name=HOSTILE
    )

    page = client.page(f"/e/{code}/")

    assert "<script>alert(1)</script>" in page.heading
    assert '"quoted" & <img' in page.heading
    assert not [image for image in page.all("img") if image.get("src") == "x"]


def test_machines_read_the_same_as_people(client: InspectingClient, add_event: Arrange) -> None:
    code = add_event(title="</script><b>March")

    page = client.page(f"/e/{code}/")
    data = json.loads(page.one("script", type_="application/ld+json").text or "")

    assert data["name"] == "</script><b>March"
    assert data["startDate"] == "2027-11-17T20:00:00Z"
    assert data["location"][0]["geo"] == {"@type": "GeoCoordinates", "latitude": 4.5981, "longitude": -74.076}
    [image] = page.all("meta", property="og:image")
    assert image.get("content") == f"http://localhost/e/{code}/share/1200x630.png"


def test_an_event_goes_into_every_calendar(client: InspectingClient, add_event: Arrange) -> None:
    code = add_event()

    page = client.page(f"/es/e/{code}/")

    assert page.links()["Google"].startswith("https://calendar.google.com/calendar/render?")
    assert page.links()["Outlook.com"].startswith("https://outlook.live.com/calendar/")
    assert page.links()["Microsoft 365"].startswith("https://outlook.office.com/calendar/")
    assert page.links()["Yahoo"].startswith("https://calendar.yahoo.com/?v=60&")
    assert f"/es/e/{code}/event.ics" in page.links().values()


def test_nobody_answers_to_what_is_over(client: InspectingClient, add_event: Arrange) -> None:
    code = add_event()

    with time_machine.travel(datetime(2027, 11, 18, 12, tzinfo=UTC), tick=False):
        page = client.page(f"/e/{code}/")

    assert "This event is over." in page.main
    assert not [form for form in page.forms() if form.method == "post"]


def test_an_event_that_takes_no_answers_says_just_come(client: InspectingClient, add_event: Arrange) -> None:
    def closed(_: Session, event: Event) -> None:
        event.takes_rsvp = False

    assert "No sign-up needed. Just come." in client.page(f"/e/{add_event(then=closed)}/").main


@pytest.mark.parametrize(
    ("band", "taken", "words"),
    [
        ("few", 31, "Few places are left."), ("none", 37, "All places are taken."),
        ("none", 36, "Few places are left."), ("many", 37, "All places are taken."),
    ],
)  # fmt: skip
def test_places_are_told_in_bands_only(
    client: InspectingClient, add_event: Arrange, band: str, taken: int, words: str
) -> None:
    def counted(_: Session, event: Event) -> None:
        event.band, event.taken = band, taken

    code = add_event(capacity=37, then=counted)
    page = client.page(f"/e/{code}/")

    assert words in page.main
    assert "37" not in page.main.replace(code, ""), "a code may hold any digits"


def test_a_draft_a_hidden_event_and_none_are_the_same_404(client: InspectingClient, add_event: Arrange) -> None:
    def hidden(session: Session, event: Event) -> None:
        hide_event(session, event=event, writing=WRITING, reason="safety")

    answers = [client.get(f"/e/{code}/") for code in (add_event(is_published=False), add_event(then=hidden), "k7m3q9")]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    bodies = {answer.get_data(as_text=True).replace(answer.request.path, "") for answer in answers}
    assert len(bodies) == 1


def test_the_code_to_scan_is_drawn_here(client: InspectingClient, add_event: Arrange) -> None:
    code = add_event()
    response = client.get(f"/e/{code}/qr.svg")

    assert response.mimetype == "image/svg+xml"
    assert response.data.startswith(b"<?xml")


def test_the_page_of_posters_offers_the_paper_of_the_country(client: InspectingClient, add_event: Arrange) -> None:
    there = client.page(f"/e/{add_event()}/print/").form(having="paper")
    berlin = client.page(f"/e/{add_event(country='DE', zone='Europe/Berlin')}/print/").form(having="paper")

    assert there.values["paper"] == ["letter"]
    assert berlin.values["paper"] == ["a4"]


def test_a_party_that_does_not_fit_is_told_and_keeps_what_it_typed(
    client: InspectingClient, add_event: Arrange
) -> None:
    code = add_event(capacity=3)

    response = client.submit(f"/e/{code}/", {"email": "ana@example.org", "party_size": "4"}, having="email")
    page = page_of(response)

    assert response.status_code == 409
    assert "You are more people than this event has places." in page.main
    assert page.form(having="email").values["party_size"] == ["4"]
