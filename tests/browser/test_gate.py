"""The page between a public form and its being taken, in a real browser: with script it goes by itself, without it waits."""

import re
from dataclasses import replace

import pytest
from flask import Flask
from playwright.sync_api import expect
from sqlalchemy import select

from organizer.foundation.web.gate.levels import LEVELS
from organizer.rsvps.models import Rsvp
from tests.browser.conftest import Visit
from tests.conftest import MakeApp
from tests.factories import make_campaign, make_event
from tests.support.axe import barriers_of
from tests.support.browser import PHONE, Reader
from tests.support.visitor import Visitor
from tests.support.web_server import WebServer

CODE = "bogota"
BRIEF = tuple(replace(level, wait=min(1, level.wait)) for level in LEVELS)


@pytest.fixture
def make_app(make_app: MakeApp) -> MakeApp:
    """A site where one answer in a minute is much."""

    def make(**changes: object) -> Flask:
        app = make_app(quiet_rate=1, **changes)
        with app.extensions["organizer"].database.transaction() as session:
            make_event(session, make_campaign(session), code=CODE)
        return app

    return make


def _guests(server: WebServer) -> list[str | None]:
    with server.app.extensions["organizer"].database.reading() as session:
        return sorted(row.name or "" for row in session.scalars(select(Rsvp)))


def test_the_browser_calculates_and_sends_by_itself(visit: Visit, reader: Reader, live_server: WebServer) -> None:
    for name in ("Ana", "Bo"):
        guest = visit(width=PHONE)
        guest.open(f"/e/{CODE}/")
        guest.fill({"Name": name, "E-mail": f"{name.lower()}@example.net"})
        guest.page.get_by_role("button", name="I’m coming").click()
        expect(guest.page).to_have_url(re.compile(rf"/e/{CODE}/rsvp/sent/$"))
        assert "Open the link in your mail" in guest.heading
        guest.page.context.close()
    assert _guests(live_server) == ["Ana", "Bo"]


def test_without_script_the_page_says_how_long_to_wait(
    visit: Visit, live_server: WebServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("organizer.foundation.web.gate.admission.LEVELS", BRIEF)
    guest = _stopped(visit)
    assert guest.heading == "One moment, please"
    assert "what you typed is kept" in guest.text
    assert "Wait 1 second, then press the button." in guest.text
    guest.page.wait_for_timeout(2000)
    guest.press("Send it")
    assert "Open the link in your mail" in guest.heading
    assert "Bo" in _guests(live_server)


def test_the_page_between_is_for_everybody(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    # So much that the page is still calculating while one looks at it.
    endless = tuple(replace(level, bits=2 * level.bits) for level in LEVELS)
    monkeypatch.setattr("organizer.foundation.web.gate.admission.LEVELS", endless)
    guest = _stopped(visit, script=True)
    assert guest.heading == "One moment, please"
    assert barriers_of(guest.page) == []


def _stopped(visit: Visit, *, script: bool = False) -> Visitor:
    """Return somebody who came second, and so is asked to wait or to calculate."""
    first = visit(script=False)
    first.open(f"/e/{CODE}/")
    first.fill({"E-mail": "ana@example.net"})
    first.press("I’m coming")

    guest = visit(width=PHONE, script=script)
    guest.open(f"/e/{CODE}/")
    guest.fill({"Name": "Bo", "E-mail": "bo@example.net"})
    guest.press("I’m coming", status=422)
    return guest
