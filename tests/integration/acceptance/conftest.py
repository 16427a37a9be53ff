"""The demo campaign behind a real server, for tests that look at it from outside."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.support.client import InspectingClient
from tests.support.demo_site import demo_site
from tests.support.postbox import Postbox
from tests.support.web_server import WebServer


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebServer]:
    """The demo campaign; tests of a module share it."""
    with demo_site(tmp_path_factory.mktemp("demo")) as server:
        yield server


@pytest.fixture(scope="module")
def demo_postbox(demo: WebServer) -> Postbox:
    """The mails of the demo."""
    return Postbox(demo.app)


def browser_of(app: Flask) -> InspectingClient:
    """Return a browser of its own: no cookies, every page is inspected."""
    client = app.test_client()
    assert isinstance(client, InspectingClient)
    return client


def sign_in(app: Flask, postbox: Postbox, email: str, base_url: str = "http://localhost") -> InspectingClient:
    """Return a browser that is signed in by the link in a mail."""
    client = browser_of(app)
    client.submit("/account/sign-in/", {"email": email}, action="/account/sign-in/", base_url=base_url)
    response = client.submit(postbox.link(email), {}, action="", base_url=base_url)
    assert response.status_code == 303
    return client
