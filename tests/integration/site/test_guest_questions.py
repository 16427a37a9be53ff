"""Questions on pages: the owner's desk, the hosts' desk, the guest's own page, the hosts' list."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from organizer.campaigns.models import Campaign
from organizer.campaigns.operations import grant_role
from organizer.campaigns.rules import SafetyProfile
from organizer.events.models import Event
from organizer.events.operations import add_host
from organizer.foundation.access import ANONYMOUS, Role
from organizer.foundation.db import Database
from organizer.questions.models import QuestionAnswer
from organizer.rsvps.models import Rsvp
from tests.factories import make_campaign, make_event, make_person, make_rsvp
from tests.support.client import InspectingClient, page_of
from tests.support.page import Page
from tests.support.signed_in import sign_in

CODE = "near22"
HOST, OWNER = f"/manage/e/{CODE}/questions/", "/manage/c/17n/questions/"
Open = Callable[[str], InspectingClient]


@pytest.fixture
def own_page(app: Flask, app_database: Database) -> str:
    """Make an event with a host, its campaign with an owner, and a guest; return the guest's own page."""
    with app_database.transaction() as session:
        campaign = make_campaign(session, safety=SafetyProfile.STANDARD)
        event = make_event(session, campaign, code=CODE)
        host, owner = make_person(session, "host@example.org"), make_person(session, "owner@example.org")
        session.flush()
        add_host(session, event=event, person_id=host.id)
        grant_role(session, actor=ANONYMOUS, campaign_id=campaign.id, person_id=owner.id, role=Role.OWNER)
        rsvp = make_rsvp(session, event)
        return f"/r/{app.extensions['organizer'].signer.sign('rsvp', {'r': str(rsvp.id), 'v': 1})}/"


@pytest.fixture
def browser(app: Flask, app_database: Database, own_page: str) -> Open:
    def open_as(who: str) -> InspectingClient:
        client = app.test_client()
        with app_database.transaction() as session:
            person_id = make_person(session, f"{who}@example.org").id
        sign_in(client, person_id)
        assert isinstance(client, InspectingClient)
        return client

    return open_as


def _field(page: Page, label: str) -> str:
    """Return the name of the question's field on a guest's page."""
    [key] = re.findall(r'name="(q-[0-9a-f-]+)"', page.html.split(label)[1])[:1]
    return str(key)


def test_from_switching_on_to_the_hosts_list(
    client: InspectingClient, own_page: str, browser: Open, app_database: Database
) -> None:
    host, owner = browser("host"), browser("owner")
    assert "Questions are off in this campaign" in host.page(HOST).main
    switched = owner.send(owner.page("/manage/questions/").form(action="/switch"), {}, follow_redirects=True)
    assert "Questions are on" in page_of(switched).main
    asked = {
        "label": "Who takes photos?", "purpose": "To find helpers", "kind": "choice", "options": "Me\nNot me",
        "keep_days": "3",
    }  # fmt: skip
    shown = owner.send(owner.page(OWNER).form(having="label"), asked, follow_redirects=True)
    assert "Who takes photos?" in page_of(shown).main
    spanish = next(path for path in page_of(shown).links().values() if path.endswith("/es/"))
    words = {"label": "¿Quién saca fotos?", "purpose": "Para encontrar ayuda", "options": "Yo\nYo no"}
    owner.send(owner.page(spanish).form(having="label"), words)
    host.send(host.page(HOST).form(action="/access"), {})

    page = client.page(own_page)
    assert "All of it can stay empty." in page.main
    assert "¿Quién saca fotos?" in client.page(f"/es{own_page}").main
    photos, access = _field(page, "Who takes photos?"), _field(page, "What do you need to take part?")
    saved = client.send(page.form(action="/questions"), {photos: "0", access: "A quiet room"}, follow_redirects=True)
    assert "Your answers are saved." in page_of(saved).main
    assert "A quiet room" in page_of(saved).html

    guest = next(path for path in host.page(f"/manage/e/{CODE}/guests/").links().values() if len(path) > 60)
    assert "A quiet room" in host.page(guest).main
    assert "Me" in host.page(guest).main
    gone = host.send(host.page(HOST).form(action="/remove"), {}, follow_redirects=True)
    assert "All answers to it are deleted." in page_of(gone).main
    with app_database.reading() as session:
        assert len(session.scalars(select(QuestionAnswer)).all()) == 1


def test_what_is_wrong_is_said_beside_the_field_and_kept(
    client: InspectingClient, own_page: str, browser: Open, app_database: Database
) -> None:
    with app_database.transaction() as session:
        session.scalars(select(Campaign)).one().safety = SafetyProfile.OPEN
    host = browser("host")
    wrong = host.send(host.page(HOST).form(having="label"), {"label": "Why?", "kind": "choice", "options": "One"})
    assert wrong.status_code == 422
    assert "Write at least two options." in page_of(wrong).main
    assert 'value="Why?"' in page_of(wrong).html
    host.send(host.page(HOST).form(action="/children"), {})
    page = client.page(own_page)
    key = _field(page, "How many children come along?")
    refused = client.send(page.form(action="/questions"), {key: "many"})
    assert refused.status_code == 422
    assert "A whole number, at most 9999." in page_of(refused).main
    assert 'value="many"' in page_of(refused).html


def test_a_guest_who_has_not_confirmed_sees_no_questions(
    app: Flask, client: InspectingClient, own_page: str, app_database: Database, browser: Open
) -> None:
    with app_database.transaction() as session:
        session.scalars(select(Campaign)).one().safety = SafetyProfile.OPEN
        event = session.scalars(select(Event)).one()
        rsvp = make_rsvp(session, event, "new@example.net", is_confirmed=False)
        new = f"/r/{app.extensions['organizer'].signer.sign('rsvp', {'r': str(rsvp.id), 'v': 1})}/"
    host = browser("host")
    host.send(host.page(HOST).form(action="/children"), {})
    assert "children" in client.page(own_page).main
    assert "children" not in client.page(new).main


def test_a_look_asks_nobody_and_answers_nothing(
    client: InspectingClient, own_page: str, app_database: Database
) -> None:
    """B112, B113: answers change by POST alone, also for a mail scanner that follows every link."""

    def rows() -> list[object]:
        with app_database.reading() as session:
            return [tuple(row) for row in session.execute(select(Rsvp.__table__))]

    before = rows()
    for act in ("", "questions", "maybe", "cancel", "confirm", "change", "erase"):
        for look in (client.get, client.head):
            assert look(f"{own_page}{act}").status_code in (200, 303, 405)
    assert rows() == before
