"""People with browsers and mailboxes, and a campaign that takes events."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from organizer.campaigns.operations import grant_role
from organizer.foundation.access import ANONYMOUS, Role
from organizer.foundation.core.clock import now
from organizer.foundation.db import Database
from organizer.rsvps.operations import expand_notices
from tests.factories import make_campaign, make_person
from tests.support.client import InspectingClient, page_of
from tests.support.page import Page
from tests.support.postbox import Postbox
from tests.support.unpacked_gazetteer import lend_gazetteer

COORDINATOR, HOST, GUEST = "coordinator@example.org", "host@example.org", "guest@example.net"
BOGOTA = "3688689"
LISTING = {
    "place_q": "Bogotá",
    "place": BOGOTA,
    "venue": "Plaza de Bolívar",
    "address": "Carrera 7 # 11-10",
    "day": "2027-11-17",
    "start": "15:00",
    "end": "19:00",
    "title": "March for land and water",
    "description": "Bring a drum.",
    "group_name": "Comité Bogotá",
    "email": HOST,
    "accessibility": ["step-free"],
}


@dataclass
class Person:
    """Somebody with a browser of their own and a mailbox. ``page`` is what they look at."""

    email: str
    browser: InspectingClient
    post: Postbox
    page: Page
    path: str = "/"

    def open(self, path: str, *, status: int = 200) -> Page:
        """Go to an address."""
        return self._see(self.browser.get(path, follow_redirects=True), status)

    def open_mail(self) -> Page:
        """Follow the link of the newest mail."""
        return self.open(self.post.link(self.email))

    def press(
        self,
        answers: Mapping[str, str | list[str] | None] | None = None,
        *,
        action: str | None = None,
        having: str | None = None,
        status: int = 200,
    ) -> Page:
        """Fill in a form of the page, send it, and look at what comes."""
        form = self.page.form(action=action, having=having)
        response = self.browser.send(form, answers or {}, base=f"http://localhost{self.path}", follow_redirects=True)
        return self._see(response, status)

    def _see(self, response: TestResponse, status: int) -> Page:
        assert response.status_code == status, f"{response.request.path} answered {response.status}"
        self.page, self.path = page_of(response), urlsplit(response.request.url).path
        return self.page


@dataclass
class Town:
    """The application, its database and its post."""

    app: Flask
    database: Database
    post: Postbox

    def person(self, email: str) -> Person:
        """Return somebody with a fresh browser."""
        browser = self.app.test_client()
        assert isinstance(browser, InspectingClient)
        return Person(email, browser, self.post, Page("<!doctype html><title>-</title>"))

    def tell_guests(self) -> None:
        """Do what the worker does every few seconds: turn news into mails."""
        self.database.run(partial(expand_notices, now=now()))


@pytest.fixture
def town(app: Flask, app_database: Database, tmp_path: Path) -> Town:
    lend_gazetteer(tmp_path / "instance")
    with app_database.transaction() as session:
        campaign = make_campaign(session)
        person = make_person(session, COORDINATOR)
        person.name = "Jana"
        session.flush()
        grant_role(
            session,
            actor=ANONYMOUS,
            campaign_id=campaign.id,
            person_id=person.id,
            role=Role.COORDINATOR,
            countries=["CO"],
        )
    return Town(app, app_database, Postbox(app))


@pytest.fixture
def coordinator(town: Town) -> Person:
    """The coordinator for Colombia, signed in by the link in the mail."""
    person = town.person(COORDINATOR)
    person.open("/account/sign-in/")
    person.press({"email": COORDINATOR}, action="/account/sign-in/")
    person.open_mail()
    person.press()
    return person


@pytest.fixture
def host(town: Town) -> Person:
    """Somebody who wants to list an event."""
    return town.person(HOST)


@pytest.fixture
def guest(town: Town) -> Person:
    """Somebody who wants to come."""
    return town.person(GUEST)
