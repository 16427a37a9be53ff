"""People's own calendars behind secret addresses: made, read, made anew, ended."""

import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from flask import Flask
from icalendar import Calendar, Event
from sqlalchemy import delete, func, select

from organizer.accounts.models import Person
from organizer.events.models import Event as EventRow
from organizer.events.operations import add_host, cancel_event, hide_event
from organizer.events.operations.writing import mark_visible_change
from organizer.events.queries import get_event
from organizer.events.rules import AddressVisibility
from organizer.foundation.db import Database
from organizer.rsvps.models import CalendarKey, Rsvp
from organizer.rsvps.operations import cancel, make_guest_key, make_host_key, purge_over
from tests.factories import make_campaign, make_event, make_person, make_rsvp
from tests.support.client import InspectingClient, page_of
from tests.support.query_count import counted
from tests.support.shared import shared_path
from tests.support.signed_in import form_token_for, sign_in

from .feeds_world import NOW, writing_at

GUEST = "guest@example.net"
HIDDEN: dict[str, Any] = {
    "venue": "Casa Callada",
    "address": "Calle 5",
    "address_visibility": AddressVisibility.CONFIRMED,
}


@pytest.fixture(autouse=True)
def _before_the_day() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def page(app: Flask, app_database: Database) -> str:
    """A guest's own page: two answers in one campaign, one that waits, one in another campaign."""
    with app_database.transaction() as session:
        campaign, other = make_campaign(session), make_campaign(session, slug="other")
        first = make_rsvp(session, make_event(session, campaign, title="March", code="march2", **HIDDEN), GUEST)
        make_rsvp(session, make_event(session, campaign, title="Vigil", code="vigil2"), GUEST)
        waiting = make_event(session, campaign, title="Assembly", code="wait22", **HIDDEN)
        make_rsvp(session, waiting, GUEST, is_confirmed=False)
        make_rsvp(session, make_event(session, campaign, title="Not mine"), "other@example.net")
        make_rsvp(session, make_event(session, other, title="Elsewhere"), GUEST)
        payload = {"r": str(first.id), "v": first.link_version}
    return f"/r/{app.extensions['organizer'].signer.sign('rsvp', payload)}/"


def make_address(client: InspectingClient, page: str) -> str:
    """Make the calendar's address on the guest's page, as a guest does; return its path."""
    response = client.submit(page, {}, action="/calendar")
    assert response.status_code == 200
    return address_on(response.text)


def address_on(html: str) -> str:
    """Return the path of the one calendar that a page shows."""
    addresses: set[str] = set(re.findall(r"http://localhost(/feeds/p/[\w-]{43}/my-events\.ics)", html))
    (address,) = addresses
    return address


def events_at(client: InspectingClient, path: str) -> dict[str, Event]:
    """Return the calendar's events by title."""
    response = client.get(path)
    assert response.status_code == 200
    return {str(event["SUMMARY"]): event for event in Calendar.from_ical(response.data).events}


def test_a_guest_makes_a_calendar_of_their_own_answers(client: InspectingClient, page: str) -> None:
    events = events_at(client, make_address(client, page))

    assert set(events) == {"March", "Vigil", "Assembly"}
    assert events["March"]["LOCATION"] == "Casa Callada, Calle 5, Bogotá, Colombia"
    assert "Callada" not in str(events["Assembly"])
    assert [str(events[title]["TRANSP"]) for title in ("March", "Vigil", "Assembly")] == [
        "OPAQUE", "OPAQUE", "TRANSPARENT",
    ]  # fmt: skip
    assert {str(event["CLASS"]) for event in events.values()} == {"PRIVATE"}


def test_r80_the_address_is_shown_once_and_only_its_hash_is_kept(
    client: InspectingClient, app_database: Database, page: str
) -> None:
    path = make_address(client, page)
    token = path.split("/")[3]

    again = client.page(page)
    assert token not in again.html
    assert "can’t show it again" in again.main
    assert len(token) * 6 >= 128
    assert len("https://actions.coalition-for-land-and-water.example.org" + path) <= 256
    with app_database.reading() as session:
        (kept,) = session.scalars(select(CalendarKey.token_hash))
    assert token.encode() not in kept


def test_r80_a_new_address_ends_the_old_one_which_then_looks_like_one_that_never_was(
    client: InspectingClient, app_database: Database, page: str
) -> None:
    old = make_address(client, page)
    new = make_address(client, page)

    ended, never = client.get(old), client.get(f"/feeds/p/{'x' * 43}/my-events.ics")
    assert (ended.status_code, never.status_code) == (404, 404)
    # But for the address itself, which the links to other languages repeat.
    assert ended.text.replace(old, "") == never.text.replace(f"/feeds/p/{'x' * 43}/my-events.ics", "")
    assert dict(ended.headers) == dict(never.headers)
    with counted(app_database.engine) as of_ended:
        client.get(old)
    with counted(app_database.engine) as of_never:
        client.get(f"/feeds/p/{'y' * 43}/my-events.ics")
    assert of_ended.sent == of_never.sent, "more work would take more time"
    assert client.get(new).status_code == 200


