"""A guest's own page: looking changes nothing, acting does, and nobody else's link opens it."""

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from flask import Flask

from organizer.events.models import Event
from organizer.events.operations import cancel_event
from organizer.events.queries import get_event
from organizer.events.rules import AddressVisibility
from organizer.foundation.db import Database
from organizer.rsvps.models import Rsvp
from tests.factories import make_rsvp
from tests.factories.events import WRITING
from tests.integration.site.conftest import Arrange
from tests.support.client import InspectingClient, page_of

Answered = Callable[..., str]


@pytest.fixture
def answered(app: Flask, app_database: Database) -> Answered:
    """Answer an event as a guest and return the path of the guest's own page."""

    def answer(code: str, **changes: Any) -> str:
        with app_database.transaction() as session:
            rsvp = make_rsvp(session, get_event(session, code=code), **changes)
            payload = {"r": str(rsvp.id), "v": rsvp.link_version}
        return f"/r/{app.extensions['organizer'].signer.sign('rsvp', payload)}/"

    return answer


def state_of(database: Database) -> str:
    with database.reading() as session:
        [rsvp] = session.query(Rsvp).all()
        return str(rsvp.state.value)


@pytest.mark.parametrize("prefix", ["", "/es", "/ar"])
@pytest.mark.parametrize("is_confirmed", [True, False])
def test_a_guest_sees_where_their_answer_stands(
    client: InspectingClient, add_event: Arrange, answered: Answered, prefix: str, is_confirmed: bool
) -> None:
    own = answered(add_event(title="March"), is_confirmed=is_confirmed, people=2)

    page = client.page(prefix + own)

    assert "March" in page.main
    assert "Marisol" in page.html


def test_looking_changes_nothing_and_nobody_keeps_it(
    client: InspectingClient, app_database: Database, add_event: Arrange, answered: Answered
) -> None:
    own = answered(add_event(), is_confirmed=False)

    response = client.get(own)

    assert state_of(app_database) == "pending"
    assert response.headers["Cache-Control"] == "no-store"
    assert "noindex" in response.headers["X-Robots-Tag"]
    assert "Set-Cookie" not in response.headers


def test_one_button_confirms(
    client: InspectingClient, app_database: Database, add_event: Arrange, answered: Answered
) -> None:
    own = answered(add_event(), is_confirmed=False)

    response = client.send(client.page(own).form(action="/confirm"), {})
    page = client.page(response.headers["Location"])

    assert response.status_code == 303
    assert state_of(app_database) == "confirmed"
    assert "You’re coming" in page.heading


def test_a_guest_changes_and_cancels_and_comes_back(
    client: InspectingClient, app_database: Database, add_event: Arrange, answered: Answered
) -> None:
    own = answered(add_event())

    client.send(client.page(own).form(action="/change"), {"party_size": "3", "name": "Ana"})
    changed = client.page(own)
    client.send(changed.form(action="/cancel"), {})
    gone = client.page(own)
    client.send(gone.form(action="/confirm"), {})

    assert "3 people" in changed.main
    assert "You’re coming, Ana." in changed.heading
    assert gone.heading == "You’re not coming"
    assert state_of(app_database) == "confirmed"


def test_what_cannot_be_changed_is_said_beside_what_was_typed(
    client: InspectingClient, add_event: Arrange, answered: Answered
) -> None:
    own = answered(add_event())

    response = client.send(client.page(own).form(action="/change"), {"party_size": "400"})
    page = page_of(response)

    assert response.status_code == 422
    assert page.form(action="/change").values["party_size"] == ["400"]
    assert "For a larger group, write to the hosts." in page.main


def wants_invitation(database: Database) -> bool:
    with database.reading() as session:
        [rsvp] = session.query(Rsvp).all()
        return rsvp.wants_invitation


def test_r93_a_guest_ticks_the_invitation_when_confirming_and_unticks_it_when_changing(
    client: InspectingClient, app_database: Database, add_event: Arrange, answered: Answered
) -> None:
    own = answered(add_event(), is_confirmed=False)
    form = client.page(own).form(action="/confirm")
    assert 'name="wants_invitation"' in client.page(own).html
    assert "wants_invitation" not in form.values, "nobody is invited unasked"

    client.send(form, {"wants_invitation": "y"})
    assert wants_invitation(app_database)
    form = client.page(own).form(action="/change")
    assert form.values["wants_invitation"] == ["y"]

    response = client.send(form, {"wants_invitation": None})
    assert not wants_invitation(app_database)
    assert "takes the invitation out of your calendar" in client.page(response.headers["Location"]).main
    response = client.send(client.page(own).form(action="/change"), {"wants_invitation": "y"})
    assert "on its way to your mail" in client.page(response.headers["Location"]).main


def test_the_tick_stays_as_it_was_typed_beside_what_is_wrong(
    client: InspectingClient, app_database: Database, add_event: Arrange, answered: Answered
) -> None:
    own = answered(add_event())

    response = client.send(client.page(own).form(action="/change"), {"party_size": "400", "wants_invitation": "y"})

    assert response.status_code == 422
    assert page_of(response).form(action="/change").values["wants_invitation"] == ["y"]
    assert not wants_invitation(app_database)


