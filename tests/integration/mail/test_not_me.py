"""A stranger's address, typed at many events: few mails reach it, and one press ends them."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from organizer.foundation.core.clock import now
from organizer.foundation.db import Database
from organizer.foundation.outbox import scrub
from organizer.foundation.outbox.models import Suppression
from organizer.foundation.outbox.suppression import NOT_ME_FOR
from organizer.rsvps.models import Rsvp
from tests.factories import make_campaign, make_event
from tests.support.client import InspectingClient
from tests.support.postbox import Postbox, text_of

LU = "lu@example.net"
FROM_HERE = {"Sec-Fetch-Site": "same-origin"}
MOST = 5


@pytest.fixture
def codes(app_database: Database) -> list[str]:
    with app_database.transaction() as session:
        campaign = make_campaign(session)
        return [make_event(session, campaign).code for _ in range(MOST + 4)]


def _answer(client: InspectingClient, code: str) -> None:
    form = client.page(f"/e/{code}/").form(action="/rsvp")
    response = client.send(form, {"email": LU, "name": "", "party_size": "1"})
    assert response.status_code == 303
    assert response.location.endswith(f"/e/{code}/rsvp/sent/"), "the same page, whatever leaves"


def _asking(postbox: Postbox) -> int:
    return sum(str(mail["Subject"]).startswith("Confirm") for mail in postbox.mails(LU))


def test_few_mails_ask_an_address_in_a_day_and_each_that_is_answered_makes_room(
    app: Flask, client: InspectingClient, codes: list[str]
) -> None:
    postbox = Postbox(app)
    for code in codes[: MOST + 2]:
        _answer(client, code)
    assert _asking(postbox) == MOST
    own = postbox.link(LU)
    client.send(client.page(own).form(action="/confirm"), {})
    _answer(client, codes[-1])
    _answer(client, codes[-2])
    assert _asking(postbox) == MOST + 1


def test_who_says_it_was_not_them_is_forgotten_and_asked_no_more_for_a_month(
    app: Flask, client: InspectingClient, codes: list[str], app_database: Database
) -> None:
    postbox = Postbox(app)
    _answer(client, codes[0])
    own = postbox.link(LU)
    page = f"{own}not-me"
    assert page in text_of(postbox.newest(LU))
    for _ in range(10):
        assert client.get(page).status_code == client.head(page).status_code == 200
    with app_database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Rsvp)) == 1
    done = client.send(client.page(page).form(action="/not-me"), {})
    assert done.status_code == 200
    assert "We have forgotten your address" in done.text
    assert client.post(page, headers=FROM_HERE).status_code == 200, "again is the same"
    with app_database.reading() as session:
        assert session.scalars(select(Rsvp)).all() == []
    for code in codes[1:3]:
        _answer(client, code)
        with app_database.transaction() as session:
            scrub(session, now=now())
    assert _asking(postbox) == 1, "the first one"
    with app_database.transaction() as session:
        for row in session.scalars(select(Suppression)):
            row.since -= NOT_ME_FOR + timedelta(days=1)
        session.flush()
        scrub(session, now=now())
    _answer(client, codes[3])
    assert _asking(postbox) == 2


def test_an_answer_that_counts_is_not_taken_away_by_the_link_of_its_first_mail(
    app: Flask, client: InspectingClient, codes: list[str], app_database: Database
) -> None:
    postbox = Postbox(app)
    _answer(client, codes[0])
    own = postbox.link(LU)
    client.send(client.page(own).form(action="/confirm"), {})
    assert own.endswith(client.get(f"{own}not-me").location), "no promise that is not kept"
    assert own.endswith(client.post(f"{own}not-me", headers=FROM_HERE).location)
    with app_database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Rsvp)) == 1


def test_who_took_a_strangers_answer_back_can_still_say_that_it_was_not_them(
    app: Flask, client: InspectingClient, codes: list[str], app_database: Database
) -> None:
    postbox = Postbox(app)
    _answer(client, codes[0])
    own = postbox.link(LU)
    client.send(client.page(own).form(action="/cancel"), {})
    done = client.send(client.page(f"{own}not-me").form(action="/not-me"), {})
    assert "We have forgotten your address" in done.text
    with app_database.reading() as session:
        assert session.scalars(select(Rsvp)).all() == []
    _answer(client, codes[0])
    assert _asking(postbox) == 1
