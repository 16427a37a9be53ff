"""Maybe on pages: the second button of the form, and the own page of who may come."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from organizer.events.queries import get_event
from organizer.events.rules import AddressVisibility
from organizer.foundation.db import Database
from organizer.foundation.outbox import Message
from organizer.rsvps.models import Rsvp
from organizer.rsvps.operations import say_maybe
from organizer.rsvps.rules import RsvpState
from organizer.rsvps.rules.replies import Reply
from tests.factories import make_rsvp
from tests.integration.site.conftest import Arrange
from tests.support.client import InspectingClient, page_of

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)
Perhaps = Callable[..., str]


@pytest.fixture
def perhaps(app: Flask, app_database: Database) -> Perhaps:
    """Answer an event with maybe and return the path of the guest's own page."""

    def arrange(code: str, **changes: Any) -> str:
        with app_database.transaction() as session:
            rsvp = make_rsvp(session, get_event(session, code=code), **changes)
            say_maybe(session, rsvp_id=rsvp.id, link_version=1, now=NOW)
            return f"/r/{app.extensions['organizer'].signer.sign('rsvp', {'r': str(rsvp.id), 'v': 1})}/"

    return arrange


@pytest.mark.parametrize("email", ["", "lu@example.net", "known@example.net"])
def test_who_cant_come_leaves_nothing_and_learns_nothing_of_others(
    client: InspectingClient, add_event: Arrange, app_database: Database, email: str
) -> None:
    code = add_event(capacity=1)
    with app_database.transaction() as session:
        make_rsvp(session, get_event(session, code=code), "known@example.net")
        before = len(session.scalars(select(Message)).all())
    response = client.post(
        f"/e/{code}/rsvp", data={"reply": "cant", "email": email}, headers={"Sec-Fetch-Site": "same-origin"}
    )
    assert (response.status_code, response.location) == (303, f"/e/{code}/rsvp/cant/")
    assert "Nothing of it is kept" in client.page(response.location).main
    with app_database.reading() as session:
        rsvp = session.scalars(select(Rsvp)).one()
        assert (rsvp.email, rsvp.state) == ("known@example.net", RsvpState.CONFIRMED), "only the mailbox takes it back"
        more = len(session.scalars(select(Message)).all()) - before
    assert more == (1 if email == "known@example.net" else 0)


@pytest.mark.parametrize("state", [RsvpState.PENDING, RsvpState.DECLINED, RsvpState.CANCELLED])
def test_who_cant_come_is_not_written_to_where_there_is_nothing_to_take_back(
    client: InspectingClient, add_event: Arrange, app_database: Database, state: RsvpState
) -> None:
    code = add_event()
    with app_database.transaction() as session:
        make_rsvp(session, get_event(session, code=code), "known@example.net", is_confirmed=False).state = state
        session.flush()
        before = len(session.scalars(select(Message)).all())
    form = client.page(f"/e/{code}/").form(action="/rsvp")
    assert client.send(form, {"reply": "cant", "email": "known@example.net"}).status_code == 303
    with app_database.reading() as session:
        assert len(session.scalars(select(Message)).all()) == before


def test_i_cant_come_is_the_third_button(client: InspectingClient, add_event: Arrange) -> None:
    code = add_event()
    form = client.page(f"/e/{code}/").form(action="/rsvp")
    response = client.send(form, {"reply": "cant", "party_size": "", "name": "Lu"})
    assert response.location == f"/e/{code}/rsvp/cant/"
    wrong = client.send(form, {"reply": "cant", "email": "nobody"})
    assert wrong.status_code == 422
    assert 'value="nobody"' in page_of(wrong).html


def test_the_button_of_the_form_says_maybe(
    client: InspectingClient, add_event: Arrange, app_database: Database
) -> None:
    code = add_event()
    form = client.page(f"/e/{code}/").form(action="/rsvp")
    client.send(form, {"email": "lu@example.net", "party_size": "2", "reply": "maybe"})
    with app_database.reading() as session:
        rsvp = session.scalars(select(Rsvp)).one()
        assert (rsvp.reply, rsvp.holds_places, rsvp.state) == (Reply.MAYBE, False, RsvpState.PENDING)


@pytest.mark.parametrize("prefix", ["", "/es", "/ar"])
def test_the_own_page_of_a_maybe_offers_yes_and_no_and_keeps_the_exact_place(
    client: InspectingClient, add_event: Arrange, perhaps: Perhaps, prefix: str
) -> None:
    code = add_event(
        venue="Canaryhouse", address="Canarystreet 5", address_visibility=AddressVisibility.CONFIRMED, place_hint="Near"
    )
    own = perhaps(code)

    page = client.page(prefix + own)

    assert "Canary" not in page.html
    assert page.form(action="/confirm")
    assert page.form(action="/cancel")
    if not prefix:
        assert "Perhaps you’re coming" in page.main
        came = page_of(client.send(page.form(action="/confirm"), {}, follow_redirects=True))
        assert "Canaryhouse" in came.html
        assert came.form(action="/maybe")
