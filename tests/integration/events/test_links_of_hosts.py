"""Links in hosts' mails: they open one event, only by a button, and only while they are true."""

import pytest
from flask import Flask
from sqlalchemy import select

from organizer.events.models import Event, EventHost
from organizer.events.operations import Listing, add_host, hand_over, submit_listing
from organizer.events.queries import get_event, list_hosts
from organizer.events.rules import EventState
from organizer.foundation.db import Database
from tests.factories import make_campaign, make_details, make_event, make_person
from tests.factories.events import WRITING
from tests.support.client import InspectingClient, page_of

CODE, OTHER_CODE = "near22", "far333"


@pytest.fixture
def tokens(app: Flask, app_database: Database) -> dict[str, str]:
    """A token for each purpose: listing, host, hand-over."""
    sign = app.extensions["organizer"].signer.sign
    with app_database.transaction() as session:
        campaign = make_campaign(session)
        person = make_person(session, "host@example.org")
        session.flush()
        host = add_host(session, event=make_event(session, campaign, code=CODE), person_id=person.id)
        add_host(session, event=make_event(session, campaign, code=OTHER_CODE), person_id=person.id)
        listing = Listing("new@example.org", "en")
        listed = submit_listing(session, campaign=campaign, details=make_details(), listing=listing, writing=WRITING)
        event = get_event(session, code=CODE)
        offer = hand_over(session, event=event, email="other@example.org", locale="en", writing=WRITING)
        return {
            "listing": sign("listing", {"e": str(listed.id)}),
            "host": sign("host", {"h": str(host.id), "v": host.link_version}),
            "hand-over": sign("hand-over", {"o": str(offer.id)}),
        }


def facts(database: Database) -> tuple[object, ...]:
    with database.reading() as session:
        states = sorted((event.code, event.state, event.revision) for event in session.scalars(select(Event)))
        return (*states, len(session.scalars(select(EventHost)).all()))


@pytest.mark.parametrize("purpose", ["listing", "host", "hand-over"])
def test_reading_a_link_does_nothing_however_often(
    client: InspectingClient, app_database: Database, tokens: dict[str, str], purpose: str
) -> None:
    before = facts(app_database)
    for _ in range(5):
        response = client.get(f"/manage/{purpose}/{tokens[purpose]}/")
        assert response.status_code == 200
        assert "Set-Cookie" not in response.headers
        assert client.head(f"/manage/{purpose}/{tokens[purpose]}/").status_code == 200
    assert facts(app_database) == before


@pytest.mark.parametrize("purpose", ["listing", "host", "hand-over"])
def test_a_link_is_stored_by_nobody_and_tells_no_other_site(
    client: InspectingClient, tokens: dict[str, str], purpose: str
) -> None:
    headers = client.get(f"/manage/{purpose}/{tokens[purpose]}/").headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "noindex" in headers["X-Robots-Tag"]


@pytest.mark.parametrize("purpose", ["listing", "host", "hand-over"])
def test_a_link_that_is_cut_off_changed_or_for_something_else_is_none(
    client: InspectingClient, app_database: Database, tokens: dict[str, str], purpose: str
) -> None:
    before = facts(app_database)
    others = [token for name, token in tokens.items() if name != purpose]
    for token in (tokens[purpose][:-4], tokens[purpose][::-1], "x", *others):
        assert client.get(f"/manage/{purpose}/{token}/").status_code == 404
        assert client.post(f"/manage/{purpose}/{token}/").status_code == 404
    assert facts(app_database) == before


def test_the_button_of_a_listing_confirms_it_and_opens_its_desk(
    client: InspectingClient, app_database: Database, tokens: dict[str, str]
) -> None:
    response = client.post(f"/manage/listing/{tokens['listing']}/", follow_redirects=True)
    assert "Your coordinator reads it now" in page_of(response).main
    code = response.request.path.split("/")[3]
    with app_database.reading() as session:
        assert get_event(session, code=code).state is EventState.PENDING
    again = page_of(client.get(f"/manage/listing/{tokens['listing']}/"))
    assert again.heading == "It is confirmed already"
    assert client.post(f"/manage/listing/{tokens['listing']}/").status_code == 303


@pytest.mark.parametrize("purpose", ["listing", "hand-over"])
def test_a_button_on_a_page_that_was_open_when_the_event_was_passed_on_says_so(
    client: InspectingClient, app_database: Database, tokens: dict[str, str], purpose: str
) -> None:
    address = f"/manage/{purpose}/{tokens[purpose]}/"
    form = page_of(client.get(address)).form(action=address)
    client.post(address)
    with app_database.transaction() as session:
        for host in session.scalars(select(EventHost)):
            session.delete(host)

    response = client.send(form, {})

    assert (response.status_code, response.location) == (303, address)
    page = client.page(address)
    assert page.heading == "Others run this event now"
    assert not [form for form in page.forms() if form.action == address]


def test_a_link_that_hands_an_event_over_opens_it_once(
    app: Flask, client: InspectingClient, tokens: dict[str, str]
) -> None:
    address = f"/manage/hand-over/{tokens['hand-over']}/"
    assert client.post(address).location.startswith(f"/manage/e/{CODE}/")
    finder = app.test_client()
    assert isinstance(finder, InspectingClient)
    again = finder.post(address)
    assert (again.status_code, again.location) == (303, address)
    assert "Set-Cookie" not in again.headers
    page = finder.page(address)
    assert page.heading == "You run this event now"
    assert finder.get(f"/manage/e/{CODE}/").location.startswith("/account/sign-in/")
    assert client.get(f"/manage/e/{CODE}/").status_code == 200, "whoever took it over stays signed in"


def test_a_hosts_link_opens_that_event_and_nothing_else(client: InspectingClient, tokens: dict[str, str]) -> None:
    client.post(f"/manage/host/{tokens['host']}/")
    assert client.get(f"/manage/e/{CODE}/").status_code == 200
    assert client.get(f"/manage/e/{OTHER_CODE}/").status_code == 404, "the same person's other event"
    assert client.get("/account/").status_code == 404
    page = client.page("/manage/")
    assert len(page.all("li", class_="event")) == 1


def test_a_hosts_link_ends_when_it_was_renewed(
    client: InspectingClient, app_database: Database, tokens: dict[str, str]
) -> None:
    with app_database.transaction() as session:
        event = get_event(session, code=CODE)
        [(host, _)] = list_hosts(session, event_id=event.id)
        host.link_version += 1
    assert client.get(f"/manage/host/{tokens['host']}/").status_code == 404
    assert client.post(f"/manage/host/{tokens['host']}/").status_code == 404


def test_a_hosts_session_ends_with_their_role(
    client: InspectingClient, app_database: Database, tokens: dict[str, str]
) -> None:
    client.post(f"/manage/host/{tokens['host']}/")
    with app_database.transaction() as session:
        event = get_event(session, code=CODE)
        for host, _ in list_hosts(session, event_id=event.id):
            session.delete(host)
    assert client.get(f"/manage/e/{CODE}/").status_code == 404


def test_a_button_pressed_from_another_site_does_nothing(
    client: InspectingClient, app_database: Database, tokens: dict[str, str]
) -> None:
    before = facts(app_database)
    for purpose, token in tokens.items():
        foreign = {"Sec-Fetch-Site": "cross-site"}
        assert client.post(f"/manage/{purpose}/{token}/", headers=foreign).status_code == 403
    assert facts(app_database) == before
