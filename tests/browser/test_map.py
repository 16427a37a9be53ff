"""The map that moves: real buttons, the keyboard, both sides of the date line; and the pin of the host's form."""

import re
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from organizer.editions.maps.clusters import render_cell, render_clusters
from organizer.editions.maps.field import Field
from organizer.editions.maps.placed import place
from organizer.editions.maps.points import render_names, render_points
from organizer.editions.maps.view import read_cells, read_view, read_zoom
from organizer.foundation.core.languages import Text
from organizer.record.types import EventRecord
from tests.support.browser import PHONE, Reader, overflows
from tests.support.records import make_event, make_place

EVENTS = [
    ("apia22", -171.8, -13.8, "Fono mo le Eleele", "Apia"),
    ("tave22", 180.0, -16.8, "Candles", "Taveuni"),
    ("suva22", 178.4, -18.1, "Suva stands", "Suva"),
    ("hono22", -157.9, 21.3, "Aloha ʻāina", "Honolulu"),
    ("beir22", 35.5, 33.9, "وقفة تضامن", "بيروت"),
    ("berl22", 13.4, 52.5, "<b>Wasser</b> & Land", "Berlin"),
    ("berl23", 13.4, 52.5, "Mahnwache", "Berlin"),
]
#: What the macro world_map writes, around the SVG of the style page.
LIVE = """async ([words]) => {
  const map = document.querySelector('.map');
  const pin = document.querySelector('[data-module="pin"]');
  Object.assign(map.dataset, {
    src: '/map/points.json?country=xx', first: pin.dataset.first, basemap: pin.dataset.basemap, eventBase: '/e/', label: 'Map', words: JSON.stringify(words), module: 'map',
  });
  const script = document.querySelector('script[src$="organizer.js"]').src;
  const module = await import(script.replace('organizer.js', 'map.js'));
  await module.default(map);
}"""
WORDS = {
    "several": "{count} events: {places}",
    "closer": "Closer",
    "wider": "Wider",
    "all": "All events",
    "shut": "Close",
    "more": "and more",
    "further": "Show more",
}


def record(code: str, lon: float, lat: float, title: str, city: str) -> EventRecord:
    return replace(
        make_event(), code=code, uid=code, title=Text(title, "en"), place=make_place(lon=lon, lat=lat, city=city)
    )


class Data:
    """Map data as the server makes it; ``most`` and ``names`` move the limits. Hears what was asked for."""

    def __init__(self, events: Sequence[EventRecord], **limits: int) -> None:
        self.placed, self.limits = place(events), limits
        self.field = Field(self.placed.events)
        self.asked: list[str] = []
        self.broken: set[str] = set()

    def answer(self, route: Route) -> None:
        """Answer a request for any file of map data."""
        self.asked.append(route.request.url)
        parts = urlsplit(route.request.url)
        query, file = parse_qs(parts.query), parts.path.rpartition("/")[2]
        assert query["country"] == ["xx"]
        if file in self.broken:
            route.fulfill(status=500)
            return
        one = {name: values[0] for name, values in query.items()}
        if file == "points.json":
            body = render_points(self.placed, **self.limits)
        elif file == "names.json":
            body = render_names(self.placed)
        elif file == "clusters.json":
            body = render_clusters(self.field, read_view(one["bbox"], one["zoom"]))
        else:
            found = self.field.of_cells(read_cells(query["cell"]), read_zoom(one["zoom"]))
            body = render_cell(found, int(one["page"]))
        route.fulfill(body=body, content_type="application/json")

    def zooms(self) -> list[int]:
        """Return at which zooms clusters were asked for."""
        return [int(zoom) for address in self.asked for zoom in re.findall(r"clusters\.json.*zoom=(\d+)", address)]

    def count(self, file: str) -> int:
        """Return how often a file was asked for."""
        return sum(file in address for address in self.asked)


