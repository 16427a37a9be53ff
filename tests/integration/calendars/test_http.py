"""Calendars over HTTP: what programs rely on when they fetch a feed for years."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from icalendar import Calendar
from sqlalchemy.orm import Session

from organizer.events.models import Event
from organizer.events.operations import cancel_event, hide_event
from organizer.events.queries import get_event
from organizer.events.rules import AddressVisibility, Kind, Mode
from organizer.foundation.db import Database
from tests.factories import make_campaign, make_event, make_group
from tests.factories.events import WRITING
from tests.support.client import InspectingClient
from tests.support.shared import shared_path

NOW = datetime(2027, 11, 1, 12, tzinfo=UTC)
FEEDS = ["/c/17n/calendar.ics", "/c/17n/calendar/country/co.ics", "/c/17n/calendar/language/es.ics",
         "/c/17n/calendar/kind/rally.ics", "/c/17n/calendar/online.ics", "/g/comite-bogota/calendar.ics"]  # fmt: skip
BERLIN = {
    "title": "Berlin",
    "language": "de",
    "zone": "Europe/Berlin",
    "city": "Berlin",
    "country": "DE",
    "kind": Kind.MARCH,
}
ONLINE = {
    "title": "Online",
    "mode": Mode.ONLINE,
    "city": None,
    "country": None,
    "online_url": "https://meet.example.org/x",
}

World = Callable[..., list[str]]


@pytest.fixture(autouse=True)
def _before_the_day() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def world(app_database: Database) -> World:
    """Make a campaign, a group and events from their changes; return the events' codes."""

    def make(*events: dict[str, Any]) -> list[str]:
        with app_database.transaction() as session:
            campaign = make_campaign(session)
            group = make_group(session)
            return [make_event(session, campaign, group=group, **changes).code for changes in events]

    return make


def summaries(client: InspectingClient, path: str) -> set[str]:
    response = client.get(path)
    assert response.status_code == 200, path
    return {str(event["SUMMARY"]) for event in Calendar.from_ical(response.data).walk("VEVENT")}


@pytest.mark.parametrize("path", FEEDS)
def test_a_feed_is_a_calendar_that_anybody_may_keep(client: InspectingClient, world: World, path: str) -> None:
    world({"language": "es"})
    response = client.get(path)

    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert response.headers["Cache-Control"] == "public, max-age=900"
    assert response.headers["Content-Disposition"].startswith('inline; filename="')
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize("path", FEEDS)
def test_a_feed_that_did_not_change_is_not_sent_again(client: InspectingClient, world: World, path: str) -> None:
    world({"language": "es", "mode": Mode.HYBRID})
    first = client.get(path)

    for tag in (first.headers["ETag"], f"W/{first.headers['ETag']}", "*"):
        again = client.get(path, headers={"If-None-Match": tag})
        assert (again.status_code, again.data) == (304, b"")
    since = client.get(path, headers={"If-Modified-Since": first.headers["Last-Modified"]})
    assert since.status_code == 304


@pytest.mark.parametrize("path", FEEDS)
def test_head_answers_as_get_without_a_body(client: InspectingClient, world: World, path: str) -> None:
    world({})
    head, get = client.head(path), client.get(path)

    assert (head.status_code, head.data) == (200, b"")
    assert head.headers["ETag"] == get.headers["ETag"]


@pytest.mark.parametrize("path", FEEDS)
def test_a_feed_is_the_same_whatever_the_reader_says_of_itself(
    client: InspectingClient, world: World, path: str
) -> None:
    world({"language": "es"})
    plain = client.get(path)
    spoken = client.get(path, headers={"Accept-Language": "ar", "Accept": "text/html", "User-Agent": "Google-Calendar"})

    assert plain.data == spoken.data
    assert "Accept-Language" not in plain.headers.get("Vary", "")


def test_outlook_gets_its_feed_uncompressed(client: InspectingClient, world: World) -> None:
    world({})
    gzipped = client.get(FEEDS[0], headers={"Accept-Encoding": "gzip"})
    outlook = client.get(FEEDS[0], headers={"Accept-Encoding": "gzip", "User-Agent": "Microsoft Outlook"})

    assert gzipped.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in outlook.headers


def test_a_language_in_the_address_is_the_feeds_own(client: InspectingClient, world: World) -> None:
    world({})

    english, spanish = client.get("/c/17n/calendar.ics").data, client.get("/es/c/17n/calendar.ics").data

    assert b"NAME:Day of land and water" in english
    assert "NAME:Día de la tierra y el agua".encode() in spanish
    assert b"SOURCE;VALUE=URI:http://localhost/es/c/17n/calendar.ics" in spanish


