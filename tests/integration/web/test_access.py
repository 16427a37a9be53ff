import pytest
from flask.testing import FlaskClient

from organizer.foundation.access import Grant, Role
from organizer.foundation.core.ids import new_id

from .conftest import EVENT, HOST_OF_EVENT, OTHER_EVENT, House

TOKEN = "t" * 43


def test_a_view_that_declares_nothing_answers_nobody(web: FlaskClient) -> None:
    with pytest.raises(RuntimeError, match=r"open\.undeclared"):
        web.get("/undeclared/")


def test_a_public_page_never_looks_at_the_cookie(web: FlaskClient, house: House) -> None:
    house.sign_in(TOKEN)
    web.set_cookie("s", TOKEN)
    response = web.get("/open/")
    assert response.get_data(as_text=True).startswith("nobody")
    assert house.cookie_reads == 0
    assert "Cookie" not in response.headers.get("Vary", "")


@pytest.mark.parametrize(
    "path", ["/mine/", "/queue/", "/status/", f"/events/{EVENT}/edit/", f"/events/{new_id()}/edit/"]
)
def test_a_reader_is_asked_to_sign_in_whether_or_not_the_thing_exists(web: FlaskClient, path: str) -> None:
    response = web.get(f"/es{path}?page=2")
    assert response.status_code == 303
    assert response.headers["Location"] == f"/es/account/sign-in/?next=/es{path}?page%3D2"


def test_a_person_sees_their_own_page(web: FlaskClient, house: House) -> None:
    house.sign_in(TOKEN)
    web.set_cookie("s", TOKEN)
    assert web.get("/mine/").get_data(as_text=True).startswith("Ana")


def test_a_host_may_edit_their_event_and_no_other(web: FlaskClient, house: House) -> None:
    house.sign_in(TOKEN, HOST_OF_EVENT)
    web.set_cookie("s", TOKEN)
    assert web.get(f"/events/{EVENT}/edit/").status_code == 200
    assert web.get(f"/events/{OTHER_EVENT}/edit/").status_code == 404


def test_what_is_invisible_looks_as_what_is_missing(web: FlaskClient, house: House) -> None:
    house.sign_in(TOKEN, HOST_OF_EVENT)
    web.set_cookie("s", TOKEN)
    pages = [
        f"/events/{OTHER_EVENT}/edit/",
        f"/events/{new_id()}/edit/",
        "/fail/refused/",
        "/fail/missing/",
        "/nowhere/",
        "/status/",
    ]
    answers = [(web.get(path), path) for path in pages]
    assert {answer.status_code for answer, _ in answers} == {404}
    assert len({answer.get_data(as_text=True).replace(path, "/") for answer, path in answers}) == 1


def test_a_session_of_an_events_link_opens_that_event_only(web: FlaskClient, house: House) -> None:
    both = (HOST_OF_EVENT, Grant(Role.HOST, OTHER_EVENT), Grant(Role.OPERATOR), Grant(Role.MODERATOR, new_id()))
    house.sign_in(TOKEN, *both, event_scope=EVENT)
    web.set_cookie("s", TOKEN)
    statuses = {path: web.get(path).status_code for path in
                (f"/events/{EVENT}/edit/", f"/events/{OTHER_EVENT}/edit/", "/mine/", "/queue/", "/status/")}  # fmt: skip
    assert list(statuses.values()) == [200, 404, 404, 404, 404]


def test_an_operator_sees_the_status_and_a_moderator_the_queue(web: FlaskClient, house: House) -> None:
    house.sign_in("o" * 43, Grant(Role.OPERATOR))
    house.sign_in("m" * 43, Grant(Role.MODERATOR, new_id()))
    web.set_cookie("s", "o" * 43)
    assert web.get("/status/").status_code == 200
    web.set_cookie("s", "m" * 43)
    assert (web.get("/queue/").status_code, web.get("/status/").status_code) == (200, 404)


@pytest.mark.parametrize("cookie", ["", "x" * 65, "unknown", "é"])
def test_a_made_up_cookie_is_nobody(web: FlaskClient, house: House, cookie: str) -> None:
    web.set_cookie("s", cookie)
    assert web.get("/mine/").status_code == 303


def test_rights_that_are_taken_away_are_gone_at_the_next_request(web: FlaskClient, house: House) -> None:
    person = house.sign_in(TOKEN, HOST_OF_EVENT).person_id
    web.set_cookie("s", TOKEN)
    assert web.get(f"/events/{EVENT}/edit/").status_code == 200
    house.grants[person] = frozenset()
    assert web.get(f"/events/{EVENT}/edit/").status_code == 404
