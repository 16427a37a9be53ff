"""Answers are given again within a second, to whoever asks for the same, and never past a change."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from organizer.campaigns.models import Campaign
from organizer.foundation.db import Database
from organizer.record.ready import ReadyAnswers
from organizer.record.version import Stamp, StampMemory
from tests.factories import make_campaign, make_event
from tests.support.query_count import counted

PAGE = "/en/e/k7m3q9/"


@pytest.fixture
def quick(app: Flask, app_database: Database, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """The application as it runs for the public; versions are remembered for longer, since a test may be slow."""
    with app_database.transaction() as session:
        make_event(session, make_campaign(session), code="k7m3q9")
    stamps: StampMemory = app.extensions["organizer.shelf"].stamps
    monkeypatch.setattr(stamps, "seconds", 60.0)
    return app


def statements(app: Flask, database: Database, path: str = PAGE, **headers: str) -> tuple[int, Any]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    with counted(database.engine) as sent:
        response = app.test_client().get(path, headers=named)
    return len(sent), response


def test_the_second_reader_gets_the_same_answer_without_a_statement(quick: Flask, app_database: Database) -> None:
    first, answer = statements(quick, app_database)
    again, other = statements(quick, app_database)
    assert (first > 0, again) == (True, 0)
    assert (other.data, dict(other.headers)) == (answer.data, dict(answer.headers))


def test_who_holds_the_bytes_is_told_so(quick: Flask, app_database: Database) -> None:
    _, answer = statements(quick, app_database)
    sent, known = statements(quick, app_database, If_None_Match=answer.headers["ETag"])
    assert (sent, known.status_code, known.data) == (0, 304, b"")
    assert known.headers["ETag"] == answer.headers["ETag"]
    assert "Content-Type" not in known.headers


def test_security_headers_stand_on_answers_given_again(quick: Flask, app_database: Database) -> None:
    statements(quick, app_database)
    _, again = statements(quick, app_database)
    assert "default-src 'none'" in again.headers["Content-Security-Policy"]


def test_a_change_is_seen_as_soon_as_the_version_is_asked_for(
    quick: Flask, app_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, before = statements(quick, app_database)
    with app_database.transaction() as session:
        title = {"en": "Another name"}
        session.execute(update(Campaign).values(title=title, version=Campaign.version + 1))
    quick.extensions["organizer.shelf"].stamps._stamps.clear()
    _, after = statements(quick, app_database)
    assert b"Another name" in after.data
    assert after.headers["ETag"] != before.headers["ETag"]


def test_each_language_of_the_browser_gets_its_own(quick: Flask, app_database: Database) -> None:
    _, english = statements(quick, app_database, "/e/k7m3q9/", Accept_Language="en")
    _, spanish = statements(quick, app_database, "/e/k7m3q9/", Accept_Language="es")
    assert b'lang="en"' in english.data
    assert b'lang="es"' in spanish.data


def test_a_program_that_cannot_unpack_gets_plain_bytes(quick: Flask, app_database: Database) -> None:
    path = "/en/c/17n/calendar.ics"
    _, packed = statements(quick, app_database, path, Accept_Encoding="gzip", User_Agent="Calendar/1.0")
    _, plain = statements(quick, app_database, path, Accept_Encoding="gzip", User_Agent="Microsoft Outlook")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers


def test_writing_and_personal_pages_always_reach_the_application(quick: Flask, app_database: Database) -> None:
    client = quick.test_client()
    for _ in range(2):
        assert client.get("/account/").headers["Cache-Control"] == "no-store"
    assert client.post(f"{PAGE}rsvp", data={"email": "nobody"}).status_code in (403, 404, 422)


STAMP = Stamp(None, "17n", 1, None, None)  # type: ignore[arg-type]  # only compared


def ready(headers: list[tuple[str, str]], seconds: float = 60.0) -> tuple[ReadyAnswers, list[str]]:
    calls: list[str] = []
    stamps = StampMemory(seconds)
    stamps.keep("e/k7m3q9", STAMP)

    def application(environ: dict[str, Any], start: Any) -> list[bytes]:
        calls.append(environ["PATH_INFO"])
        environ["organizer.edition"] = ("e/k7m3q9", STAMP)
        start("200 OK", headers)
        return [b"bytes"]

    return ReadyAnswers(application, stamps), calls


def ask(front: ReadyAnswers, **environ: str) -> bytes:
    started: list[object] = []
    asked = {"REQUEST_METHOD": "GET", "PATH_INFO": "/e/k7m3q9/", **environ}
    return b"".join(front(asked, lambda *start: started.append(start)))  # type: ignore[arg-type,return-value]


PUBLIC = [("Cache-Control", "public, max-age=60"), ("ETag", '"a"')]


def test_an_answer_that_any_cache_may_keep_is_given_again() -> None:
    front, calls = ready(PUBLIC)
    assert [ask(front), ask(front)] == [b"bytes", b"bytes"]
    assert len(calls) == 1


@pytest.mark.parametrize(
    "more", [[("Set-Cookie", "s=1")], [("Vary", "Accept-Language, Cookie")], [("Cache-Control", "no-store")]]
)
def test_what_is_somebody_s_own_is_never_kept(more: list[tuple[str, str]]) -> None:
    headers = more if more[0][0] == "Cache-Control" else PUBLIC + more
    front, calls = ready(headers)
    ask(front)
    ask(front)
    assert len(calls) == 2


@pytest.mark.parametrize(
    "environ", [{"REQUEST_METHOD": "POST"}, {"REQUEST_METHOD": "HEAD"}, {"HTTP_RANGE": "bytes=0-1"}]
)
def test_other_questions_pass(environ: dict[str, str]) -> None:
    front, calls = ready(PUBLIC)
    ask(front)
    ask(front, **environ)
    assert len(calls) == 2


def test_another_host_path_or_query_is_another_answer() -> None:
    front, calls = ready(PUBLIC)
    ask(front)
    for environ in ({"HTTP_HOST": "o.example"}, {"QUERY_STRING": "a=1"}, {"SCRIPT_NAME": "/es"}):
        ask(front, **environ)
    assert len(calls) == 4


def test_nothing_is_kept_where_versions_are_not_remembered() -> None:
    front, calls = ready(PUBLIC, seconds=0.0)
    ask(front)
    ask(front)
    assert len(calls) == 2


def test_many_different_questions_do_not_fill_the_memory() -> None:
    front, _ = ready(PUBLIC)
    for number in range(3000):
        ask(front, QUERY_STRING=str(number))
    assert len(front._answers) <= 1024
