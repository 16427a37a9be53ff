"""The door: a link for helpers, ticks that may be sent twice, a PIN after wrong codes, and sheets that come back."""

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, select
from werkzeug.test import TestResponse

from organizer.accounts.queries import find_person_by_email
from organizer.campaigns.models import Campaign
from organizer.campaigns.rules import SafetyProfile
from organizer.events.models import Event
from organizer.events.operations import add_host, hide_event
from organizer.foundation.audit import AuditEntry
from organizer.foundation.db import Database
from organizer.rsvps.models import Arrival, DoorLink, Rsvp
from organizer.rsvps.queries import came, count_turnout
from organizer.rsvps.rules.door import MOST_MISSES, MOST_WRONG_PINS, Turnout, guest_code
from tests.factories import make_campaign, make_event, make_person, make_rsvp
from tests.factories.events import WRITING
from tests.support.client import InspectingClient, page_of
from tests.support.signed_in import sign_in

CODE = "near22"
DESK = f"/manage/e/{CODE}/door/"
GUESTS = {"ana@example.net": ("Ana María", 1), "bo@example.net": ("Bo", 4), "no@example.net": (None, 2)}
HERE = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def on_the_day(app_database: Database) -> Iterator[Callable[[float], None]]:
    """Make the event and its guests; it is an hour before the start, or as many as the test says."""
    with app_database.transaction() as session:
        event = make_event(session, make_campaign(session), code=CODE, capacity=50)
        host = make_person(session, "host@example.org")
        session.flush()
        add_host(session, event=event, person_id=host.id)
        for email, (name, people) in GUESTS.items():
            make_rsvp(session, event, email, name=name, people=people)
        start = event.starts_utc.timestamp()
    with time_machine.travel(datetime.fromtimestamp(start - 3600, UTC), tick=False) as clock:
        yield lambda hours: clock.move_to(datetime.fromtimestamp(start - hours * 3600, UTC))


@pytest.fixture
def desk(app: Flask, app_database: Database, on_the_day: object) -> InspectingClient:
    """The host's browser."""
    client: InspectingClient = app.test_client()
    with app_database.reading() as session:
        host = find_person_by_email(session, email="host@example.org")
        assert host is not None
        person_id = host.id
    sign_in(client, person_id)
    return client


@pytest.fixture
def door(desk: InspectingClient) -> str:
    """Make the link; return its path."""
    assert desk.submit(DESK, {}, action="/make").status_code == 303
    return _door_path(desk)


def _door_path(desk: InspectingClient) -> str:
    found = re.search(r"/door/[\w-]{43}/", desk.get(DESK).text)
    assert found is not None
    return found[0]


def codes(database: Database) -> dict[str, str]:
    with database.reading() as session:
        return {rsvp.name or "": guest_code(rsvp.id) for rsvp in session.scalars(select(Rsvp))}


def turnout(database: Database) -> Turnout:
    with database.reading() as session:
        return count_turnout(session, event_id=session.scalars(select(Event.id)).one())


def send(client: FlaskClient, door: str, *ticks: dict[str, object]) -> TestResponse:
    return client.post(f"{door}sync", json={"ticks": list(ticks)}, headers=HERE)


def test_the_door_shows_first_names_codes_and_numbers_and_nothing_else(
    client: InspectingClient, app_database: Database, door: str
) -> None:
    response = client.get(door)
    words = page_of(response).main
    for said in ("Ana", "Bo", "Without a name", *(code.upper() for code in codes(app_database).values())):
        assert said in words
    assert "María" not in response.text
    assert "example.net" not in response.text
    with app_database.reading() as session:
        assert not [rsvp for rsvp in session.scalars(select(Rsvp)) if str(rsvp.id) in response.text]
    assert "no-store" in response.headers["Cache-Control"]
    assert "noindex" in response.headers["X-Robots-Tag"]


def test_a_guest_is_ticked_off_and_taken_back_without_a_script(
    client: InspectingClient, app_database: Database, door: str
) -> None:
    page = client.page(door)
    ana = codes(app_database)["Ana María"]
    form = next(form for form in page.forms() if form.values.get("guest") == [ana])
    for people, count in ((1, 1), (1, 1), (0, 0)):
        response = client.post(form.action, data={"guest": ana, "people": people}, headers=HERE)
        assert response.status_code == 303
        assert turnout(app_database).guests == count


def test_what_is_sent_twice_counts_once(client: InspectingClient, app_database: Database, door: str) -> None:
    """B115: a state is put, never toggled."""
    bo = codes(app_database)["Bo"]
    for _ in range(3):
        answer = send(client, door, {"guest": bo, "people": 3}, {"key": "a" * 24, "people": 5})
        assert answer.status_code == 200
    assert answer.json == {
        "here": {code: 3 if code == bo else 0 for code in codes(app_database).values()},
        "people": 8, "walkIns": 5, "unknown": [],
    }  # fmt: skip
    assert turnout(app_database) == Turnout(guests=3, walk_ins=5, rows=0)


