"""Making and moving campaigns from the command line."""

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner

from organizer.campaigns.commands import campaign_cli
from organizer.campaigns.models import CampaignRole
from organizer.campaigns.queries import get_campaign
from organizer.campaigns.rules import Phase, phase_at
from organizer.foundation.access import Role
from organizer.foundation.core.clock import now
from organizer.foundation.db import Database

CREATE = [
    "create",
    "rivers",
    "--title",
    "Día de los ríos",
    "--language",
    "es",
    "--day",
    "2027-03-14",
    "--owner",
    "ana@example.org",
]


@pytest.fixture
def runner(app: Flask) -> FlaskCliRunner:
    return app.test_cli_runner()


def _phase(database: Database) -> Phase:
    with database.reading() as session:
        campaign = get_campaign(session, slug="rivers")
        return phase_at(campaign.schedule, now(), by_hand=campaign.phase_by_hand)


def test_a_new_campaign_is_a_draft_with_an_owner(runner: FlaskCliRunner, app_database: Database) -> None:
    made = runner.invoke(campaign_cli, CREATE)

    assert made.exit_code == 0, made.output
    assert _phase(app_database) is Phase.DRAFT
    with app_database.reading() as session:
        assert get_campaign(session, slug="rivers").title == {"es": "Día de los ríos"}
        assert session.query(CampaignRole).one().role is Role.OWNER


def test_the_phase_is_set_by_hand_and_given_back(runner: FlaskCliRunner, app_database: Database) -> None:
    runner.invoke(campaign_cli, CREATE)

    assert runner.invoke(campaign_cli, ["phase", "rivers", "mobilise"]).exit_code == 0
    assert _phase(app_database) is Phase.MOBILISE
    assert runner.invoke(campaign_cli, ["phase", "rivers", "by-dates"]).exit_code == 0
    assert _phase(app_database) is not Phase.MOBILISE


def test_a_coordinator_has_countries(runner: FlaskCliRunner, app_database: Database) -> None:
    runner.invoke(campaign_cli, CREATE)

    done = runner.invoke(campaign_cli, ["grant", "rivers", "lu@example.org", "coordinator", "--country", "co"])

    assert done.exit_code == 0, done.output
    with app_database.reading() as session:
        row = session.query(CampaignRole).filter_by(role=Role.COORDINATOR).one()
        assert row.countries == ["CO"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (CREATE, "already"),
        (["create", "Über uns", *CREATE[2:]], "uber-uns"),
        ([*CREATE[:5], "xx", *CREATE[6:], "--mark", "x"], "no language"),
        (["phase", "nowhere", "recruit"], "no campaign"),
        (["grant", "rivers", "nobody", "owner"], "no address"),
        (["grant", "rivers", "a@example.org", "coordinator"], "--country"),
        (["grant", "rivers", "a@example.org", "coordinator", "--country", "QQ"], "QQ"),
    ],
)
def test_what_can_not_be_done_is_said_in_one_sentence(runner: FlaskCliRunner, words: list[str], sentence: str) -> None:
    runner.invoke(campaign_cli, CREATE)

    refused = runner.invoke(campaign_cli, words)

    assert refused.exit_code != 0
    assert sentence in refused.output
    assert "Traceback" not in refused.output
