"""The operator's page, the command and the numbers for machines say the same of the queue, and nobody else sees them."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import update

from organizer.accounts.operations import set_operator
from organizer.cli.mail import outbox_cli
from organizer.cli.main import cli
from organizer.foundation.core.ids import new_id
from organizer.foundation.db import Database
from organizer.foundation.outbox import Letter, Message, enqueue
from organizer.foundation.outbox.brakes import read_brakes
from organizer.foundation.outbox.queries import count_by_state
from organizer.foundation.outbox.rules import State
from tests.conftest import MakeApp
from tests.factories import make_person
from tests.support.client import InspectingClient
from tests.support.databases import fresh_database
from tests.support.signed_in import sign_in

KEY = "k" * 24


@pytest.fixture
def app(make_app: MakeApp) -> Flask:
    return make_app(metrics_key=KEY)


@pytest.fixture
def queue(app: Flask) -> Database:
    """Three mails: one waits, one failed for good, one came back."""
    database: Database = app.extensions["organizer"].database
    with database.transaction() as session:
        for state, cause in ((State.QUEUED, None), (State.DEAD, "smtp-554"), (State.SENT, "bounced-5.1.1")):
            subject = new_id()
            enqueue(session, Letter("hello", subject, "secret@example.org", "en", {"word": "secret"}))
            chosen = update(Message).where(Message.subject_id == subject)
            session.execute(chosen.values(state=state, error=cause))
    return database


@pytest.fixture
def operator(app: Flask) -> InspectingClient:
    client = app.test_client()
    assert isinstance(client, InspectingClient)
    with app.extensions["organizer"].database.transaction() as session:
        person = make_person(session)
        set_operator(session, person_id=person.id, is_operator=True)
    sign_in(client, person.id)
    return client


def test_page_command_and_metrics_say_the_same(app: Flask, queue: Database, operator: InspectingClient) -> None:
    page = operator.page("/manage/outbox/").text
    said = app.test_cli_runner().invoke(outbox_cli, ["show"]).output
    facts = json.loads(app.test_cli_runner().invoke(outbox_cli, ["show", "--json"]).output)
    metrics = operator.get("/metrics", headers={"Authorization": f"Bearer {KEY}"}).get_data(as_text=True)
    assert (facts["failures"], facts["held_back"]) == ({"smtp-554": 1}, {"bounced-5.1.1": 1})
    assert facts["counts"] == {"queued": 1, "claimed": 0, "sent": 1, "dead": 1, "dropped": 0}
    for words in (page, said, metrics):
        assert "smtp-554" in words
        assert "bounced-5.1.1" in words
        assert "secret" not in words
    assert 'organizer_outbox_failures{cause="smtp-554"} 1.0' in metrics


def test_numbers_for_machines_are_off_without_a_key(make_app: MakeApp, operator: InspectingClient) -> None:
    for headers in ({}, {"Authorization": "Bearer "}, {"Authorization": f"Bearer {KEY[:-1]}"}):
        assert operator.get("/metrics", headers=headers).status_code == 404
    assert make_app().test_client().get("/metrics", headers={"Authorization": "Bearer None"}).status_code == 404


def test_an_operator_holds_lets_go_and_sends_again(queue: Database, operator: InspectingClient) -> None:
    def brakes() -> set[str]:
        with queue.reading() as session:
            return set(read_brakes(session))

    page = operator.page("/manage/outbox/")
    hold = next(form for form in page.forms() if form.action.endswith("/hold") and form.values["name"] == ["all"])
    assert operator.send(hold, {}).status_code == 303
    assert brakes() == {"all"}
    operator.send(operator.page("/manage/outbox/").form(action="/let-go"), {})
    assert brakes() == set()
    operator.send(operator.page("/manage/outbox/").form(action="/retry"), {})
    with queue.reading() as session:
        assert count_by_state(session)[State.DEAD] == 0


def test_commands_hold_let_go_and_name_what_there_is(app: Flask, queue: Database) -> None:
    runner = app.test_cli_runner()
    assert runner.invoke(outbox_cli, ["pause", "messages"]).output.startswith("Held: messages.")
    assert "Held: messages (by-hand)" in runner.invoke(outbox_cli, ["show"]).output
    assert runner.invoke(outbox_cli, ["resume", "messages"]).exit_code == 0
    refused = runner.invoke(outbox_cli, ["pause", "relay-7"])
    assert (refused.exit_code, "There is no relay-7 here" in refused.output) == (1, True)
    assert runner.invoke(outbox_cli, ["retry", "--cause", "smtp-1"]).output == "0 mails wait again.\n"
    assert runner.invoke(outbox_cli, ["retry", "--cause", "smtp-554"]).output == "1 mails wait again.\n"


@pytest.mark.engines("sqlite")
@pytest.mark.parametrize(
    "words",
    ["account link ana@example.org", "account create ana@example.org", "outbox show", "purge", "search rebuild"],
)
def test_a_database_without_tables_gets_a_sentence_from_every_command(
    words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with fresh_database("sqlite", tmp_path, migrated=False) as url:
        monkeypatch.setenv("ORGANIZER_INSTANCE", str(tmp_path / "instance"))
        monkeypatch.setenv("ORGANIZER_DATABASE_URL", url)
        told = CliRunner().invoke(cli, words.split(), input="hello")
    assert told.exit_code == 1
    assert told.output == "Error: The database has no tables yet: organizer db upgrade\n"
