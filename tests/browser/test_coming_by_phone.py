"""Coming along by phone over a slow line: three fields, few pages, few bytes; and whatever is pressed twice is done once."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from organizer.foundation.db import Database
from organizer.foundation.outbox import Message
from organizer.rsvps.models import Rsvp
from tests.factories import make_campaign, make_event
from tests.support.browser import Reader
from tests.support.phone import Journey, come, phone
from tests.support.postbox import Postbox
from tests.support.web_server import WebServer

CODE, GUEST = "near22", "luz@example.net"


@pytest.fixture
def link(live_server: WebServer) -> str:
    """The address of an event as it is passed on."""
    database: Database = live_server.app.extensions["organizer"].database
    with database.transaction() as session:
        make_event(session, make_campaign(session), code=CODE, capacity=50)
    return live_server.url(f"/e/{CODE}/")


def test_from_the_link_to_confirmed_are_three_fields_and_little_over_the_air(
    browser: Browser, link: str, live_server: WebServer, postbox: Postbox
) -> None:
    journey = Journey()
    with phone(browser, journey, is_slow=False) as page:
        come(page, journey, link, lambda: live_server.url(postbox.link(GUEST)), pace=0)
    assert journey.fields == 3
    assert [path.strip("/").split("/")[-1] for path in journey.pages[:2]] == [CODE, "sent"]
    assert len(journey.pages) == 4, "the event, look in your mail, the button, you're coming"
    assert len(journey.requests) <= 40
    assert journey.kilobytes <= 80, "two seconds of a slow line"


@pytest.mark.parametrize("script", [True, False], ids=["with-script", "without-script"])
def test_r19_a_double_click_and_going_back_to_send_again_is_one_answer(
    reader: Reader, link: str, live_server: WebServer, *, script: bool
) -> None:
    page = reader.open(link, script=script)
    page.get_by_label("E-mail").first.fill(GUEST)
    button = page.get_by_role("button", name="I’m coming", exact=True).first
    button.dblclick()
    _arrives(page)
    # Not the whole page: the hour of the reader's own clock is written into it a moment later.
    said = page.locator("h1").inner_text()
    page.go_back()
    page.get_by_label("E-mail").first.fill(GUEST)
    page.get_by_role("button", name="I’m coming", exact=True).first.click()
    _arrives(page)
    assert page.locator("h1").inner_text() == said
    assert "Open the link in your mail" in said
    second = reader.open(link, script=script)
    second.get_by_label("E-mail").first.fill(GUEST)
    second.get_by_role("button", name="I’m coming", exact=True).first.click()
    _arrives(second)
    with live_server.app.extensions["organizer"].database.reading() as session:
        assert len(session.scalars(select(Rsvp.id)).all()) == 1
        assert len(session.scalars(select(Message.id)).all()) == 1


def _arrives(page: Page) -> None:
    """Wait until the page after the form is there; the second click of two may abort the way that the first began."""
    expect(page).to_have_url(re.compile(r"/rsvp/sent/$"))
    page.wait_for_load_state("load")
