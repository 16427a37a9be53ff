"""B5: the map as a reader's browser draws it, without a GPU: first draw, pan, zoom, filter, and what it holds.

The base is the same page with 1,000 events in the same rounds: what a browser, the land and a page cost on this machine
is in both, so the ratio tells what more events cost. Every page was asked for once before; drawing it anew after an edit
is a line of its own.
"""

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.support.browser import DESK, chromium
from tests.support.ports import free_port
from tests.support.shared import shared_folder

from .arithmetic import Sample, summarize
from .line import Base, Bounded, Compared, Line, Skipped
from .map_worlds import world_of_points
from .processes import server
from .world import World, Worlds

_SIZES = (1_000, 10_000, 100_000)
_ROUNDS, _PATIENCE_MS = 3, 45_000
#: The speed that is left of that with 1,000.
_GOALS = {10_000: 1 / 3, 100_000: 1 / 4}
_MOST_HEAP_MB = 60.0
_HIGH = 800
_BIN = Path(sys.executable).parent
_DRAWN = ("first draw", "zoom in", "pan by a third", "filter by kind")
_HEAP = "heap"
#: Notes when marks were put on the map or taken off, at the frame after; and when the reader last acted.
_WATCH = """(() => {
  const seen = window.seen = { first: null, acted: null, drawn: null };
  addEventListener('mouseup', () => { seen.acted = performance.now(); seen.drawn = null; }, true);
  new MutationObserver((changes) => {
    const isMark = (node) => node.nodeType === 1 && (node.matches('.map__dot, .map__square') || node.querySelector('.map__dot, .map__square'));
    const isDrawn = changes.some(({ target, addedNodes, removedNodes }) => (
      target.closest?.('.map__live') && [...addedNodes, ...removedNodes].some(isMark)));
    if (!isDrawn || seen.drawn !== null) return;
    seen.drawn = 0;
    requestAnimationFrame(() => {
      seen.drawn = performance.now();
      seen.first ??= seen.drawn;
    });
  }).observe(document, { childList: true, subtree: true });
})()"""


def lines(_worlds: Worlds) -> Iterator[Line]:
    """Yield what a reader waits for, and the heap, at every size."""
    if not (shared_folder() / "data").exists():
        yield Skipped("B5", "the map in a browser", "needs the lists of real events")
        return
    with ExitStack() as stack:
        addresses = {size: _served(stack, world_of_points(stack, size)) for size in _SIZES}
        browser = stack.enter_context(chromium())
        found = _measured(browser, addresses)
    least = _SIZES[0]
    for size, goal in _GOALS.items():
        for what in _DRAWN:
            base = Base(f"the same with {least:,}", found[least][what], goal)
            yield Compared("B5", f"map in a browser, {what}", f"{size:,} events", found[size][what], base, "ms")
    for size in _SIZES:
        heap = found[size][_HEAP]
        note = "heap of scripts after a collection"
        yield Bounded("B5", "map in a browser, memory", f"{size:,} events", heap, "MB", _MOST_HEAP_MB, note)


def _served(stack: ExitStack, world: World) -> str:
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    environment = {"ORGANIZER_INSTANCE": str(world.folder), "ORGANIZER_BASE_URL": address, "PORT": str(port)}
    stack.enter_context(server((_BIN / "organizer", "run"), environment, f"{address}/healthz"))
    return f"{address}/en/c/{world.slug}/map/"


def _measured(browser: Browser, addresses: dict[int, str]) -> dict[int, dict[str, Sample]]:
    taken: dict[int, dict[str, list[float]]] = {size: {what: [] for what in (*_DRAWN, _HEAP)} for size in addresses}
    for number in range(_ROUNDS + 1):
        for size, address in addresses.items():
            found = _visit(browser, address)
            if number:  # the first fills every memory of the server
                for what, value in found.items():
                    taken[size][what].append(value)
    return {size: {what: summarize(values) for what, values in one.items()} for size, one in taken.items()}


def _visit(browser: Browser, address: str) -> dict[str, float]:
    """Return what one reader with an empty cache waited for, in milliseconds, and the heap in megabytes."""
    context = browser.new_context(viewport={"width": DESK, "height": _HIGH}, locale="en")
    context.set_default_timeout(_PATIENCE_MS)
    context.add_init_script(_WATCH)
    page = context.new_page()
    try:
        page.goto(address, timeout=_PATIENCE_MS)
        first = _drawn(page, "first")
        page.wait_for_load_state("networkidle")
        heap = _heap_mb(page)
        closer = page.locator(".map__buttons button").first
        closer.click()
        _drawn(page)
        closer.click()
        zoom = _drawn(page)
        pan = _panned(page)
        page.goto(f"{address}?type=march", timeout=_PATIENCE_MS)
        chosen = _drawn(page, "first")
    finally:
        context.close()
    return dict(zip((*_DRAWN, _HEAP), (first, zoom, pan, chosen, heap), strict=True))


def _panned(page: Page) -> float:
    live = page.locator(".map__live")
    live.scroll_into_view_if_needed()
    box = live.bounding_box()
    assert box is not None
    left, top = box["x"] + box["width"] * 0.6, min(box["y"] + box["height"], _HIGH) - 12
    page.mouse.move(left, top)
    page.mouse.down()
    page.mouse.move(left - box["width"] / 3, top, steps=5)
    page.wait_for_timeout(200)  # a hand that rests: the map doesn't glide on
    page.mouse.up()
    return _drawn(page)


def _drawn(page: Page, what: str = "drawn") -> float:
    """Wait until marks are drawn and return the milliseconds since the navigation or the last act."""
    page.wait_for_function("(what) => window.seen[what] > 0", arg=what)
    return float(page.evaluate("(what) => seen[what] - (what === 'first' ? 0 : seen.acted)", what))


def _heap_mb(page: Page) -> float:
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    session.send("HeapProfiler.collectGarbage")
    metrics = session.send("Performance.getMetrics")["metrics"]
    return next(float(one["value"]) for one in metrics if one["name"] == "JSHeapUsedSize") / 1e6
