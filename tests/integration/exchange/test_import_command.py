"""``organizer import calendar``: takes what the page would tick, without a browser."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select

from organizer.accounts.models import Person
from organizer.events.rules import EventState
from organizer.exchange.commands import import_cli
from organizer.foundation.core.clock import now
from tests.integration.exchange.conftest import Importer, calendar, rally

BROKEN = "BEGIN:VEVENT\r\nSUMMARY:Broken\r\nEND:VEVENT\r\n"
FLOATING = rally().replace(";TZID=America/Bogota", "")


@dataclass
class Shell:
    """Somebody at the server's command line; Ana has an account."""

    app: Flask
    folder: Path

    def run(self, data: bytes, *words: str, email: str = "ana@example.org", slug: str = "17n") -> Result:
        file = self.folder / "calendar.ics"
        file.write_bytes(data)
        arguments = ["calendar", str(file), "--campaign", slug, "--as", email, *words]
        return self.app.test_cli_runner().invoke(import_cli, arguments)


@pytest.fixture
def shell(app: Flask, importer: Importer, tmp_path: Path) -> Shell:
    with importer.database.transaction() as session:
        session.scalars(select(Person)).one().name = "Ana"
    return Shell(app, tmp_path)


def test_events_become_drafts_of_the_person_and_what_is_left_out_is_named(shell: Shell, importer: Importer) -> None:
    result = shell.run(calendar(rally(), BROKEN))
    assert result.output.splitlines() == [
        "Left out, line 13: Broken. It does not say when it starts.",
        "Took 1 of 1 events as drafts of ana@example.org.",
    ]
    assert result.exit_code == 0
    assert importer.details().group_name == "Ana"
    assert "Rally" in importer.client.page("/manage/").main


def test_a_dry_run_changes_nothing(shell: Shell, importer: Importer) -> None:
    assert "Would take 1 of 1 events" in shell.run(calendar(rally()), "--dry-run").output
    assert importer.events() == []


def test_the_command_again_updates_and_leaves_to_the_host_what_asks(shell: Shell, importer: Importer) -> None:
    shell.run(calendar(rally()))
    shell.run(calendar(rally("Great rally", sequence=1)))
    assert importer.events() == [("Great rally", EventState.DRAFT)]
    turned = rally("Turned", sequence=2).replace("T150000", "T190000")
    result = shell.run(calendar(turned))
    assert "Left out: Turned. Changed in the file (turned)" in result.output
    assert importer.events() == [("Great rally", EventState.DRAFT)]


def test_an_hour_without_a_zone_needs_one(shell: Shell, importer: Importer) -> None:
    result = shell.run(calendar(FLOATING))
    assert (result.exit_code, importer.events()) == (1, [])
    assert "say it with --zone" in result.output
    assert "There is no time zone Mars/Base." in shell.run(calendar(FLOATING), "--zone", "Mars/Base").output
    assert shell.run(calendar(FLOATING), "--zone", "Asia/Tokyo").exit_code == 0
    assert importer.details().zone == "Asia/Tokyo"


@pytest.mark.parametrize(
    ("data", "changes", "words"),
    [
        (b"<html>", {}, "This is a web page, not a calendar."),
        (calendar(rally()), {"slug": "none"}, "There is no campaign of that name."),
        (calendar(rally()), {"email": "nobody@example.org"}, "There is no account of that name."),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    shell: Shell, importer: Importer, data: bytes, changes: dict[str, str], words: str
) -> None:
    result = shell.run(data, **changes)
    assert (result.exit_code, importer.events()) == (1, [])
    assert words in result.output


def test_a_disabled_account_takes_nothing(shell: Shell, importer: Importer) -> None:
    with importer.database.transaction() as session:
        session.scalars(select(Person)).one().disabled_at = now()
    assert "There is no account of that name." in shell.run(calendar(rally())).output
    assert importer.events() == []


def test_without_a_name_somebody_must_say_who_calls(shell: Shell, importer: Importer) -> None:
    with importer.database.transaction() as session:
        session.scalars(select(Person)).one().name = None
    assert "Say it with --group." in shell.run(calendar(rally())).output
    shell.run(calendar(rally()), "--group", "Comité")
    assert importer.details().group_name == "Comité"
