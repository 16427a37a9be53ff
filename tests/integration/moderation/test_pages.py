"""The coordinator's pages: what waits, one case, and the answers to a decision."""

from dataclasses import replace
from datetime import time

import pytest
from flask import Flask

from organizer.campaigns.operations import grant_role
from organizer.events.models import Event
from organizer.events.operations import Writing, edit_event
from organizer.events.queries import details_of, get_event
from organizer.events.rules import EventState
from organizer.foundation.access import ANONYMOUS, Actor, Grant, Role
from organizer.foundation.audit import list_acts
from organizer.foundation.core.clock import now
from organizer.foundation.db import Database
from tests.factories import make_campaign, make_event, make_person, make_rsvp
from tests.support.client import InspectingClient, page_of
from tests.support.signed_in import sign_in

CODE = "near22"
CASE = f"/manage/queue/{CODE}/"


@pytest.fixture(autouse=True)
def event(app_database: Database) -> None:
    """An event that waits."""
    with app_database.transaction() as session:
        event = make_event(session, make_campaign(session), code=CODE, is_published=False, capacity=40)
        event.state, event.confirmed_at = EventState.PENDING, event.created_at


@pytest.fixture
def browser(app: Flask, app_database: Database) -> InspectingClient:
    """The browser of the coordinator for Colombia."""
    with app_database.transaction() as session:
        event, person = get_event(session, code=CODE), make_person(session, "jana@example.org")
        session.flush()
        role = Role.COORDINATOR
        grant_role(
            session, actor=ANONYMOUS, campaign_id=event.campaign_id, person_id=person.id, role=role, countries=["CO"]
        )
        person_id = person.id
    client = app.test_client()
    assert isinstance(client, InspectingClient)
    sign_in(client, person_id)
    return client


def state_of(database: Database) -> EventState:
    with database.reading() as session:
        return get_event(session, code=CODE).state


def test_the_queue_shows_who_waits_and_opens_a_case(browser: InspectingClient) -> None:
    page = browser.page("/manage/queue/")
    assert "1 event waits for you." in page.main
    assert "Bogotá, Colombia" in page.main
    case = browser.page(page.link("March for land and water"))
    assert case.heading == "March for land and water"
    assert "Bring a drum." in case.main
    assert "Access is not told yet." in case.main
    assert case.one("li", aria_current="true") is not None


def test_an_empty_queue_says_so(browser: InspectingClient) -> None:
    browser.submit(CASE, {}, action="/approve/")
    assert "Nothing waits for you." in browser.page("/manage/queue/").main


@pytest.mark.parametrize(
    ("action", "state"), [("ask", EventState.DRAFT), ("reject", EventState.REJECTED)], ids=["ask", "reject"]
)
def test_a_no_needs_a_reason(browser: InspectingClient, app_database: Database, action: str, state: EventState) -> None:
    empty = browser.submit(CASE, {"reason": "  "}, action=f"/{action}/")
    assert empty.status_code == 422
    assert f"#reason-{action}" in page_of(empty).links().values()
    assert page_of(empty).one("textarea", id=f"reason-{action}").get("aria-invalid") == "true"
    assert state_of(app_database) is EventState.PENDING
    assert browser.submit(CASE, {"reason": "Which corner?"}, action=f"/{action}/").status_code == 303
    assert state_of(app_database) is state


def test_a_reason_that_is_too_long_comes_back_with_what_was_typed(browser: InspectingClient) -> None:
    answer = browser.submit(CASE, {"reason": "x" * 501}, action="/ask/")
    assert answer.status_code == 422
    assert page_of(answer).form(action="/ask/").values["reason"] == ["x" * 501]


def test_the_second_of_two_decisions_is_told_so(browser: InspectingClient, app_database: Database) -> None:
    form = browser.page(CASE).form(action="/approve/")
    browser.submit(CASE, {"reason": "No"}, action="/reject/")
    answer = browser.send(form, {}, follow_redirects=True)
    assert "Somebody else decided on it in the meantime." in page_of(answer).main
    assert state_of(app_database) is EventState.REJECTED


def test_a_change_to_fewer_places_than_people_is_refused_at_the_decision(
    browser: InspectingClient, app_database: Database
) -> None:
    browser.submit(CASE, {}, action="/approve/")
    with app_database.transaction() as session:
        event: Event = get_event(session, code=CODE)
        host = Actor(event.id, grants=frozenset({Grant(Role.HOST, event.id)}))
        details = replace(details_of(event), capacity=10)
        edit_event(session, event=event, details=details, writing=Writing(host, now()))
        event.taken = 12
    answer = browser.submit(CASE, {}, action="/approve/")
    assert answer.status_code == 409
    assert "12 people are coming already." in page_of(answer).main
    assert state_of(app_database) is EventState.CHANGED_PENDING


def test_a_decision_without_the_forms_token_is_refused(browser: InspectingClient, app_database: Database) -> None:
    assert browser.post(f"{CASE}approve/").status_code == 400
    assert browser.post(f"{CASE}approve/", data={"csrf_token": "x.y"}).status_code == 400
    assert state_of(app_database) is EventState.PENDING


def test_looking_decides_nothing(browser: InspectingClient, app_database: Database) -> None:
    for action in ("approve", "ask", "reject", "hide"):
        looked = browser.get(f"{CASE}{action}/")
        assert (looked.status_code, looked.headers["Location"]) == (303, CASE)
    assert state_of(app_database) is EventState.PENDING


def test_nobody_approves_words_that_they_have_not_seen(browser: InspectingClient, app_database: Database) -> None:
    form = browser.page(CASE).form(action="/approve/")
    with app_database.transaction() as session:
        event = get_event(session, code=CODE)
        host = Writing(ANONYMOUS, now())
        edit_event(session, event=event, details=replace(details_of(event), title={"en": "Bait"}), writing=host)
    answer = browser.post(f"{CASE}approve/", data=form.values)
    assert answer.headers["Location"] == f"{CASE}?done=changed-meanwhile"
    assert state_of(app_database) is EventState.PENDING
    page = browser.page(f"{CASE}?done=changed-meanwhile")
    assert "The hosts changed it while you were reading." in page.main
    assert page.heading == "Bait"
    answer = browser.post(f"{CASE}approve/", data=page.form(action="/approve/").values)
    assert state_of(app_database) is EventState.PUBLISHED


def test_what_guests_do_is_no_decision_and_shows_no_hour(browser: InspectingClient, app_database: Database) -> None:
    with app_database.transaction() as session:
        event = get_event(session, code=CODE)
        event.state, event.published_at = EventState.PUBLISHED, event.created_at
        session.flush()
        make_rsvp(session, event)
        acts = list_acts(session, campaign_id=event.campaign_id, subject_id=event.id)
        times = {act.at.time() for act in acts if act.verb.startswith("rsvp-")}
    assert times == {time(0)}
    assert "rsvp" not in browser.page(CASE).main
