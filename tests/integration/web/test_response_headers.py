import pytest
from flask.testing import FlaskClient

from organizer.foundation.web.headers import SECURITY_HEADERS

from .conftest import House, MakeWebApp

TOKEN = "t" * 43
REQUESTS = [
    ("GET", "/open/", 200),
    ("HEAD", "/open/", 200),
    ("GET", "/es/open/", 200),
    ("GET", "/open", 308),
    ("GET", "/mine/", 303),
    ("GET", "/nowhere/", 404),
    ("DELETE", "/open/", 405),
    ("OPTIONS", "/open/", 200),
    ("POST", "/mine/", 401),
    ("GET", "/fail/busy/", 503),
    ("GET", "/fail/boom/", 500),
    ("GET", "/undeclared/", 500),
    ("GET", "/static/nothing.css", 404),
]


@pytest.mark.parametrize(("method", "path", "status"), REQUESTS)
def test_every_answer_has_the_table_of_headers(make_web_app: MakeWebApp, method: str, path: str, status: int) -> None:
    app = make_web_app(base_url="https://organize.example")
    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.test_client_class = FlaskClient  # OPTIONS answers without a page to inspect
    response = app.test_client().open(path, method=method)
    assert response.status_code == status
    expected = SECURITY_HEADERS | {"Strict-Transport-Security": "max-age=63072000; includeSubDomains"}
    assert {name: response.headers.get(name) for name in expected} == expected
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize(("method", "path", "status"), [r for r in REQUESTS if r[1] not in ("/open/", "/es/open/")])
def test_nothing_is_kept_by_caches_unless_a_view_says_so(
    make_web_app: MakeWebApp, method: str, path: str, status: int
) -> None:
    app = make_web_app()
    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.test_client_class = FlaskClient
    assert app.test_client().open(path, method=method).headers["Cache-Control"] == "no-store"


def test_a_public_page_may_be_kept_for_a_minute(web: FlaskClient) -> None:
    assert web.get("/open/").headers["Cache-Control"] == "public, max-age=60"
    assert web.post("/open/").headers["Cache-Control"] == "no-store"
    assert web.get("/plain/").headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/mine/", "/r/abc/"])
def test_a_personal_page_is_never_kept_whatever_its_view_says(web: FlaskClient, house: House, path: str) -> None:
    house.sign_in(TOKEN)
    web.set_cookie("s", TOKEN)
    response = web.get(path)
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"
    assert "Cookie" in response.headers["Vary"]
    assert response.headers["X-Robots-Tag"].startswith("noindex")


def test_reading_sets_no_cookie_even_for_somebody_signed_in(web: FlaskClient, house: House) -> None:
    house.sign_in(TOKEN)
    web.set_cookie("s", TOKEN)
    for path in ("/open/", "/mine/", "/nowhere/", "/r/abc/"):
        assert "Set-Cookie" not in web.get(path).headers
