"""A picture of every open page when a test fails, and a person who looks at each page they come to."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from organizer.foundation.db import Database
from tests.support.browser import Reader
from tests.support.postbox import Postbox
from tests.support.unpacked_gazetteer import lend_gazetteer
from tests.support.visitor import Visitor
from tests.support.web_server import WebServer

_FAILED = pytest.StashKey[bool]()
Visit = Callable[..., Visitor]


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Remember whether the test itself failed: its fixtures cannot see that."""
    outcome = yield
    report = outcome.get_result()  # type: ignore[attr-defined]  # pluggy's result
    if report.when == "call":
        item.stash[_FAILED] = report.failed


@pytest.fixture
def reader(reader: Reader, request: pytest.FixtureRequest) -> Iterator[Reader]:
    """The reader of all suites, whose pages are photographed when the test fails."""
    yield reader
    if not request.node.stash.get(_FAILED, False):
        return
    folder = request.config.cache.mkdir("screenshots")
    for number, page in enumerate(reader.pages()):
        name = "".join(c if c.isalnum() else "-" for c in request.node.name)
        path = folder / f"{name}-{number}.png"
        page.screenshot(path=path, full_page=True)
        print(f"{page.url} looked like {path}")  # noqa: T201  # pytest shows it below the failure


@pytest.fixture(autouse=True)
def _gazetteer(tmp_path: Path) -> None:
    lend_gazetteer(tmp_path / "instance")


@pytest.fixture
def visit(reader: Reader) -> Visit:
    """Return a person with a browser of their own; arguments go to ``Reader.context``."""

    def start(**options: object) -> Visitor:
        return Visitor(reader.context(**options).new_page())  # type: ignore[arg-type]

    return start


@pytest.fixture
def postbox(live_server: WebServer) -> Postbox:
    """The mails of the running server."""
    return Postbox(live_server.app)


@pytest.fixture
def app_database_of_server(live_server: WebServer) -> Database:
    """The running server's own database, for arranging."""
    database: Database = live_server.app.extensions["organizer"].database
    return database
