from datetime import timedelta

import pytest
import time_machine
from flask import Response
from flask.testing import FlaskClient
from sqlalchemy import select

from organizer.accounts.login import enter_event
from organizer.accounts.models import Person, SignInSession
from organizer.foundation.access import Grant, Role
from organizer.foundation.core.clock import now
from organizer.foundation.core.ids import new_id
from organizer.foundation.db import Database, Vault

from .conftest import EMAIL, PASSWORD, House

# The operations beneath run on both engines; the pages are the same on either.
pytestmark = pytest.mark.engines("sqlite")


def test_a_host_rests_for_twelve_hours_and_staff_for_thirty_minutes(house: House) -> None:
    host, staff = house.person("host@example.org"), house.person("staff@example.org")
    house.grants = {host: frozenset({Grant(Role.HOST, new_id())}), staff: frozenset({Grant(Role.OWNER, new_id())})}
    browsers = {email: house.client() for email in ("host@example.org", "staff@example.org")}
    for email, browser in browsers.items():
        house.sign_in(browser, email)
    start = now()
    for hours, expected in ((0.4, [200, 200]), (1, [200, 303]), (12.5, [200, 303]), (25, [303, 303])):
        with time_machine.travel(start + timedelta(hours=hours)):
            assert [browser.get("/account/").status_code for browser in browsers.values()] == expected


def test_a_session_ends_after_seven_days_of_steady_use(house: House, web: FlaskClient) -> None:
    house.person()
    house.sign_in(web)
    start = now()
    for hours in range(6, 24 * 7 + 1, 6):
        with time_machine.travel(start + timedelta(hours=hours)):
            assert web.get("/account/").status_code == (200 if hours < 24 * 7 else 303)


def test_somebody_disabled_is_out_at_once(house: House, web: FlaskClient, vault: Vault) -> None:
    person_id = house.person(password=PASSWORD)
    house.sign_in(web)
    _disable(house.database, person_id)
    assert web.get("/account/").status_code == 303
    assert web.post("/account/sign-in/password/", data={"email": EMAIL, "password": PASSWORD}).status_code == 422
    web.post("/account/sign-in/", data={"email": EMAIL})
    assert house.letters()[-1].kind == "sign-in-unknown"


def test_a_remember_me_cookie_of_the_library_means_nothing(house: House, web: FlaskClient) -> None:
    house.person()
    web.set_cookie("remember_token", "1|abc")
    web.set_cookie("session", "eyJfdXNlcl9pZCI6IjEifQ.x.y")
    assert web.get("/account/").status_code == 303
    house.sign_in(web)
    assert web.get("/account/").status_code == 200


def _disable(database: Database, person_id: object) -> None:
    with database.transaction() as session:
        person = session.get(Person, person_id)
        assert person is not None
        person.disabled_at = now()


def test_an_events_link_opens_a_session_of_that_event_and_keeps_a_fuller_one(house: House, web: FlaskClient) -> None:
    person_id, event_id = house.person(), new_id()
    with house.app.test_request_context("/account/"):
        response = Response()
        enter_event(response, person_id=person_id, event_id=event_id)
    with house.database.reading() as session:
        assert session.scalars(select(SignInSession.event_scope)).all() == [event_id]
    house.sign_in(web)
    cookie = web.get_cookie("s")
    assert cookie is not None
    with house.app.test_request_context("/account/", headers={"Cookie": f"s={cookie.value}"}):
        kept = Response()
        enter_event(kept, person_id=person_id, event_id=event_id)
    assert "Set-Cookie" in response.headers
    assert "Set-Cookie" not in kept.headers
