"""The map of the world as people use it: by keyboard, by touch, as a link, over the date line, within its weight."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.support.axe import barriers_of
from tests.support.browser import PHONE, Reader
from tests.support.demo_site import SLUG, demo_site
from tests.support.map_points import file_of
from tests.support.web_server import WebServer

MAP = f"/en/c/{SLUG}/map/"
#: Bytes over the wire for the page of the map, without the events' data.
BUDGET = 150_000
Row = list[Any]


def row(code: str, lon: float, lat: float, town: str = "Town") -> Row:
    return [code, lon, lat, f"Event {code}", 1826481600, town, "confirmed"]


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


def open_map(reader: Reader, events: list[Row] | None = None, *, fragment: str = "", **options: Any) -> Page:
    """Open the page of the map, with events of the test's own instead of the demo's."""
    page = reader.context(**options).new_page()
    if events is not None:
        body = file_of(events)

        def answer(route: Route) -> None:
            route.fulfill(body=body, content_type="application/json")

        page.route("**/map/points.json*", answer)
    page.goto(MAP + fragment)
    expect(page.locator("canvas[data-names]")).to_be_attached()
    return page


def marks(page: Page) -> Locator:
    return page.locator(".map__live :is(.map__dot, .map__square)")


def middle(one: Locator) -> tuple[float, float]:
    box = one.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def in_frame(page: Page) -> int:
    """Return how many events the marks within the frame stand for."""
    return int(
        page.evaluate("""() => {
          const frame = document.querySelector('.map__live').getBoundingClientRect();
          const inside = [...document.querySelectorAll('.map__live :is(.map__dot, .map__square)')].filter((mark) => {
            const { left, right, top, bottom } = mark.getBoundingClientRect();
            const [x, y] = [(left + right) / 2, (top + bottom) / 2];
            return x >= frame.left && x <= frame.right && y >= frame.top && y <= frame.bottom;
          });
          return inside.reduce((sum, mark) => sum + Number(mark.textContent || 1), 0);
        }""")
    )


def zoom_of(page: Page) -> float:
    found = re.search(r"#map=([\d.]+)/", page.url)
    assert found is not None, page.url
    return float(found[1])


ONE_PLACE = [*[row(f"same{n}", 13.4, 52.5, "Berlin") for n in range(5)], row("bogota", -74.07, 4.6, "Bogotá")]


def test_b70_b77_events_at_one_place_are_spread_and_listed(demo_reader: Reader) -> None:
    page = open_map(demo_reader, ONE_PLACE)
    page.get_by_role("button", name="5 events: Berlin").press("Enter")

    expect(page.locator(".map__card").get_by_role("link")).to_have_count(5)
    expect(page.locator(".map__card").get_by_role("link").first).to_be_focused()
    single = page.locator(".map__live").get_by_role("button", name=re.compile(r"^Event same\d, Berlin$"))
    expect(single).to_have_count(5)
    places = [middle(one) for one in single.all()]
    near = [(a, b) for n, a in enumerate(places) for b in places[:n] if abs(a[0] - b[0]) < 40 and abs(a[1] - b[1]) < 40]
    assert near == []  # a finger hits one of them alone


def test_each_spread_mark_opens_its_own_event_and_escape_folds_them(demo_reader: Reader) -> None:
    page = open_map(demo_reader, ONE_PLACE)
    several = page.get_by_role("button", name="5 events: Berlin")
    several.press("Enter")
    one = page.locator(".map__live").get_by_role("button", name="Event same3, Berlin")
    one.press("Enter")
    expect(page.locator(".map__card").get_by_role("link")).to_have_text(["Event same3"])

    page.keyboard.press("Escape")
    expect(one).to_be_focused()
    page.keyboard.press("Escape")

    expect(several).to_be_focused()
    expect(one).to_have_count(0)
    expect(page.locator(".map__card")).to_be_hidden()


def test_a_finger_spreads_them_too(demo_reader: Reader) -> None:
    page = open_map(demo_reader, ONE_PLACE, width=PHONE)
    page.get_by_role("button", name="5 events: Berlin").tap()

    expect(page.locator(".map__live").get_by_role("button", name=re.compile("^Event same"))).to_have_count(5)
    expect(page.locator(".map__card").get_by_role("link")).to_have_count(5)
    expect(page.locator(".map__card").get_by_role("link").first).to_be_focused()
    page.evaluate(
        "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
    )  # the page has scrolled
    page.locator(".map__live").get_by_role("button", name="Event same1, Berlin").tap()
    expect(page.locator(".map__card").get_by_role("link")).to_have_text(["Event same1"])


def test_a_mark_that_opens_hands_the_focus_on_and_escape_goes_back(demo_reader: Reader) -> None:
    events = [
        row("paris2", 2.35, 48.85, "Paris"),
        row("brux22", 4.35, 50.85, "Bruxelles"),
        row("lima22", -77.0, -12.0, "Lima"),
    ]
    page = open_map(demo_reader, events)
    both = page.get_by_role("button", name=re.compile("^2 events: .*Paris"))
    both.press("Enter")

    focused = page.locator(".map__live button:focus")
    expect(focused).to_have_accessible_name(re.compile("Paris|Bruxelles"))
    assert focused.evaluate("one => getComputedStyle(one).outlineStyle") != "none"
    page.keyboard.press("Escape")

    expect(both).to_be_focused()


def test_islands_on_both_sides_of_the_date_line_are_one_view(demo_reader: Reader) -> None:
    events = [row("suva22", 178.44, -18.14), row("apia22", -171.76, -13.83), row("auck22", 174.76, -36.85)]
    page = open_map(demo_reader, events)

    expect(marks(page)).to_have_count(3)
    suva, apia, auckland = (
        middle(page.get_by_role("button", name=f"Event {code}")) for code in ("suva22", "apia22", "auck22")
    )
    assert auckland[0] < suva[0] < apia[0]
    assert apia[0] - auckland[0] > 100  # near enough to be told apart, with the world left out
    assert in_frame(page) == 3


@pytest.mark.parametrize(
    ("fragment", "least"),
    [("", 8), ("#map=2.5/35/-172", 7), ("#map=2.5/35/178", 7), ("#map=4/60/-170", 2)],
)
def test_nothing_is_lost_where_the_map_is_cut(demo_reader: Reader, fragment: str, least: int) -> None:
    events = [
        row("chuk22", -175.5, 64.5), row("adak22", -176.6, 51.9), row("attu22", 172.9, 52.9), row("apia22", -171.8, -13.8),
        row("tong22", -175.2, -21.1), row("cut222", -169.0, 10.0), row("hono22", -157.9, 21.3), row("pari22", 2.35, 48.85),
    ]  # fmt: skip
    page = open_map(demo_reader, events, fragment=fragment)

    expect(marks(page).first).to_be_visible()
    assert in_frame(page) >= least


def test_what_one_looks_at_is_a_link(demo_reader: Reader) -> None:
    page = open_map(demo_reader)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    assert "#" not in page.url  # nothing is said before somebody moves

    page.get_by_role("button", name="Closer").click()
    page.wait_for_url(re.compile(r"#map=[\d.]+/-?[\d.]+/-?[\d.]+$"))
    before = len(page.evaluate("[...Array(history.length)]"))
    page.get_by_role("button", name="Closer").click()
    address = page.url
    assert len(page.evaluate("[...Array(history.length)]")) == before  # "back" leaves the page, at one press

    other = demo_reader.open(address)
    expect(other.locator("canvas[data-names]")).to_be_attached()
    places = [[one.get_attribute("aria-label") for one in marks(each).all()] for each in (page, other)]
    assert sorted(map(str, places[0])) == sorted(map(str, places[1]))
    assert not [url for url in asked if "map=" in url]


@pytest.mark.parametrize("fragment", ["#map=4/999/0", "#map=x/y/z", "#country", "#map=3/1e9/0"])
def test_a_link_that_names_no_place_shows_the_events(demo_reader: Reader, fragment: str) -> None:
    page = open_map(demo_reader, fragment=fragment)

    expect(marks(page).first).to_be_visible()


def test_an_address_that_is_pasted_moves_the_map(demo_reader: Reader) -> None:
    page = open_map(demo_reader)
    page.evaluate("location.hash = '#map=6/52.5/13.4'")

    expect(page.get_by_role("button", name=re.compile("Berlin")).first).to_be_visible()
    page.get_by_role("button", name="Wider").click()
    assert zoom_of(page) == 5


@pytest.mark.parametrize(("language", "scheme"), [("en", "light"), ("es", "dark"), ("ar", "light")])
def test_names_of_countries_are_few_and_drawn(demo_reader: Reader, language: str, scheme: str) -> None:
    page = demo_reader.open(f"/{language}/c/{SLUG}/map/", color_scheme=scheme)
    expect(page.locator("canvas[data-names]")).to_be_attached()

    assert 5 < int(page.locator("canvas[data-names]").get_attribute("data-names") or 0) <= 40


def test_the_page_of_the_map_weighs_little_before_its_events(demo_reader: Reader) -> None:
    page = demo_reader.context().new_page()
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    urls: dict[str, str] = {}
    sizes: dict[str, int] = {}
    session.on("Network.responseReceived", lambda event: urls.update({event["requestId"]: event["response"]["url"]}))
    session.on(
        "Network.loadingFinished", lambda event: sizes.update({event["requestId"]: int(event["encodedDataLength"])})
    )
    page.goto(MAP)
    expect(page.locator("canvas[data-names]")).to_be_attached()
    page.wait_for_load_state("networkidle")

    weights = {urls[key]: size for key, size in sizes.items() if "points.json" not in urls[key]}

    assert len(weights) > 12
    assert not [url for url in weights if "planar" in url or "protomaps" in url]
    assert sum(weights.values()) < BUDGET, sorted(weights.items(), key=lambda item: -item[1])


def test_fine_shapes_come_when_somebody_is_near(demo_reader: Reader) -> None:
    page = open_map(demo_reader)
    with page.expect_response(re.compile("planar-50m")) as answer:
        page.evaluate("location.hash = '#map=5/46/8'")
    assert answer.value.ok


def test_nobody_else_is_asked_however_near_one_goes(demo_reader: Reader) -> None:
    page = open_map(demo_reader)
    for _ in range(11):
        page.get_by_role("button", name="Closer").click()
    page.get_by_role("button", name="All events").click()
    page.wait_for_load_state("networkidle")

    assert demo_reader.watch.foreign == []


def test_the_map_has_no_barrier_that_a_program_can_find(demo_reader: Reader) -> None:
    found = []
    for language, scheme, width in (
        ("en", "light", 1280),
        ("en", "dark", PHONE),
        ("ar", "dark", 1280),
        ("es", "light", PHONE),
    ):
        # Near Iceland, where one event stands alone at every width.
        page = demo_reader.open(f"/{language}/c/{SLUG}/map/#map=5/64/-20", color_scheme=scheme, width=width)
        expect(page.locator("canvas[data-names]")).to_be_attached()
        for state in ("closed", "open"):
            if state == "open":
                page.locator(".map__live .map__square").first.press("Enter")
                expect(page.locator(".map__card")).to_be_visible()
            found += [(language, scheme, state, barrier) for barrier in barriers_of(page)]
    assert found == []


def test_buttons_of_the_map_fit_a_thumb(demo_reader: Reader) -> None:
    page = open_map(demo_reader, width=PHONE)
    for button in page.locator(".map__buttons button").all():
        box = button.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 44


def test_the_keyboard_alone_finds_an_event_on_the_map_and_opens_it(demo_reader: Reader) -> None:
    page = open_map(demo_reader, [row("lima22", -77.0, -12.0, "Lima"), row("oslo22", 10.75, 59.9, "Oslo")])
    page.locator("main").focus()
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.getAttribute('aria-label')") == "Event oslo22, Oslo":
            break
    page.keyboard.press("Enter")
    link = page.locator(".map__card").get_by_role("link", name="Event oslo22")
    expect(link).to_be_focused()
    assert link.evaluate("one => getComputedStyle(one).outlineStyle") != "none"
    with page.expect_request(re.compile("/e/oslo22/$")):
        page.keyboard.press("Enter")


def test_without_script_filters_and_marks_lead_to_an_event(demo_reader: Reader) -> None:
    page = demo_reader.open(MAP, script=False)
    page.get_by_label("Country").select_option("FJ")
    page.get_by_role("button", name="Show events").click()

    assert "/map/?" in page.url
    links = page.locator(".map__near a")
    listed = page.locator("main .event")
    assert sum(int((link.text_content() or "").strip() or 1) for link in links.all()) == listed.count() > 0
    assert page.locator(".map__note strong").first.inner_text() == f"{listed.count()} on the map"
    while "/e/" not in page.url:  # a mark of several leads to their list, whose lines lead on
        page.goto(page.locator(".map__near a, main .event a").last.get_attribute("href") or "")
    expect(page.locator("h1")).to_be_visible()


@pytest.mark.parametrize("query", ["", "?type=online", "?country=CO", "?access=step-free", "?language=es&type=march"])
def test_b62_b79_list_map_and_counts_are_one_set(demo_reader: Reader, query: str) -> None:
    page = demo_reader.context().new_page()
    with page.expect_response(re.compile("points.json")) as answer:
        page.goto(MAP + query)
    points = answer.value.json()
    pages = [page.locator("main .event").count()]
    while page.get_by_role("link", name="Later").count():
        page.get_by_role("link", name="Later").click()
        pages.append(page.locator("main .event").count())

    numbers = [
        int(found)
        for found in re.findall(
            r"(\d+) (?:on the map|without|is online|are online)", page.locator(".map__note").inner_text()
        )
    ]
    assert sum(pages) == sum(numbers) == points["count"] + points["unplaced"] + points["online"]
    assert numbers[0] == points["count"]
