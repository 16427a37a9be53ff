"""The watch over the browser sees what no page may do."""

from collections.abc import Iterator

import pytest
from flask import Flask, Response
from playwright.sync_api import Browser

from tests.support.browser import PHONE, Reader, overflows
from tests.support.web_server import reserve_port, web_server

_PAGES = {
    "/good": "<h1>Night buses</h1><script src='/script.js'></script>",
    "/wide": "<div>" + "night" * 400 + "</div>",
    "/foreign": "<img src='http://organize.example/a.png' alt=''>",
    "/inline": "<script>document.title = 'x'</script>",
    "/broken": "<script src='/broken.js'></script>",
}
_SCRIPTS = {"/script.js": "document.querySelector('h1').textContent = 'with script'", "/broken.js": "nothing.here()"}


def sample() -> Flask:
    """Return an application with good and bad pages."""
    app = Flask("sample")

    @app.get("/<path:name>")
    def answer(name: str) -> Response:
        path = f"/{name}"
        if path in _SCRIPTS:
            return Response(_SCRIPTS[path], mimetype="text/javascript")
        if path not in _PAGES:
            return Response("", 204)
        html = f"<!DOCTYPE html><html lang='en'><title>x</title><body>{_PAGES[path]}</body></html>"
        policy = "default-src 'self'; img-src *"
        return Response(html, mimetype="text/html", headers={"Content-Security-Policy": policy})

    return app


@pytest.fixture
def sample_reader(browser: Browser) -> Iterator[Reader]:
    """A reader of the sample's pages."""
    with web_server(sample(), reserve_port()) as server:
        reader = Reader(browser, server.base_url)
        yield reader
        reader.close()


@pytest.mark.parametrize(("script", "heading"), [(True, "with script"), (False, "Night buses")])
def test_a_page_is_read_with_and_without_script(sample_reader: Reader, script: bool, heading: str) -> None:
    page = sample_reader.open("/good", script=script)
    assert page.locator("h1").inner_text() == heading
    sample_reader.watch.assert_clean()


@pytest.mark.parametrize(
    ("path", "complaint"),
    [("/foreign", "other hosts"), ("/inline", "security policy"), ("/broken", "errors in scripts")],
)
def test_what_no_page_may_do_is_seen(sample_reader: Reader, path: str, complaint: str) -> None:
    sample_reader.open(path)
    with pytest.raises(AssertionError, match=complaint):
        sample_reader.watch.assert_clean()


@pytest.mark.parametrize(("path", "is_wide"), [("/wide", True), ("/good", False)])
def test_a_page_wider_than_a_phone_is_seen(sample_reader: Reader, path: str, is_wide: bool) -> None:
    assert overflows(sample_reader.open(path, width=PHONE)) is is_wide
