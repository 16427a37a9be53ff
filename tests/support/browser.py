"""Chromium as a reader uses it: phone or desk, with or without script; nothing leaves this machine."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Route, expect, sync_playwright

PHONE, DESK = 360, 1280
_PROGRAMS = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
_OWN = {"localhost", "127.0.0.1"}
#: Milliseconds that a page may take on a slow and busy machine. Nothing here is about speed: `make bench` is.
_PATIENCE = 30_000
expect.set_options(timeout=_PATIENCE)


@dataclass
class Watch:
    """What a page did that no page should do."""

    foreign: list[str] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def assert_clean(self) -> None:
        """Fail when anything was seen."""
        assert not self.foreign, f"requests to other hosts: {self.foreign}"
        assert not self.violations, f"blocked by the content security policy: {self.violations}"
        assert not self.errors, f"errors in scripts: {self.errors}"


@dataclass
class Reader:
    """Opens pages, each in a browser context of its own, and watches them all."""

    browser: Browser
    base_url: str
    watch: Watch = field(default_factory=Watch)
    _contexts: list[BrowserContext] = field(default_factory=list)

    def open(self, path: str, *, script: bool = True, width: int = DESK, locale: str = "en", **options: Any) -> Page:
        """Return a page at ``path``; ``options`` go to the context (``color_scheme``, ``reduced_motion``...)."""
        page = self.context(script=script, width=width, locale=locale, **options).new_page()
        page.goto(path)
        return page

    def context(self, *, script: bool = True, width: int = DESK, locale: str = "en", **options: Any) -> BrowserContext:
        """Return a new context: no cookies, its own language and size."""
        context = self.browser.new_context(
            base_url=self.base_url,
            java_script_enabled=script,
            viewport={"width": width, "height": 640 if width <= PHONE else 800},
            locale=locale,
            has_touch=width <= PHONE,
            **options,
        )
        context.set_default_timeout(_PATIENCE)
        context.route("**/*", self._let_pass_or_record)
        context.on("console", self._hear)
        context.on("weberror", lambda error: self.watch.errors.append(str(error.error)))
        self._contexts.append(context)
        return context

    def pages(self) -> list[Page]:
        """Return all open pages."""
        return [page for context in self._contexts for page in context.pages]

    def close(self) -> None:
        """Close everything that was opened."""
        for context in self._contexts:
            context.close()

    def _let_pass_or_record(self, route: Route) -> None:
        address = route.request.url
        parts = urlsplit(address)
        if parts.scheme in ("data", "blob") or parts.hostname in _OWN:
            route.continue_()
        else:
            self.watch.foreign.append(address)
            route.abort()

    def _hear(self, message: ConsoleMessage) -> None:
        text = message.text
        if "Content Security Policy" in text or "Content-Security-Policy" in text:
            self.watch.violations.append(text)
        elif message.type == "error" and not text.startswith("Failed to load resource"):
            self.watch.errors.append(text)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run headless Chromium from the system's packages."""
    program = next((path for path in _PROGRAMS if Path(path).exists()), None)
    if program is None:
        pytest.fail("Chromium is not installed; `make test` says how to get it")
    with sync_playwright() as playwright:
        # No sandbox: it cannot be set up as root or in most containers; only our own pages are opened.
        browser = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking"]
        )
        try:
            yield browser
        finally:
            browser.close()


def overflows(page: Page) -> bool:
    """True when a page is wider than its window, so that a phone has to scroll sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))
