"""What is near, in a real browser: by keyboard, without script, with and without leave to ask; and what leaves the browser."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from organizer.places.cells import cell_at
from tests.support.browser import DESK, PHONE, Reader, overflows
from tests.support.demo_site import SLUG, demo_site
from tests.support.web_server import WebServer

NEAR = f"/c/{SLUG}/near/"
#: A house in Bogotá; none of its digits may be seen outside of the browser.
HOUSE = {"latitude": 4.59812345, "longitude": -74.07609876, "accuracy": 8}
FAR_AWAY = {"latitude": 70.6634, "longitude": 23.6821}
OVER_THE_LINE = {"latitude": -16.8412, "longitude": -179.9971}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebServer]:
    with demo_site(tmp_path_factory.mktemp("demo")) as server:
        yield server


@pytest.fixture
def reader(browser: Browser, demo: WebServer) -> Iterator[Reader]:
    reader = Reader(browser, demo.base_url)
    yield reader
    reader.close()
    reader.watch.assert_clean()


def sent_by(page: Page) -> list[str]:
    """Return a list that fills with everything the page sends: addresses, headers, bodies."""
    sent: list[str] = []

    def note(request: Request) -> None:
        sent.append(f"{request.method} {request.url} {request.headers} {request.post_data or ''}")

    page.on("request", note)
    return sent


def look_around(reader: Reader, where: dict[str, float], **options: object) -> tuple[Page, list[str]]:
    page = reader.open(NEAR, geolocation=where, permissions=["geolocation"], **options)  # type: ignore[arg-type]
    sent = sent_by(page)
    page.get_by_role("button", name="Use my position").click()
    expect(page).to_have_title(re.compile("near you"))
    return page, sent


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_position_stays_in_the_browser_and_only_a_cell_leaves_it(reader: Reader, width: int) -> None:
    page, sent = look_around(reader, HOUSE, width=width)

    expect(page.get_by_role("heading", level=1)).to_have_text("2 events near you")
    expect(page.locator(".event__where").first).to_contain_text("Bogotá")
    posts = [one for one in sent if one.startswith("POST")]
    assert len(posts) == 1
    assert f"cell={cell_at(HOUSE['latitude'], HOUSE['longitude'])}&" in posts[0]
    for one in [*sent, page.url, page.content(), page.evaluate("JSON.stringify([localStorage, sessionStorage])")]:
        assert not re.search(r"4[.,]59|74[.,]07|59812|07609", one)
    assert page.context.cookies() == []
    assert not overflows(page)


def test_nothing_is_asked_before_the_press(reader: Reader) -> None:
    page = reader.context(permissions=["geolocation"], geolocation=HOUSE).new_page()
    page.add_init_script(
        "window.asked = 0; const real = navigator.geolocation.getCurrentPosition.bind(navigator.geolocation);"
        "navigator.geolocation.getCurrentPosition = (...args) => { window.asked += 1; real(...args); }"
    )
    page.goto(NEAR)
    expect(page.get_by_role("button", name="Use my position")).to_be_visible()

    assert page.evaluate("window.asked") == 0


def test_a_reader_who_says_no_is_told_what_else_there_is(reader: Reader) -> None:
    page = reader.open(NEAR)  # nobody gave leave
    sent = sent_by(page)

    page.get_by_role("button", name="Use my position").click()

    expect(page.get_by_role("alert").filter(has_text="Write your town instead.")).to_be_visible()
    expect(page.get_by_role("button", name="Use my position")).to_be_enabled()
    assert page.url.endswith(NEAR)
    assert [one for one in sent if one.startswith("POST")] == []


def test_where_nothing_is_near_the_form_to_host_is_filled_in(reader: Reader) -> None:
    page, _ = look_around(reader, FAR_AWAY)

    expect(page.get_by_role("heading", level=1)).to_have_text("Nothing near you yet")
    expect(page.locator("main .events").first.locator("li")).to_have_count(3)
    page.get_by_role("link", name="Host one here").click()
    expect(page.get_by_role("radio", name=re.compile("^Hammerfest"))).to_be_checked()


def test_near_works_over_the_date_line(reader: Reader) -> None:
    page, _ = look_around(reader, OVER_THE_LINE)

    expect(page.locator(".event__where").first).to_contain_text("Fiji")


def test_another_radius_is_looked_in_without_asking_again(reader: Reader) -> None:
    page, _ = look_around(reader, HOUSE)
    before = page.locator("main .event").count()

    page.context.clear_permissions()
    page.locator("#near-me-km").select_option("1000")
    page.get_by_role("button", name="Look again").click()

    expect(page.get_by_text("Within 1,000 km")).to_be_visible()
    assert page.locator("main .event").count() > before


def test_the_cells_of_the_script_are_the_cells_of_the_server(reader: Reader) -> None:
    page = reader.open(NEAR)
    points = [
        (lat / 10, lon / 10) for lat in range(-900, 901, 67) for lon in (-1800, -1799, -911, -1, 0, 1, 737, 1799, 1800)
    ]
    told = page.evaluate(
        """async (points) => {
          const script = document.querySelector('script[src$="organizer.js"]').src;
          const { cellAt } = await import(script.replace('organizer.js', 'near-me.js'));
          return points.map(([lat, lon]) => cellAt(lat, lon));
        }""",
        points,
    )

    assert told == [cell_at(lat, lon) for lat, lon in points]


def test_the_keyboard_alone_finds_the_nearest_event_and_opens_it(reader: Reader) -> None:
    page = reader.open(NEAR)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Town or city")).to_be_focused()
    page.keyboard.type("Bogotá")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("2 events near Bogotá")

    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('.event__title') !== null"):
            break
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/e/\w+/"))


def test_without_script_town_and_country_do_the_same(reader: Reader) -> None:
    page = reader.open(NEAR, script=False)
    expect(page.get_by_role("button", name="Use my position")).to_be_hidden()

    page.get_by_label("Town or city").fill("Santiago")
    page.get_by_role("button", name="Show events").click()
    expect(page.get_by_text("Not that one?")).to_be_visible()
    page.get_by_role("link", name=re.compile("^Santiago, Cagayan")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Santiago")

    page.goto(NEAR)
    page.get_by_label("Country").select_option("co")
    page.get_by_role("button", name="Show the country").click()
    expect(page).to_have_url(re.compile(f"/c/{SLUG}/country/co/$"))
    page.locator("main .event__title a").first.click()
    expect(page).to_have_url(re.compile(r"/e/\w+/"))


@pytest.mark.parametrize("path", ["near/", "country/", "country/co/", "country/pe/", "region/co-antioquia/"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_pages_fit_the_smallest_phone(reader: Reader, path: str, language: str) -> None:
    page = reader.open(f"/{language}/c/{SLUG}/{path}", width=320)

    assert not overflows(page)