def test_each_feed_holds_its_own_events(client: InspectingClient, world: World) -> None:
    world({"title": "Bogotá", "language": "es"}, BERLIN, ONLINE)

    assert summaries(client, "/c/17n/calendar.ics") == {"Bogotá", "Berlin", "Online"}
    assert summaries(client, "/c/17n/calendar/country/de.ics") == {"Berlin"}
    assert summaries(client, "/c/17n/calendar/country/DE.ics") == {"Berlin"}
    assert summaries(client, "/c/17n/calendar/language/es.ics") == {"Bogotá"}
    assert summaries(client, "/c/17n/calendar/kind/march.ics") == {"Berlin"}
    assert summaries(client, "/c/17n/calendar/online.ics") == {"Online"}


def test_a_country_and_a_language_of_the_same_letters_are_two_feeds(client: InspectingClient, world: World) -> None:
    world({"title": "Bogotá"}, {**BERLIN, "title": "In Corsican", "language": "co"})

    assert summaries(client, "/c/17n/calendar/country/co.ics") == {"Bogotá"}
    assert summaries(client, "/c/17n/calendar/language/co.ics") == {"In Corsican"}


@pytest.mark.parametrize("path", ["country/jp.ics", "language/ja.ics", "kind/vigil.ics", "online.ics"])
def test_a_feed_without_events_is_a_legal_calendar(client: InspectingClient, world: World, path: str) -> None:
    world()
    response = client.get(f"/c/17n/calendar/{path}")

    assert response.status_code == 200
    assert Calendar.from_ical(response.data).walk("VTIMEZONE")
    assert not Calendar.from_ical(response.data).walk("VEVENT")


@pytest.mark.parametrize(
    "path",
    ["/c/17n/calendar/country/zz.ics", "/c/17n/calendar/country/colombia.ics", "/c/17n/calendar/language/qqqq.ics",
     "/c/17n/calendar/kind/riot.ics", "/c/nothing/calendar.ics", "/g/nobody/calendar.ics", "/e/k7m3q9/event.ics"],
)  # fmt: skip
def test_what_cannot_be_is_not_found(client: InspectingClient, world: World, path: str) -> None:
    world({})

    assert client.get(path).status_code == 404


def test_a_cancelled_event_says_so_in_every_feed_it_was_in(
    client: InspectingClient, world: World, app_database: Database
) -> None:
    [code] = world({"title": "March"})
    with app_database.transaction() as session:
        cancel_event(session, event=get_event(session, code=code), writing=WRITING, reason="Storm")

    for path in ("/c/17n/calendar.ics", "/c/17n/calendar/country/co.ics", f"/e/{code}/event.ics"):
        body = client.get(path).data
        assert b"STATUS:CANCELLED" in body
        assert b"SEQUENCE:1" in body


def test_an_event_taken_away_for_safety_leaves_no_word_behind(
    client: InspectingClient, world: World, app_database: Database
) -> None:
    [code] = world({"title": "Secretly named", "venue": "Hidden house"})

    def hide(session: Session) -> Event:
        event = get_event(session, code=code)
        hide_event(session, event=event, writing=replace(WRITING, at=NOW), reason="safety")
        return event

    with app_database.transaction() as session:
        uid = hide(session).uid
    body = client.get("/c/17n/calendar.ics").data

    assert uid.encode() in body
    assert b"STATUS:CANCELLED" in body
    assert b"Secretly" not in body
    assert b"Hidden" not in body
    assert client.get(f"/e/{code}/event.ics").status_code == 404


def test_an_event_is_a_file_to_keep(client: InspectingClient, world: World) -> None:
    [code] = world({"title": "Gran plantón", "language": "es"})
    response = client.get(f"/e/{code}/event.ics")

    assert response.headers["Content-Disposition"] == f'attachment; filename="gran-planton-{code}.ics"'
    assert b"SOURCE" not in response.data
    assert b"METHOD" not in response.data


def test_what_is_withheld_is_in_no_calendar(client: InspectingClient, world: World) -> None:
    [code, _] = world(
        {"venue": "Casa Secreta", "address": "Calle Oculta 7", "address_visibility": AddressVisibility.CONFIRMED},
        {**ONLINE, "online_url": "https://meet.example.org/secret-room"},
    )

    for path in (*FEEDS, f"/e/{code}/event.ics"):
        body = client.get(path).data
        assert b"Secreta" not in body
        assert b"Oculta" not in body
        assert b"secret-room" not in body


def test_an_independent_reader_finds_nothing_wrong_with_what_is_sent(
    client: InspectingClient, world: World, tmp_path: Path
) -> None:
    world({"language": "es"}, BERLIN, ONLINE)
    files = []
    for number, path in enumerate(FEEDS):
        files.append(tmp_path / f"{number}.ics")
        files[-1].write_bytes(client.get(path).data)

    checker = str(shared_path("ical/check_ics.py"))
    command = [sys.executable, checker, "--strict", "--now", "20271101", "--no-js", *map(str, files)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)

    assert result.returncode == 0, result.stdout + result.stderr
