import pytest
from flask.testing import FlaskClient

from organizer.foundation.web.csrf import FIELD

from .conftest import House, MakeWebApp

OURS = "http://localhost"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": OURS},
        {"Sec-Fetch-Site": "same-origin", "Origin": "null"},
    ],
)
def test_a_form_from_our_own_page_is_taken(web: FlaskClient, house: House, headers: dict[str, str]) -> None:
    assert web.post("/open/", data={"word": "yes"}, headers=headers).status_code == 200
    assert house.written == ["yes"]


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Origin": OURS},
        {"Origin": "https://e.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost.e.example"},
        {"Origin": "http://localhost:8001"},
        {"Origin": "https://localhost"},
        {"Origin": ""},
    ],
)
def test_a_form_from_another_site_changes_nothing(web: FlaskClient, house: House, headers: dict[str, str]) -> None:
    response = web.post("/open/", data={"word": "no"}, headers=headers)
    assert response.status_code == 403
    assert house.written == []


def test_the_configured_address_is_ours_behind_a_proxy_that_hides_it(make_web_app: MakeWebApp, house: House) -> None:
    web = make_web_app(base_url="https://organize.example").test_client()
    assert web.post("/open/", headers={"Origin": "https://organize.example"}).status_code == 200


def _token(web: FlaskClient) -> str:
    return web.get("/mine/").get_data(as_text=True).split()[1]


def test_a_write_with_the_token_of_its_session_is_taken(web: FlaskClient, house: House) -> None:
    house.sign_in("a" * 43)
    web.set_cookie("s", "a" * 43)
    assert web.post("/mine/", data={"word": "yes", FIELD: _token(web)}).status_code == 200
    assert house.written == ["yes"]


def test_each_page_has_another_token_and_all_of_them_count(web: FlaskClient, house: House) -> None:
    house.sign_in("a" * 43)
    web.set_cookie("s", "a" * 43)
    first, second = _token(web), _token(web)
    assert first != second
    assert web.post("/mine/", data={FIELD: first}).status_code == 200


@pytest.mark.parametrize("token", [None, "", ".", "x.y", "é.é", "0" * 32 + "." + "0" * 64])
def test_a_write_without_the_right_token_changes_nothing(web: FlaskClient, house: House, token: str | None) -> None:
    house.sign_in("a" * 43)
    web.set_cookie("s", "a" * 43)
    data = {"word": "no"} | ({FIELD: token} if token is not None else {})
    assert web.post("/mine/", data=data).status_code == 400
    assert house.written == []


def test_a_token_of_another_session_changes_nothing(web: FlaskClient, house: House) -> None:
    house.sign_in("a" * 43)
    house.sign_in("b" * 43)
    web.set_cookie("s", "b" * 43)
    foreign = _token(web)
    web.set_cookie("s", "a" * 43)
    assert web.post("/mine/", data={"word": "no", FIELD: foreign}).status_code == 400
    assert web.post("/mine/", data={"word": "no", FIELD: [_token(web), foreign]}).status_code == 400
    assert house.written == []


def test_a_wrong_token_from_our_own_page_keeps_what_was_typed(web: FlaskClient, house: House) -> None:
    house.sign_in("a" * 43)
    web.set_cookie("s", "a" * 43)
    ours = web.post("/mine/", data={"word": "typed long", FIELD: "x"}, headers={"Sec-Fetch-Site": "same-origin"})
    unknown = web.post("/mine/", data={"word": "typed long", FIELD: "x"})
    assert "typed long" in ours.get_data(as_text=True)
    assert FIELD in ours.get_data(as_text=True)
    assert "typed long" not in unknown.get_data(as_text=True)
    assert FIELD not in unknown.get_data(as_text=True)


def test_a_write_after_the_session_ended_keeps_what_was_typed(web: FlaskClient, house: House) -> None:
    response = web.post("/mine/", data={"word": "typed long"})
    assert response.status_code == 401
    assert "typed long" in response.get_data(as_text=True)
    assert house.written == []