def test_r76_r77_r78_a_private_calendar_is_for_its_owner_alone(client: InspectingClient, page: str) -> None:
    path = make_address(client, page)
    response = client.get(path)

    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert response.headers["Content-Disposition"] == 'inline; filename="my-events.ics"'
    assert response.headers["Cache-Control"] == "private, no-cache"
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert {"Set-Cookie", "Access-Control-Allow-Origin"} & set(response.headers.keys()) == set()
    head = client.head(path)
    assert (head.status_code, head.data, head.headers["ETag"]) == (200, b"", response.headers["ETag"])


def test_r73_a_private_calendar_that_did_not_change_is_not_sent_again(client: InspectingClient, page: str) -> None:
    path = make_address(client, page)
    etag = client.get(path).headers["ETag"]

    for tag in (etag, f"W/{etag}", "*"):
        again = client.get(path, headers={"If-None-Match": tag})
        assert (again.status_code, again.data) == (304, b"")
        assert again.headers["Cache-Control"] == "private, no-cache"
    packed = client.get(path, headers={"Accept-Encoding": "gzip", "User-Agent": "Outlook"})
    assert "Content-Encoding" not in packed.headers


def test_r11_r13_it_says_what_it_is_and_not_whose_or_where(client: InspectingClient, page: str) -> None:
    path = make_address(client, page)
    body = client.get(path).get_data(as_text=True).replace("\r\n ", "")

    assert "NAME:Day of land and water – my events\r\n" in body
    assert not [word for word in (path.split("/")[3], "SOURCE", "Marisol", GUEST, "/r/") if word in body]


def test_it_speaks_the_language_of_the_answer_or_of_the_address(client: InspectingClient, page: str) -> None:
    path = make_address(client, page)

    assert b"Day of land and water" in client.get(path, headers={"Accept-Language": "es"}).data
    assert "Día de la tierra y el agua".encode() in client.get("/es" + path).data


def test_r58_an_answer_taken_back_leaves_the_calendar(
    client: InspectingClient, app_database: Database, page: str
) -> None:
    """The event takes place: an entry that says "cancelled" would tell the guest otherwise."""
    path = make_address(client, page)
    with app_database.transaction() as session:
        event = get_event(session, code="march2")
        rsvp = session.scalars(select(Rsvp).where(Rsvp.event_id == event.id)).one()
        cancel(session, rsvp_id=rsvp.id, link_version=rsvp.link_version)

    assert set(events_at(client, path)) == {"Vigil", "Assembly"}


def test_r25_a_cancelled_event_stays_and_says_so_and_a_moved_one_moves(
    client: InspectingClient, app_database: Database, page: str
) -> None:
    path = make_address(client, page)
    with app_database.transaction() as session:
        cancel_event(session, event=get_event(session, code="march2"), writing=writing_at(NOW), reason="Storm")
        vigil = get_event(session, code="vigil2")
        vigil.starts, vigil.starts_utc = vigil.starts + timedelta(hours=1), vigil.starts_utc + timedelta(hours=1)
        mark_visible_change(vigil, NOW, moves_sequence=True)

    events = events_at(client, path)
    assert str(events["CANCELLED: March"]["STATUS"]) == "CANCELLED"
    assert str(events["CANCELLED: March"]["TRANSP"]) == "TRANSPARENT"
    assert events["CANCELLED: March"]["SEQUENCE"] == events["Vigil"]["SEQUENCE"] == 1
    assert events["Vigil"].start == datetime.fromisoformat("2027-11-17T16:00-05:00")


def test_r25_what_was_removed_for_safety_is_a_tombstone_here_too(
    client: InspectingClient, app_database: Database, page: str
) -> None:
    path = make_address(client, page)
    with app_database.transaction() as session:
        hide_event(session, event=get_event(session, code="march2"), writing=writing_at(NOW), reason="Threats")

    body = client.get(path).get_data(as_text=True)
    assert body.count("STATUS:CANCELLED") == 1
    assert not [word for word in ("March", "Callada", "march2") if word in body]
    with time_machine.travel(NOW + timedelta(days=31), tick=False):
        assert "STATUS:CANCELLED" not in client.get(path).get_data(as_text=True)


def test_a_guest_of_nothing_has_an_empty_calendar_and_no_error(
    client: InspectingClient, app_database: Database, page: str
) -> None:
    path = make_address(client, page)
    with app_database.transaction() as session:
        for rsvp in session.scalars(select(Rsvp)):
            cancel(session, rsvp_id=rsvp.id, link_version=rsvp.link_version)

    assert events_at(client, path) == {}


def test_the_key_goes_with_the_last_answer_and_not_before(
    client: InspectingClient, app_database: Database, page: str
) -> None:
    path = make_address(client, page)
    with app_database.transaction() as session:
        vigil = get_event(session, code="vigil2")
        session.execute(delete(Rsvp).where(Rsvp.event_id == vigil.id))
        purge_over(session, now=NOW)
    assert client.get(path).status_code == 200

    with app_database.transaction() as session:
        purge_over(session, now=NOW + timedelta(days=100))
    assert client.get(path).status_code == 404
    with app_database.reading() as session:
        assert session.scalar(select(func.count()).select_from(CalendarKey)) == 0


