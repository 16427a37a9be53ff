"""A place that the host withholds is read by nobody on our own pages who has no right to it."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from organizer.campaigns.operations import grant_role
from organizer.events.models import Event
from organizer.events.operations import Writing, edit_event
from organizer.events.queries import details_of, get_event
from organizer.events.rules import AddressVisibility, EventDetails, Mode
from organizer.foundation.access import ANONYMOUS, Actor, Grant, Role
from organizer.foundation.core.clock import now
from organizer.foundation.db import Database
from tests.factories import make_campaign, make_details, make_event, make_person
from tests.support.client import InspectingClient, page_of
from tests.support.signed_in import sign_in
from tests.support.unpacked_gazetteer import lend_gazetteer

CODE = "near22"
SECRETS = ("Casa de Ana", "Calle 9 # 1-11", "4.6123", "-74.0987", "https://meet.example/secret", "Casa de Luz")
PAGES = (
    f"/manage/queue/{CODE}/",
    f"/manage/e/{CODE}/",
    f"/manage/e/{CODE}/edit/",
    f"/manage/e/{CODE}/history/",
    f"/manage/e/{CODE}/cancel/",
    f"/manage/e/{CODE}/hand-over/",
    "/manage/",
    "/manage/queue/",
)


def withheld() -> EventDetails:
    return make_details(
        mode=Mode.HYBRID,
        venue=SECRETS[0],
        address=SECRETS[1],
        lat=float(SECRETS[2]),
        lon=float(SECRETS[3]),
        online_url=SECRETS[4],
        address_visibility=AddressVisibility.CONFIRMED,
        place_hint="Near Las Nieves",
        place_id=3688689,
    )


@pytest.fixture(autouse=True)
def event(app_database: Database, tmp_path: Path) -> None:
    """A public event with a withheld place, and a change of that place that waits."""
    lend_gazetteer(tmp_path / "instance")
    with app_database.transaction() as session:
        campaign = make_campaign(session)
        event = make_event(session, campaign, code=CODE)
        moderator = Actor(campaign.id, grants=frozenset({Grant(Role.MODERATOR, campaign.id)}))
        edit_event(session, event=event, details=withheld(), writing=Writing(moderator, now()))
        host = Actor(event.id, grants=frozenset({Grant(Role.HOST, event.id)}))
        moved = replace(withheld(), venue=SECRETS[5])
        edit_event(session, event=event, details=moved, writing=Writing(host, now()))


def as_role(app: Flask, database: Database, role: Role) -> InspectingClient:
    """Return the browser of somebody with a role in the campaign."""
    with database.transaction() as session:
        event, person = get_event(session, code=CODE), make_person(session, f"{role}@example.org")
        session.flush()
        grant_role(
            session, actor=ANONYMOUS, campaign_id=event.campaign_id, person_id=person.id, role=role, countries=["CO"]
        )
        person_id = person.id
    client = app.test_client()
    assert isinstance(client, InspectingClient)
    sign_in(client, person_id)
    return client


@pytest.mark.parametrize("page", PAGES)
def test_an_owner_reads_no_withheld_place_on_any_page(app: Flask, app_database: Database, page: str) -> None:
    text = as_role(app, app_database, Role.OWNER).get(page).get_data(as_text=True)
    assert "March for land and water" in text
    assert [secret for secret in SECRETS if secret in text] == []


def test_an_owner_sees_that_the_place_differs_and_what_everybody_sees(app: Flask, app_database: Database) -> None:
    client = as_role(app, app_database, Role.OWNER)
    case = client.page(f"/manage/queue/{CODE}/")
    assert "Changed, not shown to you" in case.main
    assert "Near Las Nieves" in case.main


def test_a_coordinator_reads_it_where_the_decision_needs_it(app: Flask, app_database: Database) -> None:
    text = as_role(app, app_database, Role.COORDINATOR).page(f"/manage/queue/{CODE}/").main
    assert "Casa de Ana" in text
    assert "Casa de Luz" in text


def test_an_owners_edit_keeps_the_place_that_they_cannot_see(app: Flask, app_database: Database) -> None:
    client = as_role(app, app_database, Role.OWNER)
    before = place_of(app_database)
    form = client.page(f"/manage/e/{CODE}/edit/").form(having="title")
    assert not {"venue", "address", "lat", "online_url", "address_visibility"} & form.names()
    forced = {"venue": "Elsewhere", "address_visibility": "public", "online_visibility": "public", "mode": "in-person"}
    response = client.post(f"/manage/e/{CODE}/edit/", data={**form.filled({"title": "Walk", "do": "save"}), **forced})
    assert response.status_code == 303
    with app_database.reading() as session:
        assert details_of(get_event(session, code=CODE)).title == {"en": "Walk"}
    assert place_of(app_database) == before


def place_of(database: Database) -> tuple[object, ...]:
    with database.reading() as session:
        details = details_of(get_event(session, code=CODE))
    names = ("mode", "venue", "address", "lat", "lon", "online_url", "address_visibility", "online_visibility", "city")
    return tuple(getattr(details, name) for name in names)


def test_fewer_places_than_people_are_refused_beside_the_field(app: Flask, app_database: Database) -> None:
    client = as_role(app, app_database, Role.COORDINATOR)
    with app_database.transaction() as session:
        get_event(session, code=CODE).taken = 12
    form = client.page(f"/manage/e/{CODE}/edit/").form(having="title")
    response = client.post(f"/manage/e/{CODE}/edit/", data=form.filled({"capacity": "11", "do": "save"}))
    assert response.status_code == 409
    page = page_of(response)
    assert "12 people are coming already." in page.main
    assert page.one("input", name="capacity").get("aria-invalid") == "true"


def test_an_edit_of_what_somebody_else_changed_meanwhile_is_shown_again(app: Flask, app_database: Database) -> None:
    client = as_role(app, app_database, Role.COORDINATOR)
    form = client.page(f"/manage/e/{CODE}/edit/").form(having="title")
    with app_database.transaction() as session:
        event: Event = get_event(session, code=CODE)
        event.revision += 1
    data = form.filled({"title": "Mine", "do": "save"})
    again = client.post(f"/manage/e/{CODE}/edit/", data=data)
    assert again.status_code == 409
    page = page_of(again)
    assert "Somebody else changed this event while you were writing." in page.main
    assert page.form(having="title").values["title"] == ["Mine"], "nothing that was typed is lost"
    sent = client.post(f"/manage/e/{CODE}/edit/", data=page.form(having="title").filled({"do": "save"}))
    assert sent.status_code == 303
