"""The hosts' list: names and numbers while it is open, nothing of an address ever."""

import csv
import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from organizer.campaigns.rules import SafetyProfile
from organizer.events.models import Event
from organizer.events.operations import add_host
from organizer.events.queries import list_hosts
from organizer.events.rules import EventState
from organizer.foundation.audit import AuditEntry
from organizer.foundation.core.ids import new_id
from organizer.foundation.db import Database
from organizer.foundation.outbox import Message
from organizer.rsvps.models import Rsvp
from organizer.rsvps.operations import Answer, answer_without_mail, cancel, export_of, say_maybe
from organizer.rsvps.rules.door import guest_code
from organizer.rsvps.rules.own_words import new_words
from tests.factories import make_campaign, make_event, make_person, make_rsvp
from tests.factories.rsvps import ANSWERED
from tests.support.client import InspectingClient, page_of
from tests.support.signed_in import sign_in
from tests.support.workbook import cells

CODE = "near22"
LIST = f"/manage/e/{CODE}/guests/"
Open = Callable[..., InspectingClient]


@pytest.fixture
def at_desk(app: Flask, app_database: Database) -> Open:
    """Make an event with a host and guests (address: name, people); return the host's browser."""

    def arrange(
        guests: dict[str, tuple[str | None, int]], *, unconfirmed: tuple[str, ...] = (), **campaign: object
    ) -> InspectingClient:
        with app_database.transaction() as session:
            event = make_event(session, make_campaign(session, **campaign), code=CODE, capacity=50)
            person = make_person(session, "host@example.org")
            session.flush()
            add_host(session, event=event, person_id=person.id)
            for email, (name, people) in guests.items():
                make_rsvp(session, event, email, name=name, people=people, is_confirmed=email not in unconfirmed)
            person_id = person.id
        client = app.test_client()
        sign_in(client, person_id)
        return client

    return arrange


GUESTS: dict[str, tuple[str | None, int]] = {
    "canary-zoe@example.net": ("Zoë", 1), "canary-emile@example.net": ("émile", 3), "canary-none@example.net": (None, 2),
    "canary-fay@example.net": ("Fay", 1),
}  # fmt: skip


def test_hosts_see_who_comes_by_name(at_desk: Open) -> None:
    client = at_desk(GUESTS, unconfirmed=("canary-fay@example.net",))

    page = client.page(LIST)

    order = [page.main.index(words) for words in ("émile", "Fay", "Zoë", "Without a name")]
    assert order == sorted(order)
    assert "7" in page.main
    assert page.main.count("not confirmed yet") == 2, "in the sum and on the row"
    assert client.page(f"/manage/e/{CODE}/").links()["See who"] == LIST


def test_no_address_is_on_any_page_of_it(at_desk: Open, app_database: Database) -> None:
    client = at_desk(GUESTS)
    first = next(path for path in client.page(LIST).links().values() if path.startswith(LIST) and len(path) > 60)
    pages = [client.get(path) for path in (LIST, f"{LIST}door/", first)]
    pages.append(client.send(client.page(LIST).form(action="list.csv"), {}))
    for page in pages:
        assert page.status_code == 200
        assert b"canary" not in page.data
        assert page.headers["Cache-Control"] == "no-store"


def test_a_name_is_found_without_accents(at_desk: Open) -> None:
    client = at_desk(GUESTS)
    found = client.page(f"{LIST}?q=EMILE").main
    assert "émile" in found
    assert "Zoë" not in found
    assert "Nobody of that name." in client.page(f"{LIST}?q=%00%ff<b>").main


def test_who_gave_no_name_is_told_from_others_by_their_code(at_desk: Open, app_database: Database) -> None:
    client = at_desk(GUESTS)
    with app_database.reading() as session:
        codes = [guest_code(rsvp.id).upper() for rsvp in session.scalars(select(Rsvp)) if rsvp.name is None]
    assert codes
    for path in (LIST, f"{LIST}door/"):
        assert all(code in client.page(path).main for code in codes)
    found = client.page(f"{LIST}?q={codes[0].lower()}&show=unconfirmed").main
    assert codes[0] in found, "whatever else is chosen"
    assert "Zoë" not in found


def test_an_empty_list_says_what_helps(at_desk: Open) -> None:
    assert "hang the poster" in at_desk({}).page(LIST).main


