import json

import pytest
from flask.testing import FlaskClient
from structlog.testing import capture_logs

from .conftest import MakeWebApp

CANARY = "canary-7f3a"


@pytest.fixture
def calm(make_web_app: MakeWebApp) -> FlaskClient:
    """A client of an application that draws its error page instead of raising."""
    app = make_web_app()
    app.config["PROPAGATE_EXCEPTIONS"] = False
    return app.test_client()


def test_an_unexpected_error_is_logged_without_any_value(calm: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    with capture_logs() as logs:
        response = calm.post(
            f"/fail/{CANARY}/?secret={CANARY}",
            data={"word": CANARY},
            headers={"X-Canary": CANARY, "Cookie": f"s={CANARY}"},
        )
    assert response.status_code == 500
    assert CANARY not in json.dumps(logs)
    assert CANARY not in caplog.text
    [entry] = logs
    assert entry["route"] == "/fail/<kind>/"
    assert entry["kind"] == "ZeroDivisionError"
    assert entry["reference"] in response.get_data(as_text=True)
    assert any("fail" in frame for frame in entry["frames"])


def test_the_page_of_an_unexpected_error_shows_nothing_of_the_insides(calm: FlaskClient) -> None:
    page = calm.post("/fail/boom/", headers={"X-Canary": CANARY}).get_data(as_text=True)
    assert "ZeroDivision" not in page
    assert CANARY not in page
    assert "Traceback" not in page


def test_a_busy_system_keeps_what_was_typed_and_says_when_to_come_back(calm: FlaskClient) -> None:
    response = calm.post("/es/fail/busy/?a=1", data={"word": 'long "text" <b>', "tag": ["x", "y"]})
    page = response.get_data(as_text=True)
    assert response.status_code == 503
    assert int(response.headers["Retry-After"]) > 0
    assert 'action="/es/fail/busy/?a=1"' in page
    assert 'value="long &#34;text&#34; &lt;b&gt;"' in page
    assert page.count('name="tag"') == 2


def test_a_password_is_never_written_into_a_page(calm: FlaskClient) -> None:
    page = calm.post("/fail/busy/", data={"email": "a@example.org", "password": CANARY}).get_data(as_text=True)
    assert CANARY not in page
    assert "a@example.org" not in page


def test_a_body_over_the_limit_is_refused_at_once(calm: FlaskClient) -> None:
    huge = calm.post("/open/", data={"word": "x" * 1_100_000})
    part = b'--b\r\nContent-Disposition: form-data; name="word"\r\n\r\n' + b"x" * 600_000 + b"\r\n--b--\r\n"
    long_field = calm.post("/open/", data=part, content_type="multipart/form-data; boundary=b")
    upload = calm.post("/open/", data=b"x" * 1_100_000, content_type="multipart/form-data; boundary=b")
    assert [r.status_code for r in (huge, long_field, upload)] == [413, 413, 413]


def test_too_many_parts_are_refused(calm: FlaskClient) -> None:
    data = {f"f{n}": "x" for n in range(600)}
    assert calm.post("/open/", data=data, content_type="multipart/form-data").status_code == 413


@pytest.mark.parametrize("path", ["/api/v1/nothing", "/api/"])
def test_programs_get_problems_as_json(calm: FlaskClient, path: str) -> None:
    response = calm.get(path)
    assert (response.status_code, response.mimetype) == (404, "application/problem+json")
    assert response.get_json()["status"] == 404


def test_a_method_that_a_page_lacks_names_those_it_has(calm: FlaskClient) -> None:
    response = calm.delete("/open/")
    assert response.status_code == 405
    assert "POST" in response.headers["Allow"]


def test_error_pages_need_no_database(make_web_app: MakeWebApp) -> None:
    app = make_web_app(database_url="postgresql+psycopg://nobody@localhost:1/nothing")
    web = app.test_client()
    assert web.get("/nowhere/").status_code == 404
    assert web.post("/fail/busy/", data={"word": "kept"}).status_code == 503


def test_a_host_that_is_not_ours_is_refused(make_web_app: MakeWebApp) -> None:
    app = make_web_app()
    app.config["TRUSTED_HOSTS"] = ["organize.example"]
    web = app.test_client()
    assert web.get("/open/", base_url="http://e.example").status_code == 400
    assert web.post("/open/", base_url="http://e.example").status_code == 400
    assert web.get("/open/", base_url="http://organize.example").status_code == 200