def open_map(
    reader: Reader, *, width: int = 1280, locale: str = "en", data: Data | None = None, fragment: str = "",
    saves_data: bool = False,
) -> Page:  # fmt: skip
    page = reader.open(f"/{locale}/style/{fragment}", width=width)
    found = data or Data([record(*event) for event in EVENTS])
    page.route("**/map/*.json?*", found.answer)
    if saves_data:
        page.evaluate("Object.defineProperty(navigator, 'connection', { value: { saveData: true } })")
    page.evaluate(LIVE, [WORDS])
    return page


def on_the_map(page: Page) -> int:
    """Return how many events the marks in view stand for."""
    counts = page.locator(".map__live .map__dot").all_text_contents()
    return sum(int(count.replace(",", "")) for count in counts) + page.locator(".map__live .map__square").count()


def test_samoa_stands_beside_fiji_on_the_map_that_moves(reader: Reader) -> None:
    page = open_map(reader)
    cluster = page.get_by_role("button", name=re.compile("3 events: .*Apia"))
    expect(cluster).to_have_accessible_name(re.compile("Suva"))
    hawaii = page.get_by_role("button", name=re.compile("Honolulu")).bounding_box()
    fiji = cluster.bounding_box()
    assert hawaii is not None
    assert fiji is not None
    assert fiji["x"] - hawaii["x"] > 600


def test_the_keyboard_opens_a_mark_and_keeps_its_place(reader: Reader) -> None:
    page = open_map(reader)
    page.get_by_role("button", name=re.compile("Apia")).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Fono mo le Eleele, Apia")).to_be_visible()
    focused = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert re.search("Suva|Apia|Taveuni", focused)


