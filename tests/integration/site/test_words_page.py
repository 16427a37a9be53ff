"""The page with six words, the page that asks for them, and the whole way of a guest who gives no address."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from organizer.campaigns.models import Campaign
from organizer.campaigns.rules import SafetyProfile
from organizer.events.models import Event
from organizer.foundation.db import Database
from organizer.rsvps.models import Rsvp
from tests.integration.site.conftest import Arrange
from tests.support.client import InspectingClient, page_of
from tests.support.page import Page


def _words_page(client: InspectingClient, code: str, prefix: str = "", **answers: str) -> Page:
    form = client.page(f"{prefix}/e/{code}/").form(action="/rsvp")
    response = client.send(form, {"party_size": "2", "name": "Lu", **answers})
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"
    return page_of(response)


def test_a_guest_without_mail_goes_all_the_way(app: Flask, add_event: Arrange, app_database: Database) -> None:
    """B106, B109: in another browser, logged out, until the purge: seen, changed, taken along, erased."""
    client, code = app.test_client(), add_event(title="March", capacity=10)
    assert isinstance(client, InspectingClient)
    page = _words_page(client, code)
    with app_database.reading() as session:
        assert session.scalars(select(Rsvp)).all() == [], "nothing is kept before the words are written down"
    form = page.form(action="/without-mail")
    first, again = client.send(form, {}), client.send(form, {})
    assert first.status_code == again.status_code == 303
    assert first.location == again.location

    own = client.page(first.location)
    assert "You’re coming, Lu." in own.main
    assert "No mail will come" in own.main
    elsewhere = app.test_client()
    assert isinstance(elsewhere, InspectingClient)
    asked = elsewhere.page("/r/words/").form(action="/r/words/")
    words = _words_of(page)
    opened = elsewhere.send(asked, {"words": words.upper()}, follow_redirects=True)
    assert "You’re coming, Lu." in page_of(opened).main
    changed = elsewhere.send(page_of(opened).form(action="/change"), {"party_size": "3"}, follow_redirects=True)
    assert "3 people" in page_of(changed).main
    held = elsewhere.get(f"{opened.request.path}export.json").get_json()
    assert held["answer"][0]["party_size"]["value"] == 3
    erased = elsewhere.send(page_of(changed).form(action="/erase"), {}, follow_redirects=True)
    assert erased.status_code == 200
    with app_database.reading() as session:
        assert session.scalars(select(Rsvp)).all() == []
        assert session.scalars(select(Event.taken)).one() == 0
    assert page_of(elsewhere.send(asked, {"words": words})).main.count("These words open nothing")
    back = client.send(form, {})
    assert back.status_code == 409
    assert "This answer was deleted, as you wished." in page_of(back).main
    assert 'value="Lu"' in page_of(back).html
    with app_database.reading() as session:
        assert session.scalars(select(Rsvp)).all() == [], "the old page brings nobody back"


def _words_of(page: Page) -> str:
    found = re.search(r'lang="en">([a-z ]+)<br>([a-z ]+)</p>', page.html)
    assert found is not None
    return " ".join(found.groups())


@pytest.mark.parametrize("prefix", ["", "/es", "/ar"])
def test_what_is_typed_wrong_is_named_beside_the_field(client: InspectingClient, prefix: str) -> None:
    page = client.page(f"{prefix}/r/words/")
    for typed in ("", "abacus", "abakus zoom tulip abdomen yodel unfold", "\0\ufffe" * 40, "x" * 5000):
        response = client.send(page.form(action="/r/words/"), {"words": typed})
        assert response.status_code == 422
        if typed == "abacus":
            assert 'value="abacus"' in page_of(response).html


def test_a_ticket_that_is_old_changed_or_of_another_event_takes_nothing(
    app: Flask, client: InspectingClient, add_event: Arrange, app_database: Database
) -> None:
    code, other = add_event(title="One"), add_event(title="Two")
    ticket = _words_page(client, code).form(action="/without-mail").values["ticket"][0]
    tries = [(code, ticket[:-3] + "abc"), (code, ""), (other, ticket)]
    for where, what in tries:
        response = client.post(f"/e/{where}/rsvp/without-mail", data={"ticket": what})
        assert response.location.endswith(f"/e/{where}/")
    with time_machine.travel(datetime.now(UTC) + timedelta(hours=3)):
        assert client.post(f"/e/{code}/rsvp/without-mail", data={"ticket": ticket}).location.endswith(f"/e/{code}/")
    with app_database.reading() as session:
        assert session.scalars(select(Rsvp)).all() == []


def test_when_the_half_is_gone_the_form_says_so_beside_the_address(
    client: InspectingClient, add_event: Arrange
) -> None:
    code = add_event(capacity=2)
    form = _words_page(client, code).form(action="/without-mail")
    response = client.send(form, {})
    assert response.status_code == 409
    page = page_of(response)
    assert "Give one, then you’re in" in page.main
    assert 'value="Lu"' in page.html


def test_at_high_risk_an_address_is_asked_for_only_in_the_fold(
    client: InspectingClient, add_event: Arrange, app_database: Database
) -> None:
    code = add_event()
    with app_database.transaction() as session:
        session.scalars(select(Campaign)).one().safety = SafetyProfile.HIGH_RISK
    page = client.page(f"/e/{code}/")
    assert "Get mails, too" in page.main
    assert _words_page(client, code)


def test_a_look_at_the_code_keeps_nothing(client: InspectingClient, add_event: Arrange) -> None:
    page = _words_page(client, add_event())
    [path] = [image for image in page.html.split('"') if image.endswith("/qr.svg")]
    response = client.get(path)
    assert response.mimetype == "image/svg+xml"
    assert response.headers["Cache-Control"] == "no-store"
    assert client.get("/r/nonsense/qr.svg").status_code == 404


def test_who_asks_for_the_lost_link_needs_an_address(client: InspectingClient, add_event: Arrange) -> None:
    response = client.post(f"/e/{add_event()}/rsvp", data={"party_size": "1", "again": "y", "email": ""})
    assert response.status_code == 422
    assert "Without an address we could not send you the link." in page_of(response).main
