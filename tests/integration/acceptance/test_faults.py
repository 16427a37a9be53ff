"""When something around us fails: nothing acknowledged is lost, nothing typed is lost, nobody sees the insides."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from sqlalchemy import event as database_event
from sqlalchemy import func, select

from organizer.config import MailSettings
from organizer.editions.mail.rendering import MailRoom
from organizer.events.models import Event
from organizer.foundation.core.clock import now
from organizer.foundation.db import Database
from organizer.foundation.outbox import deliver_due, make_transport
from organizer.rsvps.models import Rsvp
from organizer.rsvps.operations import release_holds
from tests.conftest import MakeApp
from tests.factories import make_campaign, make_event
from tests.integration.acceptance.conftest import browser_of
from tests.support.client import page_of
from tests.support.mail_server import mail_server
from tests.support.ports import free_port
from tests.support.postbox import Postbox
from tests.support.unpacked_gazetteer import lend_gazetteer

pytestmark = pytest.mark.engines("sqlite")
ANSWER = {"name": "Luz", "email": "luz@example.net", "party_size": "2"}
LISTING = {
    "place_q": "Cartagena", "place": "3687238", "venue": "Muelle", "address": "Calle 24", "start": "17:00",
    "title": "Marcha", "group_name": "Río", "email": "rio@example.org", "do": "send",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _gazetteer(tmp_path: Path) -> None:
    lend_gazetteer(tmp_path / "instance")


def database_of(app: Flask) -> Database:
    database: Database = app.extensions["organizer"].database
    return database


def add_event(app: Flask) -> str:
    """Add a campaign with one public event; return its code."""
    with database_of(app).transaction() as session:
        return make_event(session, make_campaign(session)).code


def deliver(app: Flask, later: timedelta = timedelta(0)) -> dict[str, int]:
    """Let the worker carry mails, now or ``later``; return the outcomes."""
    transport = make_transport(app.extensions["organizer"].settings)
    report = deliver_due(database_of(app), transport, MailRoom(app).render, now=now() + later)
    return {str(outcome): count for outcome, count in report.counts.items()}


def test_an_answer_counts_while_the_mail_server_is_away_and_its_mail_leaves_later(make_app: MakeApp) -> None:
    port = free_port()
    app = make_app(mail=MailSettings(host="127.0.0.1", port=port, security="none", sender="noreply@example.org"))
    code = add_event(app)
    assert browser_of(app).submit(f"/e/{code}/", ANSWER, having="party_size").status_code == 303
    assert deliver(app) == {"server-away": 1}
    with mail_server(port) as server:
        assert deliver(app, timedelta(hours=1)) == {"sent": 1}
        assert [one.recipients for one in server.deliveries] == [("luz@example.net",)]


def test_an_event_is_listed_while_the_geocoder_is_away(make_app: MakeApp) -> None:
    app = make_app(geocoder="photon", geocoder_url=f"http://127.0.0.1:{free_port()}")
    add_event(app)
    client = browser_of(app)
    form = client.page("/c/17n/host/?place_q=Cartagena").form(having="email")
    assert client.send(form, LISTING).status_code == 303
    with database_of(app).reading() as session:
        listed = session.scalars(select(Event).where(Event.city == "Cartagena")).one()
        assert (listed.zone, listed.lat is not None) == ("America/Bogota", True)


@contextmanager
def somebody_writes(app: Flask) -> Iterator[None]:
    """Hold the database's only writing lock; the application loses its patience at once."""

    @database_event.listens_for(database_of(app).engine, "connect")
    def _lose_patience(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA busy_timeout=20")

    database_of(app).dispose()
    path = database_of(app).engine.url.database or ""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


def test_a_locked_database_answers_with_a_page_that_holds_what_was_typed(app: Flask) -> None:
    code = add_event(app)
    client = browser_of(app)
    form = client.page(f"/e/{code}/").form(having="party_size")
    with somebody_writes(app):
        busy = client.send(form, ANSWER)
        assert client.get(f"/e/{code}/").status_code == 200  # who only reads does not notice
    assert busy.status_code == 503
    assert int(busy.headers["Retry-After"]) > 0
    held = page_of(busy).form(having="party_size")
    assert {name: held.values[name] for name in ANSWER} == {name: [value] for name, value in ANSWER.items()}
    assert client.send(held, {}).status_code == 303
    with database_of(app).reading() as session:
        assert session.scalar(select(func.count()).select_from(Rsvp)) == 1


def test_a_listing_met_by_a_locked_database_is_sent_again_by_one_button(app: Flask) -> None:
    add_event(app)
    client = browser_of(app)
    form = client.page("/c/17n/host/?place_q=Cartagena").form(having="email")
    with somebody_writes(app):
        busy = client.send(form, LISTING | {"description": "Trae agua.\r\nY un tambor."})
    assert busy.status_code == 503
    held = page_of(busy).form(having="email")
    assert held.values["description"] == ["Trae agua.\nY un tambor."]
    assert client.send(held, {}).status_code == 303
    assert Postbox(app).link("rio@example.org").startswith("/manage/listing/")


def test_a_link_to_confirm_a_listing_ends_with_the_listing(app: Flask) -> None:
    add_event(app)
    client = browser_of(app)
    client.send(client.page("/c/17n/host/?place_q=Cartagena").form(having="email"), LISTING)
    link = Postbox(app).link("rio@example.org")
    with database_of(app).transaction() as session:
        session.delete(session.scalars(select(Event).where(Event.city == "Cartagena")).one())
    for late in (client.get(link), client.post(link)):
        assert (late.status_code, page_of(late).heading) == (404, "This link does not work any more")


@pytest.mark.parametrize("host", ["evil.example", "organize.example.evil.example", "organize.example@evil.example"])
def test_a_wrong_host_gets_a_page_of_ours_and_no_link_of_its_own(make_app: MakeApp, host: str) -> None:
    app = make_app(base_url="https://organize.example", trusted_hosts=("organize.example",))
    code = add_event(app)
    client = browser_of(app)
    response = client.get(f"/e/{code}/", headers={"Host": host})
    assert response.status_code == 400
    assert "evil" not in response.get_data(as_text=True)
    assert client.post(f"/e/{code}/rsvp", data=ANSWER, headers={"Host": host}).status_code == 400


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics"])
def test_machines_that_watch_may_ask_by_any_name(make_app: MakeApp, path: str) -> None:
    app = make_app(base_url="https://organize.example", trusted_hosts=("organize.example",), metrics_key="k" * 24)
    client = browser_of(app)
    key = {"Authorization": f"Bearer {'k' * 24}"}
    for host in ("localhost", "127.0.0.1:8000", "[::1]:8000", "10.0.0.7"):
        assert client.get(path, headers={"Host": host, **key}).status_code == 200
    assert client.get(f"/en{path}/../c/", headers={"Host": "localhost"}).status_code == 400


def test_links_in_mails_never_follow_the_host_that_was_asked_for(make_app: MakeApp) -> None:
    app = make_app(base_url="https://organize.example")
    code = add_event(app)
    browser_of(app).post(f"/e/{code}/rsvp", data=ANSWER, headers={"Host": "evil.example"})
    mail = Postbox(app).raw("luz@example.net")
    assert b"evil.example" not in mail
    assert b"https://organize.example/en/r/" in mail


def test_an_answer_that_nobody_confirms_gives_its_places_back(app: Flask) -> None:
    with database_of(app).transaction() as session:
        # One place: more than one person is not held a place of so few before they open their mail.
        code = make_event(session, make_campaign(session), capacity=1).code
    client = browser_of(app)
    alone = {**ANSWER, "party_size": "1"}
    assert client.submit(f"/e/{code}/", alone, having="party_size").status_code == 303
    link = Postbox(app).link("luz@example.net")
    late = {"email": "ana@example.net", "party_size": "1", "name": ""}
    assert client.post(f"/e/{code}/rsvp", data=late).status_code == 409
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=31)):
        with database_of(app).transaction() as session:
            release_holds(session, now=now())
        assert client.post(f"/e/{code}/rsvp", data=late).status_code == 303
        full = client.post(f"{link}confirm")
        assert full.status_code == 409
        assert "not enough places" in page_of(full).main
