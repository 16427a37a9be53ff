"""A test client that inspects every page it is given, and fills in forms as a person does."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urljoin
from weakref import WeakKeyDictionary

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.support.page import Form, Page
from tests.support.page_inspection import faults

#: Parsing is slow, and a page that was inspected is mostly looked at by its test too.
_pages: WeakKeyDictionary[TestResponse, Page] = WeakKeyDictionary()


def page_of(response: TestResponse) -> Page:
    """Return the parsed page of a response."""
    if response not in _pages:
        _pages[response] = Page(response.get_data(as_text=True))
    return _pages[response]


class InspectingClient(FlaskClient):
    """Flask's client; a page with a fault fails the test that fetched it."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Send a request; look at the page that comes back."""
        response = super().open(*args, **kwargs)
        inspect(response)
        return response

    def page(self, path: str, *, status: int = 200, **options: Any) -> Page:
        """Fetch a page; redirects are followed. Fails unless the final status is as expected."""
        response = self.get(path, follow_redirects=True, **options)
        assert response.status_code == status, f"{path} answered {response.status}"
        return page_of(response)

    def submit(
        self,
        page: str,
        answers: Mapping[str, str | list[str] | None],
        *,
        action: str | None = None,
        having: str | None = None,
        **options: Any,
    ) -> TestResponse:
        """Open ``page``, fill in its form and send it from there; the response is not followed."""
        opened = self.get(page, follow_redirects=True)
        assert opened.status_code == 200, f"{page} answered {opened.status}"
        form = page_of(opened).form(action=action, having=having)
        return self.send(form, answers, base=opened.request.url, **options)

    def send(
        self,
        form: Form,
        answers: Mapping[str, str | list[str] | None],
        *,
        base: str = "http://localhost/",
        **options: Any,
    ) -> TestResponse:
        """Send a form as a browser on the page ``base`` would, with the headers of our own origin."""
        target = urljoin(base, form.action)
        values = form.filled(answers)
        if form.method == "get":
            return self.get(target, query_string=values, **options)
        headers = {"Origin": "/".join(target.split("/")[:3]), "Sec-Fetch-Site": "same-origin", "Referer": base}
        headers.update(options.pop("headers", {}))
        return self.post(target, data=values, headers=headers, **options)


def inspect(response: TestResponse) -> None:
    """Fail when the response is a page with a fault."""
    if response.mimetype != "text/html" or response.request.method == "HEAD" or 300 <= response.status_code < 400:
        return
    host = response.request.host.split(":")[0]
    found = faults(page_of(response), response.headers, host)
    assert not found, f"{response.request.method} {response.request.path}:\n  " + "\n  ".join(found)
