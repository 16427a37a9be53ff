"""A calendar server stores our feed; a program that carries it finds nothing new where nothing is new (R18 to R26)."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from urllib.request import urlopen

import pytest
from icalendar import Calendar

from tests.integration.acceptance.conftest import sign_in
from tests.support.calendar_server import Carrier, Radicale, radicale
from tests.support.demo_site import SLUG
from tests.support.postbox import Postbox
from tests.support.web_server import WebServer

FEED = f"/c/{SLUG}/calendar.ics"
VIGILS = f"/c/{SLUG}/calendar/kind/vigil.ics"
BERLIN = "Solidarität mit Land- und Wasserschützer*innen"
ETAGS = b'<propfind xmlns="DAV:"><prop><getetag/></prop></propfind>'


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Radicale]:
    with radicale(tmp_path_factory.mktemp("radicale")) as running:
        yield running


def feed_of(demo: WebServer, path: str = FEED) -> bytes:
    with urlopen(demo.url(path)) as answer:
        found: bytes = answer.read()
    return found


def entries(body: bytes) -> dict[str, tuple[str, str, int, str]]:
    """Return start, end, sequence and title of each entry by UID, as another library reads them."""
    events = Calendar.from_ical(body).events
    return {str(e["UID"]): (said(e.start), said(e.end), int(e["SEQUENCE"]), str(e["SUMMARY"])) for e in events}


def said(moment: date) -> str:
    return f"{moment.timestamp():.0f}" if isinstance(moment, datetime) else moment.isoformat()


def etags(server: Radicale, path: str) -> dict[bytes, bytes]:
    """Return the mark of each stored entry, by its address; a new mark is a new version."""
    status, listing = server.ask("PROPFIND", path, ETAGS)
    assert status == 207
    found: list[tuple[bytes, bytes]] = re.findall(rb"<href>([^<]+\.ics)</href>.*?<getetag>([^<]+)</getetag>", listing)
    return dict(found)


def test_r18_radicale_stores_the_whole_feed_as_one_calendar(demo: WebServer, server: Radicale) -> None:
    body = feed_of(demo)
    status, words = server.ask("PUT", "/ana/whole/", body)
    assert status == 201, words
    assert len(etags(server, "/ana/whole/")) == 54
    status, back = server.ask("GET", "/ana/whole/")
    assert status == 200
    assert entries(back) == entries(body)


def test_r21_r26_the_second_sync_to_files_writes_nothing_and_a_change_writes_one(
    demo: WebServer, demo_postbox: Postbox, tmp_path: Path
) -> None:
    copy = tmp_path / "copy"
    copy.mkdir()
    carrier = Carrier(tmp_path / "carrier", demo.url(FEED), f'type = "filesystem"\npath = "{copy}"\nfileext = ".ics"')
    assert carrier.sync().count("(uploading)") == 54
    first = {file.name: (file.stat().st_mtime_ns, file.read_bytes()) for file in copy.iterdir()}
    assert len(first) == 54

    assert "Copying" not in carrier.sync()
    assert {file.name: (file.stat().st_mtime_ns, file.read_bytes()) for file in copy.iterdir()} == first

    host = sign_in(demo.app, demo_postbox, "owner@example.org", demo.base_url)
    edit = f"/manage{host.page(f'/c/{SLUG}/events/', base_url=demo.base_url).link(BERLIN)}edit/"
    assert host.submit(edit, {"start": "18:15", "end": "20:30"}, action=edit).status_code == 303
    assert carrier.sync().count("Copying") == 1
    (changed,) = [file for file in copy.iterdir() if file.read_bytes() != first.get(file.name, (0, b""))[1]]
    assert b"DTSTART;TZID=Europe/Berlin:20271117T181500" in changed.read_bytes()
    assert len(list(copy.iterdir())) == 54


def test_r21_r26_the_second_sync_to_a_calendar_server_changes_no_entry(
    demo: WebServer, server: Radicale, tmp_path: Path
) -> None:
    feed = feed_of(demo, VIGILS)
    assert server.ask("MKCALENDAR", "/ana/carried/")[0] == 201
    account = f'type = "caldav"\nurl = "{server.url("/ana/carried/")}"\nusername = "ana"\npassword = "ana"'
    carrier = Carrier(tmp_path / "carrier", demo.url(VIGILS), account)
    assert carrier.sync().count("(uploading)") == len(entries(feed)) > 5
    first = etags(server, "/ana/carried/")
    assert len(first) == len(entries(feed))

    assert "Copying" not in carrier.sync()
    assert etags(server, "/ana/carried/") == first
    # The program gives what it fetches by HTTP UIDs of its own.
    assert sorted(entries(server.ask("GET", "/ana/carried/")[1]).values()) == sorted(entries(feed).values())
