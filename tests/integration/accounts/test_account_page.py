from datetime import timedelta
from uuid import UUID

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select, text

from organizer.accounts.models import Person, SignInSession
from organizer.accounts.operations import start_session
from organizer.accounts.rules.password import is_password
from organizer.accounts.rules.sessions import SessionKind
from organizer.foundation.core.clock import now
from organizer.foundation.core.ids import new_id

from .conftest import EMAIL, PASSWORD, House, token_on

# The operations beneath run on both engines; the pages are the same on either.
pytestmark = pytest.mark.engines("sqlite")

POSTS = (
    "/account/profile/",
    "/account/password/",
    "/account/password/remove/",
    "/account/sessions/end-others/",
    "/account/sign-out/",
)


@pytest.fixture
def person_id(house: House, web: FlaskClient) -> UUID:
    """Somebody signed in with ``web``."""
    person_id = house.person(password=PASSWORD)
    house.sign_in(web)
    return person_id


def _post(web: FlaskClient, path: str, **data: str) -> int:
    return web.post(path, data={"csrf_token": token_on(web.get("/account/")), **data}).status_code


def _person(house: House, person_id: UUID) -> tuple[str | None, str, str | None]:
    with house.database.reading() as session:
        person = session.get(Person, person_id)
        assert person is not None
        return person.name, person.locale, person.password_hash


def _state(house: House) -> list[object]:
    """Return all rows of the tables that account pages can change."""
    with house.database.reading() as session:
        tables = ("person", "sign_in_session", "sign_in_link", "password_try", "outbox_message")
        return [sorted(map(repr, session.execute(text(f"SELECT * FROM {table}")))) for table in tables]


def test_the_form_changes_name_and_language_and_nothing_else(house: House, web: FlaskClient, person_id: UUID) -> None:
    before = _person(house, person_id)
    columns = {column.name: "1" for column in Person.__table__.columns if column.name not in ("name", "locale")}
    assert _post(web, "/account/profile/", **{**columns, "name": " Ana\u202e María ", "locale": "ar"}) == 303
    assert _person(house, person_id) == ("Ana María", "ar", before[2])
    with house.database.reading() as session:
        person = session.get(Person, person_id)
        assert person is not None
        assert (person.email, person.is_operator, person.disabled_at) == (EMAIL, False, None)


def test_a_name_that_is_too_long_comes_back_as_it_was_typed(house: House, web: FlaskClient, person_id: UUID) -> None:
    response = web.post(
        "/account/profile/", data={"csrf_token": token_on(web.get("/account/")), "name": "x" * 81, "locale": "es"}
    )
    assert response.status_code == 422
    assert "x" * 81 in response.get_data(as_text=True)
    assert _person(house, person_id)[0] is None


@pytest.mark.parametrize("path", POSTS)
@pytest.mark.parametrize("token", [None, "made.up", "foreign"])
def test_no_write_without_the_token_of_the_session(
    house: House, web: FlaskClient, person_id: UUID, path: str, token: str | None
) -> None:
    other = house.client()
    house.person("other@example.org")
    house.sign_in(other, "other@example.org")
    foreign = token_on(other.get("/account/"))
    before = _state(house)
    data = {"name": "x", "locale": "es", "password": "another kettle rides south"}
    if token is not None:
        data["csrf_token"] = foreign if token == "foreign" else token
    assert web.post(path, data=data).status_code == 400
    assert _state(house) == before


@pytest.mark.parametrize("path", POSTS)
def test_no_write_without_a_session(house: House, path: str) -> None:
    before = _state(house)
    assert house.client().post(path, data={"name": "x"}).status_code == 401
    assert _state(house) == before


@pytest.mark.parametrize(
    "path", ["/", "/account/", "/account/sign-in/", "/account/sign-in/sent/", "/account/link/x/", *POSTS]
)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_looking_changes_nothing(house: House, web: FlaskClient, person_id: UUID, path: str, method: str) -> None:
    before = _state(house)
    assert web.open(path, method=method).status_code in (200, 303, 404, 405)
    assert _state(house) == before


def test_a_new_password_counts_and_signs_everybody_else_out(house: House, web: FlaskClient, person_id: UUID) -> None:
    other = house.client()
    house.sign_in(other)
    new = "another kettle rides south"
    assert _post(web, "/account/password/", password=new) == 303
    encoded = _person(house, person_id)[2]
    assert is_password(new, encoded)
    assert not is_password(PASSWORD, encoded)
    assert web.get("/account/").status_code == 200
    assert other.get("/account/").status_code == 303


@pytest.mark.parametrize("password", ["short", "passwordpassword", "ana@example.org 2027", "x" * 129, ""])
def test_a_weak_password_changes_nothing(house: House, web: FlaskClient, person_id: UUID, password: str) -> None:
    before = _state(house)
    assert _post(web, "/account/password/", password=password) == 422
    assert _state(house) == before


def test_a_password_can_be_taken_away(house: House, web: FlaskClient, person_id: UUID) -> None:
    assert _post(web, "/account/password/remove/") == 303
    assert _person(house, person_id)[2] is None


def test_an_old_sign_in_cannot_change_the_password(house: House, web: FlaskClient, person_id: UUID) -> None:
    before = _person(house, person_id)
    with time_machine.travel(now() + timedelta(minutes=11)):
        assert _post(web, "/account/password/", password="another kettle rides south") == 422
        assert _post(web, "/account/password/remove/") == 422
    assert _person(house, person_id) == before


def test_one_other_device_can_be_signed_out(house: House, web: FlaskClient, person_id: UUID) -> None:
    other, third = house.client(), house.client()
    house.sign_in(other)
    house.sign_in(third)
    with house.database.reading() as session:
        ids = list(session.scalars(select(SignInSession.id).order_by(SignInSession.id)))
    assert _post(web, f"/account/sessions/{ids[1]}/end/") == 303
    assert [b.get("/account/").status_code for b in (web, other, third)] == [200, 303, 200]
    assert _post(web, "/account/sessions/end-others/") == 303
    assert [b.get("/account/").status_code for b in (web, third)] == [200, 303]


def test_nobody_can_sign_somebody_else_out(house: House, web: FlaskClient, person_id: UUID) -> None:
    other = house.client()
    house.person("other@example.org")
    house.sign_in(other, "other@example.org")
    with house.database.reading() as session:
        [foreign] = session.scalars(select(SignInSession.id).where(SignInSession.person_id != person_id))
    missing = web.post(f"/account/sessions/{new_id()}/end/", data={"csrf_token": token_on(web.get("/account/"))})
    theirs = web.post(f"/account/sessions/{foreign}/end/", data={"csrf_token": token_on(web.get("/account/"))})
    assert (theirs.status_code, missing.status_code) == (404, 404)
    pages = [page.get_data(as_text=True).replace(page.request.path, "/") for page in (theirs, missing)]
    assert pages[0] == pages[1]
    assert other.get("/account/").status_code == 200


def test_a_session_of_an_events_link_opens_no_account(house: House) -> None:
    person_id, web = house.person(), house.client()
    with house.database.transaction() as session:
        new = start_session(session, person_id=person_id, kind=SessionKind.HOST, event_scope=new_id())
    web.set_cookie("s", new.token)
    assert web.get("/account/").status_code == 404


def test_the_account_page_is_kept_by_nobody(web: FlaskClient, person_id: UUID) -> None:
    response = web.get("/account/")
    assert response.headers["Cache-Control"] == "no-store"
    assert "Cookie" in response.headers["Vary"]
