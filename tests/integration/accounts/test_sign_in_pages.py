import re
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import func, select

from organizer.accounts.models import SignInLink, SignInSession
from organizer.foundation.core.clock import now
from organizer.foundation.db import Vault

from .conftest import EMAIL, PASSWORD, House, make_house, token_on

# The operations beneath run on both engines; the pages are the same on either.
pytestmark = pytest.mark.engines("sqlite")


def _count(house: House, table: type) -> int:
    with house.database.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_a_person_signs_in_by_mail_and_out_again(house: House, web: FlaskClient) -> None:
    house.person()
    sent = web.post("/account/sign-in/", data={"email": EMAIL, "next": "/account/?x=1"})
    assert (sent.status_code, sent.headers["Location"]) == (303, "/account/sign-in/sent/")
    entered = web.post(house.link_path())
    assert (entered.status_code, entered.headers["Location"]) == (303, "/account/?x=1")
    home = web.get("/account/")
    assert home.status_code == 200
    assert EMAIL in home.get_data(as_text=True)
    left = web.post("/account/sign-out/", data={"csrf_token": token_on(home)})
    assert left.status_code == 303
    assert web.get("/account/").status_code == 303
    assert _count(house, SignInSession) == 0


def test_programs_that_open_links_in_mails_change_nothing(house: House, web: FlaskClient) -> None:
    house.person()
    web.post("/account/sign-in/", data={"email": EMAIL})
    path = house.link_path()
    for _ in range(3):
        assert house.client().get(path).status_code == 200
        assert house.client().head(path).status_code == 200
    assert _count(house, SignInSession) == 0
    assert web.post(path).status_code == 303
    assert web.post(path).status_code == 404
    assert web.get(path).status_code == 404


def test_a_link_is_never_kept_indexed_or_passed_on(house: House, web: FlaskClient) -> None:
    house.person()
    web.post("/account/sign-in/", data={"email": EMAIL})
    headers = web.get(house.link_path()).headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Robots-Tag"].startswith("noindex")
    assert headers["Referrer-Policy"] == "same-origin"


def test_known_and_unknown_addresses_get_the_same_answer(house: House, web: FlaskClient) -> None:
    house.person(password=PASSWORD)

    def answers(email: str) -> list[tuple[int, bytes, dict[str, str]]]:
        link = house.client().post("/account/sign-in/", data={"email": email})
        wrong = house.client().post("/account/sign-in/password/", data={"email": email, "password": "x" * 20})
        # The form carries the second in which its page was drawn, whoever asks.
        page = re.sub(rb'value="f\.[^"]+"', b"", wrong.get_data().replace(email.encode(), b"(address)"))
        return [
            (link.status_code, link.get_data(), dict(link.headers)),
            (wrong.status_code, page, {k: v for k, v in wrong.headers.items() if k != "Content-Length"}),
        ]

    assert answers(EMAIL) == answers("unknown@example.org")