def test_events_of_one_square_are_listed_as_links(reader: Reader) -> None:
    page = open_map(reader)
    mark = page.get_by_role("button", name=re.compile("2 events: Berlin"))
    mark.focus()
    page.keyboard.press("Enter")
    card = page.locator(".map__card")
    expect(card.get_by_role("link")).to_have_text(["<b>Wasser</b> & Land", "Mahnwache"])
    expect(card.get_by_role("link").first).to_have_attribute("href", "/e/berl22/")
    expect(card.get_by_role("link").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(mark).to_be_focused()


def test_every_event_of_the_file_is_on_the_map(reader: Reader) -> None:
    page = open_map(reader)
    page.get_by_role("button", name="All events").click()
    assert on_the_map(page) == len(EVENTS)


#: 300 in Berlin at one point, and one in each of 200 other places of Europe.
MANY = [record(f"b{n:05}", 13.4, 52.5, f"Berlin {n}", "Berlin") for n in range(300)] + [
    record(f"e{n:05}", -8 + n % 20 * 1.9, 40 + n // 20 * 1.7, f"Town {n}", f"Town {n}") for n in range(200)
]


def test_of_a_long_list_the_names_come_after_the_points(reader: Reader) -> None:
    data = Data(MANY, names=100)
    page = open_map(reader, data=data)
    expect(page.get_by_role("button", name=re.compile("events: .*Berlin"))).to_be_visible()
    assert data.count("names.json") == 1
    assert on_the_map(page) == len(MANY)


def test_without_the_names_the_map_still_has_its_marks(reader: Reader) -> None:
    data = Data(MANY, names=100)
    data.broken.add("names.json")
    page = open_map(reader, data=data)
    expect(page.locator(".map__live .map__dot").first).to_be_visible()
    assert on_the_map(page) == len(MANY)


def test_of_very_many_events_the_server_counts_what_is_in_view(reader: Reader) -> None:
    data = Data(MANY, most=100)
    page = open_map(reader, data=data, saves_data=True)
    expect(page.locator(".map__live .map__dot").first).to_be_visible()
    assert on_the_map(page) == len(MANY)
    assert data.count("clusters.json") == 1

    page.get_by_role("button", name="Closer").first.click()
    page.get_by_role("button", name="Closer").first.click()
    page.wait_for_timeout(600)
    assert 0 < on_the_map(page) < len(MANY)
    page.get_by_role("button", name="All events").click()
    page.wait_for_timeout(600)
    assert on_the_map(page) == len(MANY)
    # Who saves data is sent nothing that nobody asked for.
    zooms = data.zooms()
    assert max(zooms) - min(zooms) == 2


def test_of_the_whole_world_the_server_counts_all(reader: Reader) -> None:
    data = Data([record(*event) for event in EVENTS], most=1)
    page = open_map(reader, data=data)
    expect(page.get_by_role("button", name=re.compile("Apia")).first).to_be_visible()
    # Those near the edge of the map stand on both of its sides.
    assert {number for name in names_on(page) for number in re.findall(r"^\d+(?= events)", name)} == {"2", "3"}
    assert len(set(names_on(page))) == 4


def test_who_comes_closer_sees_at_once_what_the_server_would_count(reader: Reader) -> None:
    data = Data(MANY, most=100)
    page = open_map(reader, data=data)
    expect(page.locator(".map__live .map__dot").first).to_be_visible()
    page.wait_for_function(
        "() => performance.getEntriesByType('resource').filter((one) => one.name.includes('clusters.json')).length >= 3"
    )
    (zoom, *ahead) = data.zooms()
    assert ahead == [zoom + 1, zoom + 2]
    data.broken.add("clusters.json")
    for level in ahead:
        page.get_by_role("button", name="Closer").first.click()
        page.wait_for_function("level => Math.round(/=([\\d.]+)/.exec(location.hash)?.[1]) === level", arg=level)
    asked = Data(MANY, most=100)
    other = open_map(reader, data=asked, fragment=page.url[page.url.index("#") :], saves_data=True)
    expect(other.locator(".map__live :is(.map__dot, .map__square)").first).to_be_visible()
    assert asked.zooms() == [zoom + 2]
    assert sorted(names_on(page)) == sorted(names_on(other))
    assert 0 < on_the_map(page) < len(MANY)


def names_on(page: Page) -> list[str]:
    """Return the names of the marks on the map."""
    found: list[str] = page.locator(".map__live :is(.map__dot, .map__square)").evaluate_all(
        "all => all.map((one) => one.getAttribute('aria-label'))"
    )
    return found


def test_who_moves_on_quickly_asks_for_the_first_and_the_last_view(reader: Reader) -> None:
    data = Data(MANY, most=100)
    page = open_map(reader, data=data, saves_data=True)
    expect(page.locator(".map__live .map__dot").first).to_be_visible()
    (zoom,) = data.zooms()
    # However slow the machine: for the page, no time passes between the steps.
    page.evaluate("""async () => {
      await new Promise((done) => { setTimeout(done, 150); });
      const { setTimeout: wait } = globalThis;
      const [at, held] = [performance.now(), []];
      performance.now = () => at;
      globalThis.setTimeout = (act, ms) => { if (ms < 100) return wait(act, ms); held.push(act); return 0; };
      for (let n = 0; n < 4; n += 1) {
        document.querySelector('.map__buttons button').click();
        await new Promise((done) => { wait(done, 10); });
      }
      Object.assign(globalThis, { setTimeout: wait });
      for (const act of held) act();
    }""")
    page.wait_for_timeout(300)
    assert data.zooms() == [zoom, zoom + 1, zoom + 4]


def test_a_view_that_cannot_be_had_leaves_the_marks_that_are_there(reader: Reader) -> None:
    data = Data(MANY, most=100)
    page = open_map(reader, data=data, saves_data=True)
    expect(page.locator(".map__live .map__dot").first).to_be_visible()
    shown = page.locator(".map__live .map__dot").count()
    data.broken.add("clusters.json")
    page.get_by_role("button", name="Closer").first.click()
    page.wait_for_timeout(400)
    assert page.locator(".map__live .map__dot").count() == shown


def test_a_mark_that_opens_no_further_lists_its_events_from_the_server(reader: Reader) -> None:
    berlin = [event for event in MANY if event.place.city == "Berlin"]
    data = Data([*berlin, record("beir22", 35.5, 33.9, "وقفة تضامن", "بيروت")], most=100)
    page = open_map(reader, data=data)
    mark = page.get_by_role("button", name=re.compile("300 events: Berlin"))
    mark.focus()
    page.keyboard.press("Enter")
    links = page.locator(".map__card").get_by_role("link")
    expect(links).to_have_count(100)
    expect(links.first).to_be_focused()
    assert data.count("cell.json") == 2
    further = page.get_by_role("button", name="Show more")
    further.click()
    expect(links).to_have_count(200)
    expect(links.nth(100)).to_be_focused()
    further.click()
    expect(links).to_have_count(300)
    expect(further).to_have_count(0)
    assert len(set(links.evaluate_all("all => all.map(one => one.href)"))) == 300


def test_a_phone_in_arabic_is_not_wider_than_its_window(reader: Reader) -> None:
    page = open_map(reader, width=PHONE, locale="ar")
    expect(page.locator(".map__live .map__dot").first).to_be_visible()
    assert not overflows(page)


def test_the_map_without_data_stays_the_picture_with_links(reader: Reader) -> None:
    page = reader.open("/en/style/")
    page.route("**/map/points.json*", lambda route: route.fulfill(status=500))
    page.evaluate(LIVE, [WORDS])
    expect(page.locator(".map svg a").first).to_be_attached()


def test_without_script_marks_are_links(reader: Reader) -> None:
    page = reader.open("/en/style/", script=False)
    assert page.locator(".map__near a").count() > 5
    expect(page.locator(".map--pin")).to_be_hidden()


@pytest.mark.parametrize(("key", "lat", "lon"), [("ArrowLeft", 0, -1), ("ArrowUp", 1, 0)])
def test_arrow_keys_move_the_pin(reader: Reader, key: str, lat: int, lon: int) -> None:
    page = reader.open("/en/style/")
    page.locator(".map__pin").focus()
    page.keyboard.press(key)
    moved_lat = float(page.input_value("#lat")) - 4.598
    moved_lon = float(page.input_value("#lon")) + 74.076
    assert (moved_lat * lat > 0.01) if lat else abs(moved_lat) < 0.01
    assert (moved_lon * lon > 0.01) if lon else abs(moved_lon) < 0.01


def test_the_pin_writes_longitudes_as_everybody_does(reader: Reader) -> None:
    page = reader.open("/en/style/")
    page.fill("#lat", "-13.8")
    page.fill("#lon", "-171.8")
    page.locator(".map__pin").focus()
    page.keyboard.press("ArrowUp")
    assert float(page.input_value("#lon")) == pytest.approx(-171.8, abs=0.01)


def test_a_chosen_town_moves_the_map_but_sets_no_pin(reader: Reader) -> None:
    page = reader.open("/en/style/")
    page.fill("#lat", "")
    page.fill("#lon", "")
    before = page.locator(".map__pin").bounding_box()
    page.evaluate("document.dispatchEvent(new CustomEvent('place-chosen', { detail: { lat: 52.5, lon: 13.4 } }))")
    assert (page.input_value("#lat"), page.input_value("#lon")) == ("", "")
    assert before is not None
    page.locator(".map__pin").press("ArrowUp")
    assert float(page.input_value("#lat")) == pytest.approx(52.5, abs=0.5)


def test_a_map_that_was_folded_away_fills_its_box_when_it_opens(reader: Reader) -> None:
    page = reader.open("/en/style/")
    page.evaluate("""() => {
      const fold = document.createElement('details');
      const map = document.querySelector('.map--pin');
      map.replaceWith(fold);
      fold.append(map);
    }""")
    expect(page.locator(".map--pin")).to_be_hidden()
    page.evaluate("document.querySelector('details:has(.map--pin)').open = true")
    box = page.locator(".map__live").last.bounding_box()
    drawn = page.locator(".map__live canvas").last.bounding_box()
    assert box is not None
    assert drawn is not None
    assert drawn["width"] >= box["width"]
