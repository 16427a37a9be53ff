"""The world that maps are drawn on, over HTTP: names in the reader's language, disputes, an operator's streets in parts."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import Client

from organizer.config import SettingsError
from tests.support.client import InspectingClient
from tests.support.tiny_pmtiles import write_pmtiles

MakeApp = Callable[..., Flask]
ADDRESS = "/places/basemap.pmtiles"


@pytest.fixture
def archive(tmp_path: Path) -> bytes:
    path = tmp_path / "instance" / "map" / "basemap.pmtiles"
    write_pmtiles(path)
    return path.read_bytes()


@pytest.fixture
def own_file(tmp_path: Path) -> Callable[[str, object], None]:
    def write(name: str, value: object) -> None:
        folder = tmp_path / "instance" / "map"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(json.dumps(value), encoding="utf-8")

    return write


@pytest.mark.parametrize(("prefix", "name"), [("/en", "Russia"), ("/es", "Rusia"), ("/ar", "روسيا")])
def test_countries_have_the_names_that_the_page_speaks(client: InspectingClient, prefix: str, name: str) -> None:
    answer = client.get(f"{prefix}/places/world.json")
    world = json.loads(answer.data)

    assert world["countries"][0][3] == name
    assert world["streets"] is None
    assert ["ESH", "MAR"] in world["contested"]["borders"]
    assert "max-age" in answer.headers["Cache-Control"]


def test_an_operators_names_and_disputes_are_everywhere(
    make_app: MakeApp, own_file: Callable[[str, object], None]
) -> None:
    own_file("names.json", {"RU": {"en": "The east"}})
    own_file("contested.json", {"note": {"en": "Ask them."}})
    client = make_app().test_client()

    world = json.loads(client.get("/en/places/world.json").data)

    assert world["countries"][0][3] == "The east"
    assert world["contested"] == {"borders": [], "lines": [], "areas": []}


def test_a_file_that_cannot_be_used_stops_the_start(make_app: MakeApp, own_file: Callable[[str, object], None]) -> None:
    own_file("contested.json", {"borders": "all"})

    with pytest.raises(SettingsError, match=r"contested\.json: borders must be a list"):
        make_app()


def test_streets_are_sent_in_the_parts_that_are_asked_for(archive: bytes, client: InspectingClient) -> None:
    plain = Client(client.application)  # a map's reader: what it gets is no page

    def ask(wanted: str | None) -> tuple[int, bytes, dict[str, str]]:
        with plain.get(ADDRESS, headers={"Range": wanted} if wanted else {}) as answer:
            return answer.status_code, answer.data, dict(answer.headers)

    size = len(archive)
    status, body, headers = ask("bytes=0-99")
    assert (status, body, headers["Content-Range"]) == (206, archive[:100], f"bytes 0-99/{size}")
    assert "Content-Encoding" not in headers
    assert ask(f"bytes={size - 10}-999999")[:2] == (206, archive[-10:])
    assert ask("bytes=999999-")[0] == 416
    whole = ask(None)
    assert whole[:2] == (200, archive)
    assert whole[2]["ETag"] == headers["ETag"]


def test_the_map_is_told_of_streets_where_there_are_some(archive: bytes, client: InspectingClient) -> None:
    streets = json.loads(client.get("/en/places/world.json").data)["streets"]

    assert archive
    assert (streets["address"], streets["kind"], streets["credit"]) == (ADDRESS, "mvt", "Maps of ours")


def test_without_a_basemap_there_is_none(client: InspectingClient) -> None:
    assert client.get(ADDRESS).status_code == 404
