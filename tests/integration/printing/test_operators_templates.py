"""Templates that the operator put on the server: offered beside ours, drawn by the same limited workers."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from organizer.app import create_app
from organizer.config import SettingsError
from organizer.editions.printing.catalogue import use_templates
from organizer.foundation.db import Database
from tests.factories import make_campaign, make_event
from tests.support.client import InspectingClient
from tests.support.print_reading import size_in_mm, text_as_read

pytestmark = pytest.mark.engines("sqlite")
CODE = "k7m3q9"
FLYER = """#import "/kit/kit.typ": *
#show: sheet
#at(M, M, fit-heading(d.event.title, W - 2 * M, 0.4 * H, lo: 12, hi: 60, weight: 900, fill: ink("ink"), id: "headline"))
#qr-code(M, 0.6 * H, 0.25 * H)
"""
TOLD = 'name = { en = "Flyer for tables", es = "Volante" }\npapers = ["a5"]\n'


@pytest.fixture
def folder(app: Flask) -> Iterator[Path]:
    found = Path(app.instance_path) / "print"
    found.mkdir()
    yield found
    use_templates(())


def started(app: Flask, database: Database) -> InspectingClient:
    """Start the site anew, as after a restart, with one event in it."""
    with database.transaction() as session:
        make_event(session, make_campaign(session), code=CODE, title="Marcha por el río")
    again = create_app(app.extensions["organizer"].settings)
    again.test_client_class = InspectingClient
    client = again.test_client()
    assert isinstance(client, InspectingClient)
    return client


def test_a_template_is_offered_by_its_name_and_drawn_on_its_papers(
    app: Flask, app_database: Database, folder: Path
) -> None:
    (folder / "flyer.typ").write_text(FLYER, encoding="utf-8")
    (folder / "flyer.toml").write_text(TOLD, encoding="utf-8")
    client = started(app, app_database)
    assert "Flyer for tables" in client.page(f"/e/{CODE}/print/").text
    assert "Volante" in client.page(f"/es/e/{CODE}/print/").text
    sheet = client.get(f"/e/{CODE}/print/own-flyer.pdf?paper=a5")
    assert (sheet.status_code, sheet.content_type) == (200, "application/pdf")
    assert "Marcha por el río" in " ".join(text_as_read(sheet.data).split())
    assert size_in_mm(sheet.data) == pytest.approx((148, 210), abs=0.1)
    assert client.get(f"/e/{CODE}/print/own-flyer.pdf?paper=a4").status_code == 404
    assert client.get(f"/e/{CODE}/print/own-nothing.pdf").status_code == 404


def test_a_template_sees_no_file_of_the_server(app: Flask, app_database: Database, folder: Path) -> None:
    (folder / "flyer.typ").write_text(f'#read("{folder / "secret.txt"}")', encoding="utf-8")
    (folder / "secret.txt").write_text("key", encoding="utf-8")
    (folder / "flyer.toml").write_text(TOLD, encoding="utf-8")
    client = started(app, app_database)
    sheet = client.get(f"/e/{CODE}/print/own-flyer.pdf")
    assert sheet.status_code == 422
    assert "The sheet could not be drawn" in sheet.text


@pytest.mark.parametrize(
    ("files", "why"),
    [
        ({"flyer.typ": ""}, "flyer.toml is missing"),
        ({"My Flyer.typ": "", "My Flyer.toml": TOLD}, "small letters"),
        ({"flyer.typ": "", "flyer.toml": "name ="}, "flyer.toml"),
        ({"flyer.typ": "", "flyer.toml": 'name = "Flyer"'}, "says it by language"),
        ({"flyer.typ": "", "flyer.toml": "name = {}"}, "says it by language"),
        ({"flyer.typ": "", "flyer.toml": 'name = { en = " " }'}, "says it by language"),
        ({"flyer.typ": "", "flyer.toml": 'name = { en = "F" }\npapers = ["a9"]'}, "papers is a list"),
        ({"flyer.typ": "", "flyer.toml": 'name = { en = "F" }\nsize = 1'}, "nothing is known of 'size'"),
    ],
)
def test_a_template_that_cannot_be_used_stops_the_start_with_a_sentence(
    app: Flask, folder: Path, files: dict[str, str], why: str
) -> None:
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=why):
        create_app(app.extensions["organizer"].settings)