def test_the_cookie_is_bound_to_the_host_and_hidden_from_scripts(
    database_url: str, tmp_path: Path, vault: Vault
) -> None:
    house = make_house(database_url, tmp_path, vault, base_url="https://organize.example")
    house.person()
    web = house.client()
    cookie = house.sign_in(web).headers.getlist("Set-Cookie")
    house.database.dispose()
    assert len(cookie) == 1
    name, *attributes = cookie[0].split("; ")
    assert name.startswith("__Host-s=")
    assert {a for a in attributes if not a.startswith("Expires=")} == {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"}


def test_readers_and_the_sign_in_pages_set_no_cookie(house: House, web: FlaskClient) -> None:
    for path in (
        "/",
        "/account/sign-in/",
        "/account/sign-in/sent/",
        "/account/",
        "/account/link/x/",
        "/es/account/sign-in/",
    ):
        assert "Set-Cookie" not in web.get(path).headers
    assert "Set-Cookie" not in web.post("/account/sign-in/", data={"email": EMAIL}).headers


def test_a_session_that_the_browser_brought_along_never_survives_signing_in(house: House) -> None:
    house.person()
    planted, web = "planted-" + "x" * 35, house.client()
    web.set_cookie("s", planted)
    first = house.sign_in(web).headers["Set-Cookie"].split(";")[0].removeprefix("s=")
    second = house.sign_in(web).headers["Set-Cookie"].split(";")[0].removeprefix("s=")
    assert len({planted, first, second}) == 3
    for old in (planted, first):
        other = house.client()
        other.set_cookie("s", old)
        assert other.get("/account/").status_code == 303
    assert _count(house, SignInSession) == 1


@pytest.mark.parametrize(
    "target", ["//e.example", "/\\e.example", "https://e.example", "/%09/e.example", "\t//e", "javascript:x"]
)
def test_signing_in_never_leads_to_another_site(house: House, target: str) -> None:
    house.person(password=PASSWORD)
    by_link = house.client()
    by_link.post("/account/sign-in/", data={"email": EMAIL, "next": target})
    by_password = house.client()
    answers = [
        by_link.post(house.link_path()),
        by_password.post("/account/sign-in/password/", data={"email": EMAIL, "password": PASSWORD, "next": target}),
    ]
    assert [a.headers["Location"] for a in answers] == ["/account/", "/account/"]


def test_a_person_signs_in_with_a_password_in_their_language(house: House, web: FlaskClient) -> None:
    house.person(password=PASSWORD)
    data = {"email": " ANA@example.org ", "password": PASSWORD}
    assert web.post("/es/account/sign-in/password/", data=data).headers["Location"] == "/es/account/"
    assert web.get("/account/").status_code == 200


@pytest.mark.parametrize("password", [PASSWORD + " ", PASSWORD.upper(), "x" * 900_000])
def test_a_wrong_password_does_not_sign_in_and_is_not_shown_again(
    house: House, web: FlaskClient, password: str
) -> None:
    house.person(password=PASSWORD)
    response = web.post("/account/sign-in/password/", data={"email": EMAIL, "password": password})
    assert response.status_code == 422
    assert password not in response.get_data(as_text=True)
    assert "Set-Cookie" not in response.headers


def test_after_ten_wrong_passwords_even_the_right_one_waits_but_a_link_works(house: House, web: FlaskClient) -> None:
    house.person(password=PASSWORD)
    for _ in range(10):
        web.post("/account/sign-in/password/", data={"email": EMAIL, "password": "wrong"})
    right = {"email": EMAIL, "password": PASSWORD}
    assert web.post("/account/sign-in/password/", data=right).status_code == 422
    assert house.sign_in(web).status_code == 303
    with time_machine.travel(now() + timedelta(minutes=16)):
        assert house.client().post("/account/sign-in/password/", data=right).status_code == 303


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("/account/sign-in/", {"email": [EMAIL, "b@example.org"]}),
        ("/account/sign-in/password/", {"email": [EMAIL, "b@example.org"], "password": "x"}),
        ("/account/sign-in/password/", {"email": EMAIL, "password": ["x", "y"]}),
    ],
)
def test_two_addresses_at_once_are_refused(house: House, web: FlaskClient, path: str, data: dict[str, object]) -> None:
    assert web.post(path, data=data).status_code == 400
    assert house.letters() == []


@pytest.mark.parametrize("path", ["/account/sign-in/", "/account/sign-in/password/"])
def test_another_site_cannot_sign_anybody_in(house: House, web: FlaskClient, path: str) -> None:
    house.person(password=PASSWORD)
    data = {"email": EMAIL, "password": PASSWORD}
    assert web.post(path, data=data, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert web.post(path, data=data, headers={"Origin": "https://e.example"}).status_code == 403
    assert house.letters() == []
    assert _count(house, SignInSession) == 0


def test_asking_for_links_has_a_budget_for_each_address(house: House, web: FlaskClient) -> None:
    statuses = [web.post("/account/sign-in/", data={"email": "unknown@example.org"}).status_code for _ in range(6)]
    assert statuses == [303] * 5 + [429]
    assert web.post("/account/sign-in/", data={"email": "other@example.org"}).status_code == 303
    assert _count(house, SignInLink) == 2