def test_a_hosts_calendar_outlives_the_purge_of_guests(app_database: Database) -> None:
    with app_database.transaction() as session:
        make_host_key(session, person_id=make_person(session, "host@example.org").id, today=NOW.date())
        purge_over(session, now=NOW)

    with app_database.reading() as session:
        assert session.scalar(select(func.count()).select_from(CalendarKey)) == 1


@pytest.fixture
def host(app_database: Database) -> Person:
    """A host of an event that is public, of one that waits, of none that was turned away."""
    with app_database.transaction() as session:
        campaign = make_campaign(session)
        person = make_person(session, "host@example.org")
        for title, is_published in (("March", True), ("Waits", False)):
            event = make_event(session, campaign, title=title, is_published=is_published, **HIDDEN)
            event.confirmed_at = event.created_at
            event.state = event.state if is_published else type(event.state)("pending")
            add_host(session, event=event, person_id=person.id)
        turned_away = make_event(session, campaign, title="Turned away", is_published=False)
        turned_away.state = type(turned_away.state)("rejected")
        add_host(session, event=turned_away, person_id=person.id)
        make_event(session, campaign, title="Of others", **HIDDEN)
        return person


def make_hosts_address(client: InspectingClient, person: Person) -> str:
    """Make the address on the host's page; return its path."""
    if client.get_cookie("s") is None:
        sign_in(client, person.id)
    response = client.submit("/account/calendar/", {}, action="/make/")
    assert response.status_code == 200
    return address_on(response.text)


def test_a_host_has_what_they_host_with_exact_places(app: Flask, client: InspectingClient, host: Person) -> None:
    path = make_hosts_address(client, host)
    events = events_at(app.test_client(), path)  # type: ignore[arg-type]  # the application makes inspecting ones

    assert {title: str(event["STATUS"]) for title, event in events.items()} == {
        "March": "CONFIRMED",
        "Waits": "TENTATIVE",
    }
    assert {event["LOCATION"] for event in events.values()} == {"Casa Callada, Calle 5, Bogotá, Colombia"}
    assert {str(event["TRANSP"]) for event in events.values()} == {"OPAQUE"}


def test_a_hosts_new_address_ends_the_old_one(client: InspectingClient, host: Person) -> None:
    old = make_hosts_address(client, host)
    new = make_hosts_address(client, host)

    assert (client.get(old).status_code, client.get(new).status_code) == (404, 200)


def test_an_account_that_is_closed_has_no_calendar(
    client: InspectingClient, app_database: Database, host: Person
) -> None:
    path = make_hosts_address(client, host)
    with app_database.transaction() as session:
        session.get_one(Person, host.id).disabled_at = NOW

    assert client.get(path).status_code == 404


def test_who_came_by_the_link_of_one_event_makes_no_calendar_of_all(
    app: Flask, client: InspectingClient, app_database: Database, host: Person
) -> None:
    with app_database.reading() as session:
        event_id = session.scalars(select(EventRow.id).order_by(EventRow.id)).first()
    cookie = sign_in(client, host.id, event_scope=event_id)

    assert client.get("/account/calendar/").status_code == 404
    assert client.post("/account/calendar/make/", data=form_token_for(app, cookie)).status_code == 404


def test_looking_at_the_page_makes_nothing(client: InspectingClient, app_database: Database, page: str) -> None:
    assert "/feeds/p/" not in page_of(client.get(page)).html
    assert client.get(f"{page}calendar").status_code == 303
    with app_database.reading() as session:
        assert session.scalar(select(func.count()).select_from(CalendarKey)) == 0


def test_an_independent_reader_finds_nothing_wrong_with_private_calendars(
    client: InspectingClient, app_database: Database, page: str, tmp_path: Path
) -> None:
    with app_database.transaction() as session:
        person = make_person(session, "host@example.org")
        add_host(session, event=get_event(session, code="march2"), person_id=person.id)
        hosts = make_host_key(session, person_id=person.id, today=NOW.date())
        rsvp = session.scalars(select(Rsvp).order_by(Rsvp.id)).first()
        assert rsvp is not None
        guests = make_guest_key(session, rsvp_id=rsvp.id, link_version=rsvp.link_version, today=NOW.date())
    files = []
    for number, token in enumerate((hosts, guests)):
        files.append(tmp_path / f"{number}.ics")
        files[-1].write_bytes(client.get(f"/feeds/p/{token}/my-events.ics").data)

    # SOURCE would carry the secret address along when the file is passed on.
    checker = [sys.executable, str(shared_path("ical/check_ics.py")), "--strict", "--no-js", "--now", "20271101"]
    checker += ["--ignore", "SOURCE"]
    result = subprocess.run(
        [*checker, "--profile", "private", *map(str, files)], capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr
