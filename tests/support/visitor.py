"""A person at a browser: goes to pages, presses buttons, and looks at every page that comes."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from playwright.sync_api import Page as BrowserPage
from playwright.sync_api import Response

from tests.support.browser import overflows
from tests.support.page import Page
from tests.support.page_inspection import RULES, no_inline_code, policy_faults, strict_html

#: What scripts do to a page is not what the server wrote: a map that moves sets styles, and that is allowed.
_OF_THE_SERVER = (strict_html, no_inline_code)
_LIVE_RULES = tuple(rule for rule in RULES if rule not in _OF_THE_SERVER)


class Visitor:
    """Walks through pages; fails on one that owes its reader something."""

    def __init__(self, page: BrowserPage) -> None:
        """``page`` is a tab of a context of its own."""
        self.page = page
        page.set_default_timeout(30_000)

    def open(self, path: str, *, status: int = 200) -> None:
        """Go to an address of the site."""
        response = self.page.goto(path)
        self._look(response, status)

    def press(self, name: str, *, status: int = 200) -> None:
        """Press the button of that name and see the page that comes."""
        self._leave_by("button", name, status)

    def follow(self, name: str) -> None:
        """Follow the first link of that name."""
        self._leave_by("link", name, 200)

    def fill(self, values: Mapping[str, str]) -> None:
        """Type into fields, by their labels."""
        for label, value in values.items():
            self.page.get_by_label(label).fill(value)

    @property
    def path(self) -> str:
        """Where the visitor is."""
        return urlsplit(self.page.url).path

    @property
    def heading(self) -> str:
        """What the page is called."""
        return self.page.locator("h1").inner_text()

    @property
    def text(self) -> str:
        """What stands in the main part."""
        return self.page.locator("main").inner_text()

    def _leave_by(self, role: str, name: str, status: int) -> None:
        control = self.page.get_by_role(role, name=name, exact=True).first  # type: ignore[arg-type]
        with self.page.expect_navigation() as coming:
            control.click()
        self._look(coming.value, status)

    def _look(self, response: Response | None, status: int) -> None:
        assert response is not None
        assert response.status == status, f"{response.url} answered {response.status}: {self.text[:300]}"
        page = Page(self.page.content())
        found = [fault for rule in _LIVE_RULES for fault in rule(page)]
        found += policy_faults({"Content-Security-Policy": response.headers.get("content-security-policy", "")})
        if overflows(self.page):
            found.append("the page is wider than its window")
        assert not found, f"{response.url}:\n  " + "\n  ".join(found)
