"""What a host's and a coordinator's pages offer can be done; what can be done is offered. Every stand, every link, every button."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from uuid import UUID

import pytest
from flask import Flask

from organizer.campaigns.operations import grant_role
from organizer.campaigns.queries import get_campaign
from organizer.campaigns.rules import Phase
from organizer.events.operations import add_host
from organizer.events.policy import stand_of
from organizer.events.queries import get_event
from organizer.events.rules.acts import EventAct, possible_acts
from organizer.foundation.access import ANONYMOUS, Role
from organizer.foundation.db import Database
from tests.factories import make_campaign, make_person
from tests.factories.stands import STANDS, make_standing
from tests.support.client import InspectingClient, page_of
from tests.support.page import Form, Page
from tests.support.signed_in import sign_in
from tests.support.unpacked_gazetteer import lend_gazetteer

#: What pages offer is decided above the database, which test_acts.py tries on every engine.
pytestmark = pytest.mark.engines("sqlite")
ANSWERS: dict[str, dict[str, str | list[str] | None]] = {
    "print-runs/": {"name": "Market stall"},
    "edit/": {"title": "Another title", "do": "save"},
    "cancel/": {"reason": "Storm"},
    "hand-over/": {"email": "other@example.org"},
    "repeat/": {"repeat": "weekly-1", "repeat_dates": "3"},
    "ask/": {"reason": "Which corner?"},
    "reject/": {"reason": "No"},
    "hide/": {"reason": "A trap"},
    "shifts/": {"start": "09:00", "end": "11:00", "hands": "3"},
    "new/": {"subject": "Bring water", "body": "See you at the river."},
}
#: The end of the address that an act is offered by.
OFFERED_BY = {
    EventAct.CHANGE: "edit/", EventAct.SUBMIT: "submit/", EventAct.CANCEL: "cancel/", EventAct.REOPEN: "reopen/",
    EventAct.REPEAT: "repeat/", EventAct.APPROVE: "approve/", EventAct.ASK: "ask/", EventAct.DECLINE: "reject/",
    EventAct.HIDE: "hide/",
}  # fmt: skip
DECISIONS = {EventAct.APPROVE, EventAct.ASK, EventAct.DECLINE, EventAct.HIDE}


@dataclass
class World:
    """A campaign with a host who may be at every event, or a moderator, and a browser."""

    database: Database
    browser: InspectingClient
    person_id: UUID
    role: Role
    numbers: Iterator[int]  # lists want titles that differ

    def event(self, stand: str) -> str:
        with self.database.transaction() as session:
            event = make_standing(
                session, get_campaign(session, slug="17n"), stand, title=f"March {next(self.numbers)}"
            )
            if self.role is Role.HOST:
                add_host(session, event=event, person_id=self.person_id)
            return event.code

    def acts(self, code: str) -> set[EventAct]:
        with self.database.reading() as session:
            event = get_event(session, code=code)
            return set(possible_acts(stand_of(event, changes_at_once=self.role is Role.MODERATOR)))

    def pages(self, code: str) -> Iterator[tuple[str, Page]]:
        """Yield the pages about an event that this person works on, by their addresses."""
        starts = [f"/manage/e/{code}/"] + ([f"/manage/queue/{code}/"] if self.role is Role.MODERATOR else [])
        seen: set[str] = set()
        while starts:
            path = starts.pop()
            seen.add(path)
            page = self.look(path)
            yield path, page
            starts += sorted({link for link in links_of(page, path) if is_about(link, code)} - seen - set(starts))

    def look(self, path: str) -> Page:
        response = self.browser.get(path)
        assert response.status_code == 200, f"{path} answered {response.status}"
        return page_of(response)


def links_of(page: Page, base: str) -> set[str]:
    """Return the addresses of ours that a page leads to."""
    targets = (link.get("href", "") for link in page.one("main").iter("a"))
    paths = (urljoin(base, target).partition("#")[0] for target in targets if not target.startswith("#"))
    return {path for path in paths if path.startswith("/")}


def is_about(path: str, code: str) -> bool:
    return path.startswith(f"/manage/e/{code}/") and path.endswith("/")


def buttons_of(page: Page) -> list[Form]:
    return [Form(element) for element in page.one("main").iter("form") if element.get("method") == "post"]


@pytest.fixture(params=[Role.HOST, Role.MODERATOR], ids=str)
def world(request: pytest.FixtureRequest, app: Flask, app_database: Database, tmp_path: Path) -> World:
    lend_gazetteer(tmp_path / "instance")
    with app_database.transaction() as session:
        campaign, person = make_campaign(session), make_person(session, "somebody@example.org")
        session.flush()
        if request.param is Role.MODERATOR:
            grant_role(session, actor=ANONYMOUS, campaign_id=campaign.id, person_id=person.id, role=request.param)
        person_id = person.id
    browser = app.test_client()
    assert isinstance(browser, InspectingClient)
    sign_in(browser, person_id)
    return World(app_database, browser, person_id, request.param, count(1))


@pytest.mark.parametrize("stand", STANDS)
def test_every_link_leads_somewhere_and_every_button_works(world: World, stand: str) -> None:
    code = world.event(stand)
    buttons: list[tuple[str, str]] = []
    for path, page in world.pages(code):
        for link in links_of(page, path):
            response = world.browser.get(link)
            assert response.status_code == 200, f"{path} leads to {link}: {response.status}"
        buttons += [(path, urljoin(path, form.action)) for form in buttons_of(page)]
    offered = {target for _, target in buttons}
    for path, target in sorted(set(buttons)):
        # Each on an event of its own that stands as this one did.
        other = world.event(stand)
        page, action = world.look(path.replace(code, other)), target.replace(code, other)
        form = next(form for form in buttons_of(page) if urljoin(path, form.action) == action)
        response = world.browser.send(form, ANSWERS.get(action.removesuffix("/").rpartition("/")[2] + "/", {}))
        assert response.status_code == 303, f"{path} sends to {target}: {response.status}"
        assert "moved-on" not in response.location, f"{path} sends to {target}"
        assert "meanwhile" not in response.location, f"{path} sends to {target}"
        assert world.browser.get(urlsplit(response.location).path).status_code == 200
    for act, end in OFFERED_BY.items():
        if act in DECISIONS and world.role is Role.HOST:
            continue
        is_offered = any(target.endswith(f"/{end}") for target in offered)
        assert is_offered is (act in world.acts(code)), f"{stand}: {act}"


#: Where a page that was open, or an address that was kept, would send.
ADDRESSES = {
    EventAct.CHANGE: "/manage/e/{}/edit/", EventAct.SUBMIT: "/manage/e/{}/submit/",
    EventAct.CANCEL: "/manage/e/{}/cancel/", EventAct.REOPEN: "/manage/e/{}/reopen/",
    EventAct.REPEAT: "/manage/e/{}/repeat/",
}  # fmt: skip


@pytest.mark.parametrize("stand", ["called-off", "hidden", "rejected", "sent-back", "pending"])
def test_a_page_that_leads_to_what_cannot_be_done_leads_back_to_the_event(world: World, stand: str) -> None:
    code = world.event(stand)
    for act in set(ADDRESSES) - world.acts(code):
        address = ADDRESSES[act].format(code)
        if act in (EventAct.CHANGE, EventAct.CANCEL, EventAct.REPEAT):
            assert world.browser.get(address).location == f"/manage/e/{code}/?done=moved-on", act
        if act in (EventAct.SUBMIT, EventAct.REOPEN):
            token = buttons_of(world.look(f"/manage/e/{world.event('draft')}/"))[0].values
            response = world.browser.post(address, data=token, headers={"Origin": "http://localhost"})
            assert response.location == f"/manage/e/{code}/?done=moved-on", act
    assert "This event has moved on" in world.browser.page(f"/manage/e/{code}/?done=moved-on").main


@pytest.mark.parametrize(
    ("stand", "words", "never"),
    [
        ("pending", "Nobody has seen it yet, so nobody gets a mail.", "struck through"),
        ("published", "It stays in lists and calendars, struck through", "Nobody has seen it"),
    ],
)
def test_calling_off_promises_what_will_be(world: World, stand: str, words: str, never: str) -> None:
    code = world.event(stand)
    page = world.look(f"/manage/e/{code}/cancel/")
    assert words in page.main
    assert never not in page.main
    done = world.browser.page(world.browser.send(page.form(action="/cancel/"), {}).location)
    is_public = stand == "published"
    assert ("Everyone who said they come gets a mail." in done.main) is is_public
    assert ("It stays in lists and calendars as called off" in done.main) is is_public
    assert ("It was never public." in done.main) is not is_public
    again = world.browser.page(world.browser.send(done.form(action="/reopen/"), {}).location)
    assert ("Your coordinator reads it now." in again.main) is not is_public


def test_a_page_that_is_not_there_yet_is_not_linked(world: World) -> None:
    code = world.event("published")
    with world.database.transaction() as session:
        get_campaign(session, slug="17n").phase_by_hand = Phase.DRAFT
    for path, page in world.pages(code):
        for link in links_of(page, path):
            assert world.browser.get(link).status_code == 200, f"{path} leads to {link}"
