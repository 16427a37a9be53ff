"""The door on a telephone: ticks count at once, without a network they wait, and the page opens without one."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page
from sqlalchemy import select

from organizer.events.models import Event
from organizer.foundation.access import ANONYMOUS
from organizer.foundation.core.clock import now
from organizer.rsvps.models import Rsvp
from organizer.rsvps.operations import make_door_link
from organizer.rsvps.queries import count_turnout
from organizer.rsvps.rules.door import Turnout, guest_code
from tests.factories import make_campaign, make_event, make_rsvp
from tests.support.axe import barriers_of
from tests.support.web_server import WebServer

pytestmark = pytest.mark.engines("sqlite")


@pytest.fixture
def door(live_server: WebServer) -> str:
    """Open the door of an event that begins in an hour; return its address."""
    database = live_server.app.extensions["organizer"].database
    with database.transaction() as session:
        event = make_event(session, make_campaign(session), code="near22", capacity=50)
        for email, name, people in (("ana@example.net", "Ana", 1), ("bo@example.net", "Bo", 3)):
            make_rsvp(session, event, email, name=name, people=people)
        event.starts_utc, event.ends_utc = now() + timedelta(hours=1), now() + timedelta(hours=3)
        link = make_door_link(session, event_id=event.id, campaign_id=event.campaign_id, actor=ANONYMOUS)
        return f"{live_server.base_url}/door/{link.token}/"


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


def turnout(server: WebServer) -> Turnout:
    with server.app.extensions["organizer"].database.reading() as session:
        return count_turnout(session, event_id=session.scalars(select(Event.id)).one())


def waits_for(page: Page, server: WebServer, wanted: Turnout) -> None:
    for _ in range(300):
        if turnout(server) == wanted:
            return
        page.wait_for_timeout(100)
    assert turnout(server) == wanted


def test_ticks_without_a_network_are_sent_when_there_is_one(phone: Page, live_server: WebServer, door: str) -> None:
    phone.goto(door)
    phone.evaluate("navigator.serviceWorker.ready.then(() => true)")
    row = phone.locator("[data-part=list] li", has_text="Ana")
    row.get_by_role("button").click()
    waits_for(phone, live_server, Turnout(1, 0, 0))
    phone.wait_for_function("document.querySelector('.numbers dd').textContent === '1'")
    phone.reload()  # the worker has the page now
    phone.goto(f"{door}?q=zzz")  # what was looked for last is not what is there without a network
    phone.goto(door)
    phone.context.set_offline(True)
    phone.locator("li", has_text="Bo").locator("select").select_option("2")
    phone.locator("li", has_text="Bo").get_by_role("button").click()
    phone.get_by_label("People", exact=True).fill("4")
    phone.get_by_role("button", name="Count them").click()
    assert "Not sent yet: 2" in phone.locator("[data-part=state]").inner_text()
    assert turnout(live_server) == Turnout(1, 0, 0)
    # The telephone forgets the page in between, and there still is no network.
    phone.reload()
    assert "\u2713 2" in phone.locator("li", has_text="Bo").inner_text()
    kept = phone.evaluate("JSON.stringify(localStorage)")
    assert not re.search(r"(?<![\w-])Bo(?![\w-])", kept), "a key may hold any two letters, a name is a word"
    assert re.search(r"people", kept)
    phone.context.set_offline(False)
    phone.evaluate("window.dispatchEvent(new Event('online'))")
    waits_for(phone, live_server, Turnout(3, 4, 0))
    phone.wait_for_function("!localStorage.length")


def test_looking_for_somebody_needs_no_network(phone: Page, live_server: WebServer, door: str) -> None:
    phone.goto(door)
    phone.context.set_offline(True)
    phone.get_by_label("Name or code").fill("bo")
    assert phone.locator("[data-part=list] li:visible").count() == 1
    with live_server.app.extensions["organizer"].database.reading() as session:
        ana = next(guest_code(rsvp.id) for rsvp in session.scalars(select(Rsvp)) if rsvp.name == "Ana")
    phone.get_by_label("Name or code").fill(ana)
    assert "Ana" in phone.locator("[data-part=list] li:visible").inner_text()


def test_the_page_fits_a_telephone_and_has_no_barrier(phone: Page, door: str) -> None:
    phone.goto(door)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    phone.locator("[data-part=name]").first.evaluate("name => { name.textContent = 'Wolfeschlegel'.repeat(4); }")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    assert barriers_of(phone) == []
