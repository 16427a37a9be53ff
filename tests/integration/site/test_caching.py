"""Public pages are kept by whoever wants to: same bytes for everybody, no cookie, known again by their tag."""

import pytest
from sqlalchemy import Engine

from organizer.foundation.db import Database
from tests.factories import make_group
from tests.integration.site.conftest import Arrange
from tests.support.client import InspectingClient
from tests.support.query_count import counted

PATHS = ["/c/17n/", "/c/17n/events/", "/c/17n/map/", "/c/17n/subscribe/", "/e/{code}/", "/e/{code}/rsvp/sent/",
         "/e/{code}/print/", "/e/{code}/qr.svg", "/g/comite-bogota/", "/", "/privacy/"]  # fmt: skip


@pytest.fixture
def code(app_database: Database, add_event: Arrange) -> str:
    with app_database.transaction() as session:
        group = make_group(session)
    return add_event(group=group)


@pytest.mark.parametrize("path", PATHS)
def test_a_page_is_known_again(client: InspectingClient, code: str, path: str) -> None:
    first = client.get(path.format(code=code))
    again = client.get(path.format(code=code), headers={"If-None-Match": first.headers["ETag"]})

    assert first.status_code == 200
    assert first.headers["Cache-Control"].startswith("public, max-age=")
    assert again.status_code == 304
    assert again.data == b""
    assert again.headers["ETag"] == first.headers["ETag"]


@pytest.mark.parametrize("path", PATHS)
def test_no_page_sets_or_depends_on_a_cookie(client: InspectingClient, code: str, path: str) -> None:
    response = client.get(path.format(code=code))

    assert "Set-Cookie" not in response.headers
    assert "Cookie" not in response.headers.get("Vary", "")


@pytest.mark.parametrize("path", [path for path in PATHS if not path.endswith(".svg")])
def test_a_page_without_a_language_in_its_address_varies_by_the_readers(
    client: InspectingClient, code: str, path: str
) -> None:
    page = path.format(code=code)

    assert "Accept-Language" in client.get(page).headers["Vary"]
    assert "Accept-Language" not in client.get(f"/es{page}").headers.get("Vary", "")


@pytest.mark.parametrize("path", PATHS)
def test_head_answers_as_get_without_a_body(client: InspectingClient, code: str, path: str) -> None:
    head, get = client.head(path.format(code=code)), client.get(path.format(code=code))

    assert head.status_code == 200
    assert head.data == b""
    assert head.headers["ETag"] == get.headers["ETag"]


def test_readers_of_one_language_get_the_same_bytes(client: InspectingClient, code: str) -> None:
    first = client.get(f"/e/{code}/", headers={"Accept-Language": "es-CO,es;q=0.9,en;q=0.8,de;q=0.2"})
    second = client.get(f"/e/{code}/", headers={"Accept-Language": "es-CO,fr;q=0.3", "Cookie": "session=x"})

    assert first.data == second.data
    assert b'<html lang="es"' in first.data


def test_one_readers_language_is_not_anothers(client: InspectingClient, code: str) -> None:
    pages = [client.get(f"/e/{code}/", headers={"Accept-Language": tag}).data for tag in ("en", "ar", "es", "en")]

    assert [page[page.index(b"<html") :][:25].split(b'"')[1] for page in pages] == [b"en", b"ar", b"es", b"en"]


@pytest.mark.parametrize("path", ["/c/17n/", "/c/17n/events/", "/c/17n/subscribe/", "/e/{code}/", "/c/17n/events.geojson",
                                  "/c/17n/calendar.ics", "/g/comite-bogota/"])  # fmt: skip
def test_the_number_of_questions_does_not_grow_with_the_events(
    client: InspectingClient, app_database: Database, code: str, add_event: Arrange, path: str
) -> None:
    engine: Engine = app_database.engine
    with counted(engine) as for_one:
        client.get(path.format(code=code))
    with app_database.transaction() as session:
        groups = [make_group(session, f"Group {number}") for number in range(20)]
    for group in groups:
        add_event(group=group)
    with counted(engine) as for_many:
        client.get(path.format(code=code))

    assert len(for_one) > 0
    assert len(for_many) == len(for_one)


def test_a_warm_page_asks_for_the_version_and_nothing_else(
    client: InspectingClient, app_database: Database, code: str
) -> None:
    client.get(f"/e/{code}/")

    with counted(app_database.engine) as statements:
        client.get(f"/e/{code}/")

    assert len(statements) == 1