def test_no_more_of_a_party_are_here_than_it_said(client: InspectingClient, app_database: Database, door: str) -> None:
    send(client, door, {"guest": codes(app_database)["Bo"], "people": 50})
    assert turnout(app_database).guests == 4


def test_two_telephones_at_once_count_each_guest_once(app: Flask, app_database: Database, door: str) -> None:
    guests = [{"guest": code, "people": 1} for code in codes(app_database).values()]
    people = [{"key": f"{n:024}", "people": 2} for n in range(5)]

    def phone(_number: int) -> int:
        return int(send(app.test_client(), door, *guests, *people).status_code)

    with ThreadPoolExecutor(6) as pool:
        assert set(pool.map(phone, range(12))) == {200}
    assert turnout(app_database) == Turnout(guests=3, walk_ins=10, rows=0)


def test_a_code_is_found_whatever_the_list_shows(client: InspectingClient, app_database: Database, door: str) -> None:
    """B94: the code counts independent of any filter, also as the address that a camera reads."""
    code = codes(app_database)["Bo"]
    for asked in (code, code.upper(), f"https://act.example.org/e/{CODE}/%23in-{code}"):
        words = client.page(f"{door}?q={asked}").main
        assert "Bo" in words
        assert "Ana" not in words
    assert "Nobody of that name or code" in client.page(f"{door}?q=zzzzz").main


@pytest.mark.parametrize(
    ("hours", "is_open", "is_taken"),
    [(25, False, False), (23.9, True, True), (-10, True, True), (-40, False, True), (-250, False, False)],
)
def test_the_list_is_there_around_the_event_only(
    client: InspectingClient,
    app_database: Database,
    door: str,
    on_the_day: Callable[[float], None],
    hours: float,
    *,
    is_open: bool,
    is_taken: bool,
) -> None:
    on_the_day(hours)
    response = client.get(door)
    assert response.status_code == 200
    assert ("Ana" in response.text) is is_open
    # What was ticked without a network may come late, and is never lost in silence.
    assert send(client, door, {"key": "b" * 24, "people": 2}).status_code == (200 if is_taken else 409)
    assert turnout(app_database).walk_ins == (2 if is_taken else 0)


def test_after_many_wrong_codes_the_door_asks_for_its_pin(
    client: InspectingClient, app_database: Database, desk: InspectingClient, door: str
) -> None:
    wrong = [{"guest": f"zzzz{n % 10}", "people": 1} for n in range(MOST_MISSES)]
    assert send(client, door, *wrong).status_code == 423
    page = client.page(door)
    assert "Ana" not in page.main
    assert send(client, door, {"key": "c" * 24, "people": 2}).status_code == 423
    assert turnout(app_database).walk_ins == 0
    found = re.search(r"<b dir=\"ltr\">(\d{6})</b>", desk.get(DESK).text)
    assert found is not None
    refused = client.post(f"{door}pin", data={"pin": "12"}, headers=HERE)
    assert refused.status_code == 403
    assert f"After {MOST_WRONG_PINS - 1} more tries" in page_of(refused).main
    assert client.post(f"{door}pin", data={"pin": found[1]}, headers=HERE).status_code == 303
    assert "Ana" in client.page(door).main


def test_too_many_wrong_pins_end_the_link(client: InspectingClient, app_database: Database, door: str) -> None:
    send(client, door, *[{"guest": "zzzzz", "people": 1}] * MOST_MISSES)
    statuses = [
        client.post(f"{door}pin", data={"pin": "000"}, headers=HERE).status_code for _ in range(MOST_WRONG_PINS)
    ]
    assert statuses == [403] * (MOST_WRONG_PINS - 1) + [404]
    assert client.get(door).status_code == 404
    with app_database.reading() as session:
        assert session.scalars(select(DoorLink)).all() == []


def test_a_new_link_ends_the_one_before_and_both_acts_are_on_record(
    client: InspectingClient, app_database: Database, desk: InspectingClient, door: str
) -> None:
    desk.submit(DESK, {}, action="/make")
    assert client.get(door).status_code == 404
    newer = _door_path(desk)
    assert client.get(newer).status_code == 200
    desk.submit(DESK, {}, action="/end")
    assert client.get(newer).status_code == 404
    with app_database.reading() as session:
        verbs = session.scalars(select(AuditEntry.verb)).all()
    assert verbs.count("door-opened") == 2


def test_an_event_that_was_taken_away_has_no_door(client: InspectingClient, app_database: Database, door: str) -> None:
    with app_database.transaction() as session:
        hide_event(session, event=session.scalars(select(Event)).one(), writing=WRITING, reason="unsafe")
    assert client.get(door).status_code == 404
    assert send(client, door, {"key": "d" * 24, "people": 1}).status_code == 404


