"""The map that moves: real buttons, the keyboard, both sides of the date line; and the pin of the host's form."""

import json
import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.support.browser import PHONE, Reader, overflows

EVENTS = [
    ["apia22", -171.8, -13.8, "Fono mo le Eleele", 1826481600, "Apia", "rally"],
    ["tave22", 180.0, -16.8, "Candles", 1826481600, "Taveuni", "vigil"],
    ["suva22", 178.4, -18.1, "Suva stands", 1826481600, "Suva", "rally"],
    ["hono22", -157.9, 21.3, "Aloha ʻāina", 1826481600, "Honolulu", "rally"],
    ["beir22", 35.5, 33.9, "وقفة تضامن", 1826481600, "بيروت", "rally"],
    ["berl22", 13.4, 52.5, "<b>Wasser</b> & Land", 1826481600, "Berlin", "rally"],
    ["berl23", 13.4, 52.5, "Mahnwache", 1826481600, "Berlin", "vigil"],
]
#: What the macro world_map writes, around the SVG of the style page.
LIVE = """async ([words]) => {
  const map = document.querySelector('.map');
  const pin = document.querySelector('[data-module="pin"]');
  Object.assign(map.dataset, {
    src: '/map-data.json', first: pin.dataset.first, basemap: pin.dataset.basemap, eventBase: '/e/', label: 'Map', words: JSON.stringify(words), module: 'map',
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
}


def open_map(reader: Reader, *, width: int = 1280, locale: str = "en") -> Page:
    page = reader.open(f"/{locale}/style/", width=width)

    def answer(route: Route) -> None:
        route.fulfill(
            body=json.dumps({"v": 1, "events": EVENTS, "unplaced": 0, "online": 0}), content_type="application/json"
        )

    page.route("**/map-data.json", answer)
    page.evaluate(LIVE, [WORDS])
    return page


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
    counts = page.locator(".map__live .map__dot").all_text_contents()
    assert sum(map(int, counts)) + page.locator(".map__live .map__square").count() == len(EVENTS)


def test_a_phone_in_arabic_is_not_wider_than_its_window(reader: Reader) -> None:
    page = open_map(reader, width=PHONE, locale="ar")
    expect(page.locator(".map__live .map__dot").first).to_be_visible()
    assert not overflows(page)


def test_the_map_without_data_stays_the_picture_with_links(reader: Reader) -> None:
    page = reader.open("/en/style/")
    page.route("**/map-data.json", lambda route: route.fulfill(status=500))
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
