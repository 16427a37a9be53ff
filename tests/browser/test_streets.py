"""An operator's own streets: fetched in parts from our own server, drawn without WebGL, and only where there are some."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_map import LIVE, WORDS
from tests.support.browser import Reader
from tests.support.map_points import file_of
from tests.support.tiny_pmtiles import PICTURE, write_pmtiles
from tests.support.web_server import WebServer

FILE = file_of([["bern22", 7.4, 46.9, "Bern stands", 1826481600, "Bern", "confirmed"]])
#: The colour of a point in the middle of the first tile that is drawn.
COLOUR = """() => {
  const tile = document.querySelector('.map[data-src] .leaflet-streets-pane canvas');
  if (!tile || !tile.width) return '';
  return [...tile.getContext('2d').getImageData(tile.width / 2, tile.height / 2, 1, 1).data].slice(0, 3).join();
}"""


def near_map(reader: Reader, asked: list[str], scheme: str = "light") -> Page:
    """Open the style page with a map that looks at Bern from nearby."""
    page = reader.context(color_scheme=scheme).new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.route("**/map/points.json*", lambda route: route.fulfill(body=FILE, content_type="application/json"))
    page.goto("/en/style/#map=8/46.9/7.4")
    page.evaluate(LIVE, [WORDS])
    return page


def colour(page: Page) -> str:
    """Return the colour once something is drawn."""
    for _ in range(50):
        found = str(page.evaluate(COLOUR))
        if found not in ("", "0,0,0"):
            return found
        page.wait_for_timeout(100)
    return ""


@pytest.mark.parametrize(("kind", "expected"), [("mvt", "128,222,234"), ("png", ",".join(map(str, PICTURE)))])
def test_streets_are_drawn_from_the_operators_file(
    reader: Reader, live_server: WebServer, kind: str, expected: str
) -> None:
    write_pmtiles(Path(live_server.app.instance_path) / "map" / "basemap.pmtiles", kind=kind)
    asked: list[str] = []
    page = near_map(reader, asked)

    assert colour(page) == expected
    expect(page.locator(".map__credit").first).to_have_text("Maps of ours")
    assert [url for url in asked if url.endswith("/places/basemap.pmtiles")]


def test_without_a_file_nothing_of_it_is_loaded(reader: Reader) -> None:
    asked: list[str] = []
    page = near_map(reader, asked)
    expect(page.locator("canvas[data-names]")).to_be_attached()
    page.wait_for_timeout(500)  # longer than streets take to be asked for

    assert not [url for url in asked if re.search("pmtiles|protomaps", url)]
