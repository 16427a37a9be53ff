"""A phone with a slow connection: from the link to "you're coming", at the pace of a person.

400 kbit/s, 400 ms for each round trip, a processor six times slower, 360 pixels, touch, an empty cache.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page

from tests.support.browser import PHONE

_BYTES_PER_SECOND, _ROUND_TRIP_MS, _SLOWER = 400_000 / 8, 400, 6
#: Between two keys, and to look at a page or find the next field, in milliseconds.
KEY_MS, LOOK_MS = 150, 1_500


@dataclass
class Journey:
    """What it took: seconds by the clock, pages, requests, and kilobytes over the air; fields to be looked at."""

    seconds: float = 0
    pages: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    kilobytes: float = 0
    fields: int = 0


@contextmanager
def phone(browser: Browser, journey: Journey, *, is_slow: bool = True) -> Iterator[Page]:
    """Yield a page of a phone whose every request is counted; ``is_slow``: on a slow line, with a slow processor."""
    context: BrowserContext = browser.new_context(
        viewport={"width": PHONE, "height": 640}, has_touch=True, is_mobile=True, device_scale_factor=2, locale="en"
    )
    context.set_default_timeout(60_000)
    page = context.new_page()
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    if is_slow:
        speed = {"downloadThroughput": _BYTES_PER_SECOND, "uploadThroughput": _BYTES_PER_SECOND}
        line.send("Network.emulateNetworkConditions", {"offline": False, "latency": _ROUND_TRIP_MS, **speed})
        line.send("Emulation.setCPUThrottlingRate", {"rate": _SLOWER})

    def add(event: dict[str, float]) -> None:
        journey.kilobytes += event["encodedDataLength"] / 1000

    line.on("Network.loadingFinished", add)
    context.on("request", lambda request: journey.requests.append(urlsplit(request.url).path))
    page.on("framenavigated", lambda frame: journey.pages.append(urlsplit(frame.url).path))
    try:
        yield page
    finally:
        context.close()


def come(page: Page, journey: Journey, link: str, mail_link: Callable[[], str], *, pace: float = 1) -> None:
    """Open the event's link, fill in what it asks, open the link in the mail, press the button. ``pace`` 0: no waiting."""
    start = time.monotonic()
    page.goto(link)
    for name, words in (("Name", "Marisol"), ("People", "2"), ("E-mail", "luz@example.net")):
        _type(page, name, words, pace)
    journey.fields = (
        page.locator("form[action$='/rsvp']").first.locator("input:visible, select:visible, textarea:visible").count()
    )
    _tap(page, "I’m coming", pace)
    page.goto(mail_link())
    _tap(page, "Yes, I’m coming", pace)
    page.get_by_text("You’re coming.").first.wait_for()
    journey.seconds = time.monotonic() - start


def _type(page: Page, label: str, words: str, pace: float) -> None:
    page.wait_for_timeout(LOOK_MS * pace)
    page.get_by_label(label).first.tap()
    page.keyboard.press("Control+A")
    page.keyboard.type(words, delay=KEY_MS * pace)


def _tap(page: Page, button: str, pace: float) -> None:
    page.wait_for_timeout(LOOK_MS * pace)
    with page.expect_navigation():
        page.get_by_role("button", name=button, exact=True).first.tap()