def _statuses(app: Flask, database: Database, *days: float) -> list[int]:
    """Return what the list answers so many days after the event's end, to the host signed in then."""
    with database.reading() as session:
        event = session.scalars(select(Event)).one()
        [(host, _)] = list_hosts(session, event_id=event.id)
        end, person_id = event.ends_utc or event.starts_utc, host.person_id
    statuses = []
    for later in days:
        with time_machine.travel(end + timedelta(days=later), tick=False):
            client = app.test_client()
            sign_in(client, person_id)
            statuses.append(client.get(LIST).status_code)
    return statuses


def test_the_list_opens_with_the_event(at_desk: Open, app_database: Database) -> None:
    client = at_desk(GUESTS)
    with app_database.transaction() as session:
        session.scalars(select(Event)).one().state = EventState.PENDING
    client.page(LIST, status=404)


def test_the_list_shuts_two_weeks_after_the_event(app: Flask, at_desk: Open, app_database: Database) -> None:
    at_desk(GUESTS)
    assert _statuses(app, app_database, -1, 13.9, 14.1) == [200, 200, 404]


def test_in_a_high_risk_campaign_the_list_shuts_early_and_never_leaves(
    app: Flask, at_desk: Open, app_database: Database
) -> None:
    client = at_desk(GUESTS, safety=SafetyProfile.HIGH_RISK)
    assert "list.csv" not in client.page(LIST).html
    form = client.page(f"/manage/e/{CODE}/hand-over/").form(action="/hand-over/")
    token = {"csrf_token": form.values["csrf_token"][0]}
    assert client.post(f"{LIST}list.csv", data=token).status_code == 404
    assert _statuses(app, app_database, 2.9, 3.1) == [200, 404]


def test_the_file_is_text_and_taking_it_is_on_record(at_desk: Open, app_database: Database) -> None:
    client = at_desk({"a@example.net": ("=1+1", 2), "b@example.net": ("Ana", 1)})
    assert client.get(f"{LIST}list.csv").status_code != 200, "a look puts nothing on record"

    response = client.send(client.page(LIST).form(action="list.csv"), {})

    rows = list(csv.reader(io.StringIO(response.data.decode("utf-8-sig"))))
    assert rows == [
        ["Name", "People", "Answer", "State", "Takes part", "Answered", "Note"],
        ["'=1+1", "2", "coming", "confirmed", "there", "2027-03-01", ""],
        ["Ana", "1", "coming", "confirmed", "there", "2027-03-01", ""],
    ]  # fmt: skip
    assert response.headers["Content-Disposition"] == f'attachment; filename="guests-{CODE}.csv"'
    with app_database.reading() as session:
        assert session.scalars(select(AuditEntry.verb).where(AuditEntry.verb == "guest-list-taken")).all() == [
            "guest-list-taken"
        ]


def test_a_guest_is_taken_off_with_a_word_and_told(at_desk: Open, app_database: Database) -> None:
    client = at_desk({"ana@example.net": ("Ana", 3)})
    page = client.page(client.page(LIST).links()["Ana"])

    response = client.send(page.form(action="/off"), {"reason": "You called and said you can\u2019t."})

    assert "Taken off the list" in client.page(response.headers["Location"]).main
    with app_database.reading() as session:
        assert session.scalars(select(Event.taken)).one() == 0
        mail = session.scalars(select(Message).where(Message.kind == "rsvp-taken-off")).one()
        assert (mail.recipient, mail.values()) == ("ana@example.net", {"note": "You called and said you can\u2019t."})
        assert "rsvp-taken-off" in session.scalars(select(AuditEntry.verb)).all()
    client.page(page.form(action="/off").action.removesuffix("off"), status=404)


def test_a_reason_that_is_too_long_is_kept_beside_the_error(at_desk: Open, app_database: Database) -> None:
    client = at_desk({"ana@example.net": ("Ana", 3)})
    page = client.page(client.page(LIST).links()["Ana"])
    response = client.send(page.form(action="/off"), {"reason": "x" * 301})
    assert response.status_code == 422
    assert b"x" * 301 in response.data
    with app_database.reading() as session:
        assert session.scalars(select(Event.taken)).one() == 3


def test_the_link_is_sent_again_once_in_five_minutes(at_desk: Open, app_database: Database) -> None:
    with time_machine.travel(datetime(2027, 3, 2, 12, tzinfo=UTC), tick=False):
        client = at_desk({"ana@example.net": ("Ana", 1)})
        form = client.page(client.page(LIST).links()["Ana"]).form(action="/link")
        for _ in range(3):
            response = client.send(form, {})
        assert "on its way" in client.page(response.headers["Location"]).main
    with app_database.reading() as session:
        assert session.scalars(select(Message.kind).where(Message.kind == "rsvp-already")).all() == ["rsvp-already"]