def test_the_exact_place_is_for_who_confirmed(client: InspectingClient, add_event: Arrange, answered: Answered) -> None:
    code = add_event(
        venue="Casa Secreta", address="Calle Oculta 7", place_hint="Near the park",
        address_visibility=AddressVisibility.CONFIRMED,
    )  # fmt: skip
    waiting = client.page(answered(code, email="a@example.net", is_confirmed=False))
    confirmed = client.page(answered(code, email="b@example.net"))

    assert "Secreta" not in waiting.html
    assert "Near the park" in waiting.main
    assert "Casa Secreta" in confirmed.main
    assert "Calle Oculta 7" in confirmed.main


def test_the_calendar_file_of_a_guest_has_the_exact_place_and_is_theirs_alone(
    client: InspectingClient, add_event: Arrange, answered: Answered
) -> None:
    code = add_event(venue="Casa Secreta", address="Calle Oculta 7", address_visibility=AddressVisibility.CONFIRMED)
    waiting = client.get(answered(code, email="a@example.net", is_confirmed=False) + "event.ics")
    confirmed = client.get(answered(code, email="b@example.net") + "event.ics")

    assert b"Oculta" not in waiting.data
    assert b"Oculta" in confirmed.data
    assert confirmed.mimetype == "text/calendar"
    assert confirmed.headers["Cache-Control"] == "no-store"
    assert confirmed.headers["Content-Disposition"].startswith("attachment")


def test_a_guest_of_a_cancelled_event_reads_that_first(
    client: InspectingClient, app_database: Database, add_event: Arrange, answered: Answered
) -> None:
    code = add_event()
    own = answered(code)
    with app_database.transaction() as session:
        event: Event = get_event(session, code=code)
        cancel_event(session, event=event, writing=WRITING, reason="Storm")

    page = client.page(own)

    assert page.heading == "This event does not take place"
    assert [form.action for form in page.forms() if form.method == "post"] == [f"{own}erase"]


def test_a_link_that_was_tampered_with_or_renewed_opens_nothing(
    app: Flask, client: InspectingClient, app_database: Database, add_event: Arrange, answered: Answered
) -> None:
    own = answered(add_event())
    signer = app.extensions["organizer"].signer
    payload = signer.read("rsvp", own.split("/")[2])
    stranger = signer.sign("rsvp", {"r": str(UUID(int=7)), "v": 1})
    other_purpose = signer.sign("host", payload)
    older = signer.sign("rsvp", {**payload, "v": 0})

    for token in (own.split("/")[2][:-2], stranger, other_purpose, older, "x"):
        assert client.get(f"/r/{token}/").status_code == 404
        assert client.get(f"/r/{token}/event.ics").status_code == 404


def test_the_page_says_what_is_kept_and_until_when(
    client: InspectingClient, add_event: Arrange, answered: Answered
) -> None:
    page = client.page(answered(add_event()))

    assert "18 December 2027" in page.main
    assert "guest@example.net" not in page.html


def test_a_guest_takes_home_what_we_hold(client: InspectingClient, add_event: Arrange, answered: Answered) -> None:
    own = answered(add_event(), email="lu@example.net", people=2)

    response = client.get(client.page(own).links()["All of it as a file (JSON)"])

    held = json.loads(response.data)
    assert held["answer"][0]["email"]["value"] == "lu@example.net"
    assert held["answer"][0]["party_size"]["value"] == 2
    assert response.mimetype == "application/json"
    assert response.headers["Content-Disposition"] == 'attachment; filename="what-we-hold.json"'
    assert response.headers["Cache-Control"] == "no-store"
    assert "noindex" in response.headers["X-Robots-Tag"]


def test_one_button_erases_and_the_link_ends(
    client: InspectingClient, app_database: Database, add_event: Arrange, answered: Answered
) -> None:
    own = answered(add_event())
    assert "with_others" not in client.page(own).html

    response = client.send(client.page(own).form(action="/erase"), {})

    assert response.status_code == 303
    assert client.page(response.headers["Location"]).heading == "Erased"
    with app_database.reading() as session:
        assert session.query(Rsvp).count() == 0
    client.page(own, status=404)
    assert client.get(f"{own}export.json").status_code == 404
    assert client.post(f"{own}erase").headers["Location"] == response.headers["Location"], "sent again, the same answer"


def test_all_of_a_guest_goes_when_they_tick_it(
    client: InspectingClient, app_database: Database, add_event: Arrange, answered: Answered
) -> None:
    answered(add_event())
    answered(add_event(), email="else@example.net")
    own = answered(add_event())
    assert "Also my other answer in this campaign" in client.page(own).main

    client.send(client.page(own).form(action="/erase"), {"with_others": "y"})

    with app_database.reading() as session:
        assert [rsvp.email for rsvp in session.query(Rsvp)] == ["else@example.net"]


def test_looking_at_the_address_of_the_button_erases_nothing(
    client: InspectingClient, app_database: Database, add_event: Arrange, answered: Answered
) -> None:
    """Programs that look at mails open each link, and each link of what they find."""
    own = answered(add_event())
    for path in {*client.page(own).links().values(), f"{own}erase"}:
        if path.startswith("/r/"):
            client.get(path)
    assert state_of(app_database) == "confirmed"


def test_a_guest_finds_which_mails_come_to_their_address(
    client: InspectingClient, add_event: Arrange, answered: Answered
) -> None:
    own = answered(add_event())
    assert f"{own}mails" in client.page(own).html
    response = client.get(f"{own}mails", follow_redirects=True)
    assert page_of(response).heading == "Which mails you get"
    waits = answered(add_event(), email="not@example.net", is_confirmed=False)
    assert f"{waits}mails" not in client.page(waits).html
    assert client.get(f"{waits}mails").status_code == 404, "nobody has confirmed that address"
