"""``organizer search``: whether every event is found by its words, and making them anew."""

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import delete, select, update

from organizer.foundation.core.words import asked_of
from organizer.foundation.db import Database
from organizer.record.commands import search_cli
from organizer.record.models import EventWords
from organizer.record.searching import search
from tests.factories import make_campaign, make_event


@pytest.fixture
def runner(app: Flask) -> FlaskCliRunner:
    return app.test_cli_runner()


@pytest.fixture
def there(app_database: Database) -> Database:
    """Two public events and a draft."""
    with app_database.transaction() as session:
        campaign = make_campaign(session)
        make_event(session, campaign, title="Lantern walk")
        make_event(session, campaign, title="Water march")
        make_event(session, campaign, title="Not yet", is_published=False)
    return app_database


def found(database: Database, words: str) -> int:
    with database.reading() as session:
        return len(search(session, asked_of(words))[0])


@pytest.mark.usefixtures("there")
def test_check_says_that_all_is_well(runner: FlaskCliRunner) -> None:
    checked = runner.invoke(search_cli, ["check"])
    assert (checked.exit_code, checked.output) == (0, "All words are as they should be.\n")


def test_check_counts_what_is_wrong_and_rebuild_mends_it(runner: FlaskCliRunner, there: Database) -> None:
    with there.transaction() as session:
        session.execute(update(EventWords).values(title="nothing"))
        session.execute(
            delete(EventWords).where(EventWords.number == select(EventWords.number).limit(1).scalar_subquery())
        )
    checked = runner.invoke(search_cli, ["check"])
    assert checked.exit_code == 1
    assert "2 events have other words than they should: organizer search rebuild" in checked.output
    assert found(there, "lantern") + found(there, "march") == 0

    rebuilt = runner.invoke(search_cli, ["rebuild"])

    assert (rebuilt.exit_code, rebuilt.output) == (0, "2 events can be found.\n")
    assert (found(there, "lantern"), found(there, "march"), found(there, "yet")) == (1, 1, 0)
    assert runner.invoke(search_cli, ["check"]).exit_code == 0


@pytest.mark.usefixtures("app_database")
def test_a_site_without_events_has_nothing_to_find(runner: FlaskCliRunner) -> None:
    assert runner.invoke(search_cli, ["rebuild"]).output == "0 events can be found.\n"
    assert runner.invoke(search_cli, ["check"]).exit_code == 0