def test_a_guest_of_another_event_is_not_there(at_desk: Open, app_database: Database) -> None:
    client = at_desk({"ana@example.net": ("Ana", 1)})
    with app_database.transaction() as session:
        other = make_event(session, make_campaign(session, slug="other"), code="far333")
        stranger = make_rsvp(session, other, "lu@example.net", name="Lu").id
    client.page(f"{LIST}{stranger}/", status=404)


def test_a_note_is_the_hosts_own_and_the_guest_takes_it_home(at_desk: Open, app_database: Database) -> None:
    client = at_desk({"ana@example.net": ("Ana", 1)})
    one = client.page(LIST).links()["Ana"]
    saved = client.send(client.page(one).form(action="/note"), {"note": "Brings\nthe drum"}, follow_redirects=True)
    assert "Your note is saved." in page_of(saved).main
    assert "with a note" in client.page(LIST).main
    long = client.send(client.page(one).form(action="/note"), {"note": "n" * 501})
    assert long.status_code == 422
    assert "n" * 501 in page_of(long).html
    cut_off = client.page(one).form(action="/note")
    del cut_off.values["note"]
    assert client.send(cut_off, {}).status_code == 422
    assert "with a note" in client.page(LIST).main, "what is kept goes only when its field comes back empty"
    with app_database.transaction() as session:
        rsvp = session.scalars(select(Rsvp)).one()
        assert b"drum" not in (rsvp.note_sealed or b"")
        assert export_of(session, rsvp)["answer"][0]["note"]["value"] == "Brings\nthe drum"
        assert rsvp.note == "Brings\nthe drum"
    rows = list(
        csv.reader(io.StringIO(client.send(client.page(LIST).form(action="list.csv"), {}).data.decode("utf-8-sig")))
    )
    assert rows[1][-1] == "Brings\nthe drum"


def test_the_list_shows_who_is_asked_for_and_the_file_holds_all(at_desk: Open, app_database: Database) -> None:
    """B92: whoever is on the list, in whatever way they came onto it, is in the file."""
    client = at_desk(GUESTS, unconfirmed=("canary-fay@example.net",))
    with app_database.transaction() as session:
        event = session.scalars(select(Event)).one()
        perhaps = make_rsvp(session, event, "perhaps@example.net", name="Perry")
        say_maybe(session, rsvp_id=perhaps.id, link_version=1, now=ANSWERED)
        given = Answer("", "Wordy", 2, "en")
        answer_without_mail(session, code=CODE, given=given, rsvp_id=new_id(), words=new_words(), now=ANSWERED)
        gone = make_rsvp(session, event, "gone@example.net", name="Gone")
        cancel(session, rsvp_id=gone.id, link_version=1)
    shown = {
        "maybe": {"Perry"}, "unconfirmed": {"Fay"}, "without-mail": {"Wordy"}, "nonsense": {"Perry", "Fay", "Wordy", "Zoë"},
    }  # fmt: skip
    everybody = {"Perry", "Fay", "Wordy", "Zoë", "émile"}
    for choice, names in shown.items():
        main = client.page(f"{LIST}?show={choice}").main
        assert {name for name in everybody if name in main} >= names
        if choice != "nonsense":
            assert {name for name in everybody if name in main} == names
    body = client.send(client.page(LIST).form(action="list.xlsx"), {}).data
    rows = cells(body)
    assert rows[0] == ["Name", "People", "Answer", "State", "Takes part", "Answered", "Note"]
    assert {row[0] for row in rows[1:]} == everybody | {""}
    assert {row[0]: (row[1], row[2]) for row in rows}["Perry"] == (1, "maybe")


def test_the_door_list_stands_in_the_order_of_the_events_language(at_desk: Open, app_database: Database) -> None:
    client = at_desk({f"{n}@example.net": (name, 1) for n, name in enumerate(("Zara", "Åsa", "Anna"))})
    with app_database.transaction() as session:
        event = session.scalars(select(Event)).one()
        event.language, event.title = "sv", {"sv": "Marsch"}
    main = client.page(f"{LIST}door/").main
    assert main.index("Anna") < main.index("Zara") < main.index("Åsa")
