"""The pages of the demo campaign in a real browser: they fit every window, and map and list agree."""

import json
from collections.abc import Iterator
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, expect

from tests.support.axe import barriers_of
from tests.support.browser import Reader, overflows
from tests.support.demo_site import SLUG, demo_site
from tests.support.map_points import rows_of
from tests.support.web_server import WebServer

NARROW = 320
CAMPAIGN = f"/c/{SLUG}/"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebServer]:
    with demo_site(tmp_path_factory.mktemp("demo")) as server:
        yield server


@pytest.fixture
def demo_reader(browser: Browser, demo: WebServer) -> Iterator[Reader]:
    reader = Reader(browser, demo.base_url)
    yield reader
    reader.close()
    reader.watch.assert_clean()


@pytest.fixture(scope="module")
def codes(demo: WebServer) -> dict[str, str]:
    """Codes of events by town."""
    with urlopen(demo.url(f"{CAMPAIGN}map/points.json")) as answer:
        return {row[5]: row[0] for row in rows_of(json.load(answer))}


def addresses(codes: dict[str, str]) -> list[str]:
    """Pages that anybody can come to; of events the longest title, right to left, a whole night, cancelled, moved."""
    events = [codes[town] for town in ("Bruxelles", "بيروت", "Medellín", "Wien", "Madrid", "Quito")]
    return [
        "/", "/privacy/", "/account/sign-in/", "/no-such-page/", CAMPAIGN, f"/ar{CAMPAIGN}", f"/es{CAMPAIGN}",
        f"{CAMPAIGN}events/", f"/ar{CAMPAIGN}events/", f"{CAMPAIGN}map/", f"{CAMPAIGN}subscribe/", f"{CAMPAIGN}host/",
        f"{CAMPAIGN}subscribe/country/co/", f"/ar{CAMPAIGN}subscribe/all/", "/g/solidaritatskomitee-berlin/subscribe/",
        f"{CAMPAIGN}subscribe/near/?place=Springfield&km=50", f"{CAMPAIGN}subscribe/near/?place=Xyzzyville",
        f"{CAMPAIGN}near/", f"{CAMPAIGN}country/", f"{CAMPAIGN}country/co/", f"/ar{CAMPAIGN}country/pe/",
        f"{CAMPAIGN}region/co-antioquia/", f"/ar{CAMPAIGN}host/", f"{CAMPAIGN}host/sent/", "/g/solidaritatskomitee-berlin/",
        *(f"/e/{code}/" for code in events), f"/ar/e/{events[0]}/", f"/e/{events[0]}/rsvp/sent/", f"/e/{events[0]}/print/",
    ]  # fmt: skip


def test_no_public_page_is_wider_than_the_smallest_phone(demo_reader: Reader, codes: dict[str, str]) -> None:
    page = demo_reader.open("/", width=NARROW)
    too_wide = []
    for address in addresses(codes):
        page.goto(address)
        if overflows(page):
            too_wide.append(address)
    assert too_wide == []


def test_no_public_page_has_a_barrier_that_a_program_can_find(demo_reader: Reader, codes: dict[str, str]) -> None:
    page = demo_reader.open("/")
    found = []
    for address in addresses(codes):
        page.goto(address)
        found += [(address, barrier) for barrier in barriers_of(page)]
    assert found == []


def test_the_map_shows_as_many_events_as_the_list_and_says_how_many_it_cannot(demo_reader: Reader) -> None:
    page = demo_reader.open(CAMPAIGN)
    expect(page.locator(".map__live .map__dot").first).to_be_visible()
    page.get_by_role("button", name="All events").click()
    counts = page.locator(".map__live .map__dot").all_text_contents()
    on_map = sum(map(int, counts)) + page.locator(".map__live .map__square").count()
    note = page.locator("main").inner_text()
    assert "1 is online" in note
    page.goto(f"{CAMPAIGN}events/")
    listed = page.locator("main .event").count()
    page.goto(f"{CAMPAIGN}events/?page=2")
    listed += page.locator("main .event").count()
    assert (on_map, listed) == (53, 54)


def test_the_keyboard_alone_says_that_somebody_comes(demo_reader: Reader, codes: dict[str, str]) -> None:
    page = demo_reader.open(f"/e/{codes['Berlin']}/")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "name":
            break
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    page.keyboard.type("Ada")
    page.keyboard.press("Tab")
    page.keyboard.type("2")
    page.keyboard.press("Tab")
    page.keyboard.type("ada@example.net")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith("/rsvp/sent/")


def test_a_town_that_nobody_knows_can_be_described_by_hand(demo_reader: Reader) -> None:
    page = demo_reader.open(f"{CAMPAIGN}host/")
    page.get_by_label("Town or city").fill("Xyzzyville")
    page.get_by_role("option", name="None of these").click()
    expect(page.get_by_label("Town, if it is not in the list")).to_be_visible()


def test_what_stands_above_a_field_is_whole_while_one_types(demo_reader: Reader) -> None:
    page = demo_reader.open(f"{CAMPAIGN}host/")
    field = page.get_by_label("Town or city")
    field.focus()
    box, hint = field.bounding_box(), page.locator("#place-hint").bounding_box()
    assert box is not None
    assert hint is not None
    assert box["y"] - (hint["y"] + hint["height"]) >= 8  # the ring around what is focused