@pytest.mark.parametrize(
    "sent",
    [None, [], {}, {"ticks": 3}, {"ticks": [1]}, {"ticks": [{}]}, {"ticks": [{"guest": "k7m3q"}]}]
    + [{"ticks": [{"key": "e" * 24, "people": people}]} for people in (-1, 51, 1.5, True, "1", None)]
    + [{"ticks": [{"key": key, "people": 1}]} for key in ("", "short", "x" * 49, "a b c d e f g", 7)]
    + [{"ticks": [{"guest": guest, "people": 1}]} for guest in ("", "x" * 201, 5)]
    + [{"ticks": [{"key": "e" * 24, "people": 1}] * 2001}],
)
def test_what_no_telephone_of_ours_sends_is_refused(
    client: InspectingClient, app_database: Database, door: str, sent: object
) -> None:
    assert client.post(f"{door}sync", json=sent, headers=HERE).status_code == 400
    assert turnout(app_database).people == 0


def test_looking_changes_nothing(client: InspectingClient, app_database: Database, door: str) -> None:
    for path in (door, f"{door}tick", f"{door}sync", f"{door}pin", f"{door}worker.js"):
        client.get(path)
        client.head(path)
    assert turnout(app_database).people == 0
    assert client.post(f"{door}sync", json={"ticks": []}, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403


def test_the_count_outlives_the_guests_and_no_row_names_them(
    client: InspectingClient, app_database: Database, door: str
) -> None:
    send(client, door, {"guest": codes(app_database)["Bo"], "people": 3})
    with app_database.transaction() as session:
        event_id = session.scalars(select(Event.id)).one()
        assert len(came(session, event_id=event_id)) == 1
        session.execute(delete(Rsvp))
    with app_database.reading() as session:
        (arrival,) = session.scalars(select(Arrival)).all()
        assert arrival.rsvp_id is None
        assert came(session, event_id=event_id) == frozenset()
    assert turnout(app_database).guests == 3


def test_a_high_risk_campaign_leaves_no_copy_on_the_telephone(
    client: InspectingClient, app_database: Database, door: str
) -> None:
    assert "data-worker" in client.get(door).text
    with app_database.transaction() as session:
        session.scalars(select(Campaign)).one().safety = SafetyProfile.HIGH_RISK
    assert "data-worker" not in client.get(door).text


def test_rows_of_sheets_are_kept_once_however_often_they_are_typed(
    app_database: Database, desk: InspectingClient
) -> None:
    rows = {"filled": "1-14, 17", "consenting": "NEAR22-03, 20"}
    assert desk.submit(DESK, rows, action="/rows").status_code == 303
    assert desk.submit(DESK, {"filled": "14-16", "consenting": ""}, action="/rows").status_code == 303
    assert turnout(app_database).rows == 18
    words = desk.page(DESK).main
    assert "18 rows are kept." in words
    assert "2 have a tick." in words
    desk.submit(DESK, {}, action="/rows/forget")
    assert turnout(app_database).rows == 0


def test_rows_that_are_none_are_said_beside_the_field_and_kept_as_typed(
    app_database: Database, desk: InspectingClient
) -> None:
    response = desk.submit(DESK, {"filled": "1-5, all", "consenting": "2"}, action="/rows")
    assert response.status_code == 422
    page = page_of(response)
    assert "“all” are no rows of a sheet." in page.main
    assert page.form(having="filled").values["filled"] == ["1-5, all"]
    assert turnout(app_database).rows == 0


@pytest.mark.parametrize("body", [b"", b"1", b"[" * 100_000, b"\xff", b"{"])
def test_what_is_no_json_is_refused(client: InspectingClient, door: str, body: bytes) -> None:
    response = client.post(f"{door}sync", data=body, headers={**HERE, "Content-Type": "application/json"})
    assert response.status_code == 400


@pytest.mark.parametrize("sent", [{}, {"people": "1"}, {"people": "1", "guest": "k7m3q", "key": "f" * 24}])
def test_a_tick_is_of_a_guest_or_of_who_just_came(
    client: InspectingClient, app_database: Database, door: str, sent: dict[str, str]
) -> None:
    assert client.post(f"{door}tick", data=sent, headers=HERE).status_code == 422
    assert turnout(app_database).people == 0


def test_a_tick_on_the_page_while_the_pin_is_asked_for_is_not_said_to_be_kept(
    client: InspectingClient, app_database: Database, door: str
) -> None:
    send(client, door, *[{"guest": "zzzzz", "people": 1}] * MOST_MISSES)
    answer = client.post(f"{door}tick", data={"key": "g" * 24, "people": "2"}, headers=HERE)
    assert answer.status_code == 409
    assert "The PIN, please" in page_of(answer).main
    assert turnout(app_database).people == 0
