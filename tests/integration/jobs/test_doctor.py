"""What the doctor says: about the zone data (R38), and about an installation that would not even start."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from click.testing import CliRunner, Result

from organizer.cli.main import cli
from organizer.foundation.core.keys import read_or_create_secrets
from organizer.foundation.core.tz import use_newest_tzdata
from organizer.foundation.db import Database
from tests.support.ports import free_port
from tests.support.unpacked_gazetteer import lend_gazetteer

Ask = Callable[..., Result]

pytestmark = pytest.mark.engines("sqlite", "postgresql")


@pytest.fixture
def ask(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Run the doctor with these variables, over an up-to-date database."""
    lend_gazetteer(tmp_path / "instance")

    def run(**variables: str) -> Result:
        url = database.engine.url.render_as_string(hide_password=False)
        usual = {"ORGANIZER_INSTANCE": str(tmp_path / "instance"), "ORGANIZER_DATABASE_URL": url}
        for name, value in {**usual, **variables}.items():
            monkeypatch.setenv(name, value)
        return CliRunner().invoke(cli, ["doctor"])

    return run


def lines(result: Result, what: str) -> list[str]:
    """Return what was said of one thing."""
    return [line for line in result.output.splitlines() if line[5:].strip().startswith(f"{what}:")]


@pytest.mark.parametrize(("days", "verdict"), [(30, "ok   "), (366, "ok   "), (367, "WRONG")])
def test_r38_zone_data_older_than_six_months_are_pointed_out(ask: Ask, days: int, verdict: str) -> None:
    found = use_newest_tzdata()
    assert found.not_before is not None
    with time_machine.travel(found.not_before + timedelta(days=days)):
        [line] = lines(ask(), "time zones")
    assert line.startswith(f"{verdict} time zones: {found.version} from the {found.source}")
    assert ("look for a newer release of tzdata" in line) is (verdict == "WRONG")


def test_a_development_machine_is_right(ask: Ask) -> None:
    result = ask()
    assert "WRONG" not in result.output
    assert result.exit_code == 0


def test_every_wrong_setting_is_told_and_the_rest_is_looked_at(ask: Ask) -> None:
    result = ask(ORGANIZER_ENV="production", ORGANIZER_SMTP_PORT="many", ORGANIZER_GEOCODER="google")
    told = lines(result, "settings")
    for word in ("_SMTP_PORT", "_GEOCODER", "_BASE_URL", "_SMTP_HOST", "organizer keys create"):
        assert len([line for line in told if word in line]) == 1, word
    assert len(told) == 5
    assert lines(result, "database")[0].startswith("ok   ")
    assert lines(result, "fonts") == ["ok    fonts: all there"]
    assert result.exit_code == 1
    assert not (Path(lines(result, "folder")[0].split()[2]) / "secrets").exists()


def test_a_database_that_is_away_hides_nothing_else(ask: Ask) -> None:
    away = ask(ORGANIZER_DATABASE_URL=f"postgresql+psycopg://nobody@127.0.0.1:{free_port()}/nothing")
    assert lines(away, "database")[0].startswith("WRONG database: postgresql+psycopg")
    assert lines(away, "mail")
    assert lines(ask(ORGANIZER_DATABASE_URL="oracle://x"), "database")[0].startswith("WRONG database")


@pytest.mark.parametrize(("hops", "verdict"), [({}, "WRONG"), ({"ORGANIZER_PROXY_HOPS": "1"}, "ok   "), ({"ORGANIZER_PROXY_HOPS": "0"}, "ok   ")])  # fmt: skip
def test_a_proxy_that_nobody_told_of_is_pointed_out(
    ask: Ask, tmp_path: Path, hops: dict[str, str], verdict: str
) -> None:
    read_or_create_secrets(tmp_path / "instance", create=True)
    result = ask(ORGANIZER_ENV="production", ORGANIZER_BASE_URL="https://o.example", **hops)
    assert lines(result, "proxy")[0].startswith(verdict)


def test_a_damaged_basemap_and_a_geocoder_that_is_away_are_both_told(ask: Ask, tmp_path: Path) -> None:
    folder = tmp_path / "instance" / "map"
    folder.mkdir()
    (folder / "basemap.pmtiles").write_bytes(b"garbage" * 100)

    result = ask(ORGANIZER_GEOCODER="photon", ORGANIZER_GEOCODER_URL=f"http://127.0.0.1:{free_port()}")

    assert [line[:5] for what in ("map", "geocoder") for line in lines(result, what)] == ["WRONG", "WRONG"]
    assert "basemap.pmtiles" in lines(result, "map")[0]
    assert "photon at 127.0.0.1 does not answer" in lines(result, "geocoder")[0]
