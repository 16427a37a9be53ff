import gzip
import hashlib
import json
import re

import pytest
import zstandard
from flask import Flask
from flask.testing import FlaskClient

from organizer.foundation.core.errors import NotFound
from organizer.foundation.web import assets as module
from organizer.foundation.web.assets import FOLDER, UnknownAsset, assets, css_url, static_url, theme_path


@pytest.fixture
def client() -> FlaskClient:
    app = Flask("organizer", static_folder=None)
    app.register_blueprint(module.blueprint)
    app.register_error_handler(NotFound, lambda _: ("nothing", 404))
    return app.test_client()


def test_an_address_carries_a_hash_and_no_language() -> None:
    assert re.fullmatch(r"/static/v-[0-9a-f]{12}/img/icon\.svg", static_url("img/icon.svg"))
    assert re.fullmatch(r"/static/organizer-[0-9a-f]{12}\.css", css_url())


def test_modules_share_one_version_so_that_they_can_import_each_other() -> None:
    versions = {static_url(f"js/{path.name}").split("/")[2] for path in (FOLDER / "js").glob("*.js")}
    assert versions == {static_url("vendor/leaflet/leaflet.js").split("/")[2]}


def test_another_content_has_another_address() -> None:
    assert static_url("img/icon.svg").split("/")[2] != static_url("img/world.svg").split("/")[2]


def test_an_unknown_file_fails_where_it_is_named() -> None:
    with pytest.raises(UnknownAsset):
        static_url("js/no-such-module.js")


def test_a_file_is_sent_for_ever(client: FlaskClient) -> None:
    answer = client.get(static_url("js/organizer.js"))
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.content_type == "text/javascript; charset=utf-8"
    assert answer.data == (FOLDER / "js" / "organizer.js").read_bytes()
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(("offered", "taken"), [("gzip, br, zstd", "zstd"), ("gzip", "gzip"), ("br", None), ("", None)])
def test_a_file_is_sent_as_small_as_the_browser_takes_it(client: FlaskClient, offered: str, taken: str | None) -> None:
    answer = client.get(static_url("basemap/planar-110m.json"), headers={"Accept-Encoding": offered})
    assert answer.headers.get("Content-Encoding") == taken
    unpack = {"gzip": gzip.decompress, "zstd": zstandard.decompress}.get(taken or "", bytes)
    assert unpack(answer.data) == (FOLDER / "basemap" / "planar-110m.json").read_bytes()
    assert "Accept-Encoding" in answer.headers["Vary"]


def test_what_a_browser_has_is_not_sent_again(client: FlaskClient) -> None:
    first = client.get(css_url())
    again = client.get(css_url(), headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.data == b""


def test_the_address_of_an_older_release_gets_the_present_file_briefly(client: FlaskClient) -> None:
    answer = client.get("/static/v-0123456789ab/js/organizer.js")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "public, max-age=60"


@pytest.mark.parametrize(
    "address",
    [
        "/static/v-0123456789ab/js/none.js",
        "/static/v-0123456789ab/../config.py",
        "/static/v-0123456789ab/js/..%2f..%2fconfig.py",
        "/static/v-0123456789ab/css/organizer.css",
        "/static/v-zzzzzzzzzzzz/js/organizer.js",
        "/static/theme-zzzzzz-f7b731-0123456789ab.css",
        "/static/js/organizer.js",
    ],
)
def test_nothing_else_is_there(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 404


def test_a_theme_is_a_style_sheet_of_two_colours(client: FlaskClient) -> None:
    address = theme_path("#5B2A86", "8fd14f")
    assert re.fullmatch(r"/static/theme-5b2a86-8fd14f-[0-9a-f]{12}\.css", address)
    answer = client.get(address)
    assert answer.headers["Cache-Control"].endswith("immutable")
    assert "--primary:#5b2a86" in answer.text


def test_a_mirror_gets_every_file_once() -> None:
    published = dict(assets().published())
    assert css_url() in published
    assert static_url("basemap/planar-50m.json") in published
    assert len(published) == len(list(assets().published()))


def test_vendored_files_are_those_of_their_makers() -> None:
    manifest = json.loads((FOLDER / "vendor" / "MANIFEST.json").read_text())
    listed = {name: digest for package in manifest["packages"] for name, digest in package["files"].items()}
    for name, digest in listed.items():
        assert hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() == digest, name
    present = {
        path.relative_to(FOLDER).as_posix()
        for folder in ("vendor", "basemap")
        for path in (FOLDER / folder).rglob("*")
        if path.is_file()
    }
    assert present - {"vendor/MANIFEST.json"} == set(listed)


def test_vendored_work_is_named_in_the_notices() -> None:
    notices = (FOLDER.parents[1] / "THIRD-PARTY-NOTICES.md").read_text()
    for package in json.loads((FOLDER / "vendor" / "MANIFEST.json").read_text())["packages"]:
        assert package["source"] in notices
        assert package["version"] in notices
