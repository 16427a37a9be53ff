"""Waiting, deciding and lending a hand, through the pages: the guest's own, the event's, the hosts'."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from organizer.events.models import Event
from organizer.events.operations import add_host
from organizer.events.queries import get_event
from organizer.events.rules import Mode
from organizer.foundation.core.clock import now
from organizer.foundation.db import Database
from organizer.rsvps.models import Rsvp, Shift
from organizer.rsvps.operations import cancel, list_events_with_turns, take_turns
from organizer.rsvps.rules import RsvpState
from organizer.rsvps.rules.shifts import ShiftPlan, ShiftRole, ShiftTimesWrong, minutes_of
from tests.factories import make_campaign, make_event, make_person, make_rsvp
from tests.support.client import InspectingClient
from tests.support.page import Page
from tests.support.signed_in import sign_in

pytestmark = pytest.mark.engines("sqlite")
CODE = "bogota"
DAY = datetime(2027, 11, 17, 6)  # noqa: DTZ001 - wall time
EVENT, LIST, PLAN = f"/e/{CODE}/", f"/manage/e/{CODE}/guests/", f"/manage/e/{CODE}/shifts/"


def _arrange(app: Flask, database: Database, **details: object) -> InspectingClient:
    """Make an event and return the browser of its host."""
    with database.transaction() as session:
        event = make_event(session, make_campaign(session), code=CODE, **details)  # type: ignore[arg-type]
        person = make_person(session, "host@example.org")
        session.flush()
        add_host(session, event=event, person_id=person.id)
        person_id = person.id
    client = app.test_client()
    assert isinstance(client, InspectingClient)
    sign_in(client, person_id)
    return client


def _come(database: Database, email: str, people: int = 1) -> UUID:
    with database.transaction() as session:
        return make_rsvp(session, get_event(session, code=CODE), email, people=people).id


def _own_page(app: Flask, database: Database, email: str) -> str:
    with database.reading() as session:
        rsvp = next(row for row in session.scalars(select(Rsvp)) if row.email == email)
        token = app.extensions["organizer"].signer.sign("rsvp", {"r": str(rsvp.id), "v": rsvp.link_version})
    return f"/r/{token}/"


def _turn(database: Database) -> None:
    with database.transaction() as session:
        for event_id in list_events_with_turns(session, now=now()):
            take_turns(session, event_id=event_id, now=now())


def _state(database: Database, email: str) -> RsvpState:
    with database.reading() as session:
        return next(row.state for row in session.scalars(select(Rsvp)) if row.email == email)


def _press(client: InspectingClient, page: Page, action: str, **answers: str) -> None:
    form = page.form(action=action, having="name" if action == "/rsvp" else None)
    assert client.send(form, answers).status_code == 303


def test_a_full_event_leads_to_the_list_and_the_list_to_a_place(
    app: Flask, client: InspectingClient, app_database: Database
) -> None:
    host = _arrange(app, app_database, capacity=1)
    first = _come(app_database, "ana@x.org")

    page = client.page(EVENT)
    assert "All places are taken." in page.main
    _press(client, page, "/rsvp", email="lu@x.org", name="Lu")
    own = _own_page(app, app_database, "lu@x.org")
    assert "Put me on the waiting list" in client.page(own).main
    _press(client, client.page(own), "/confirm")
    assert "You’re the next." in client.page(own).main
    assert "Waiting list" in host.page(LIST).main
    assert "Lu" in host.page(LIST).main

    with app_database.transaction() as session:
        cancel(session, rsvp_id=first, link_version=1)
    _turn(app_database)

    assert "There is a place for you" in client.page(own).main
    assert "has an offer of a place" in host.page(LIST).main
    assert "All places are taken." in client.page(EVENT).main, "the offer holds it"
    for _ in range(2):
        assert client.get(own).status_code == 200
        assert _state(app_database, "lu@x.org") is RsvpState.OFFERED, "looking changes nothing"
    _press(client, client.page(own), "/confirm")
    assert "You’re coming" in client.page(own).main


def test_b115_pressing_twice_is_pressing_once(app: Flask, client: InspectingClient, app_database: Database) -> None:
    _arrange(app, app_database, capacity=1)
    _come(app_database, "ana@x.org")
    _press(client, client.page(EVENT), "/rsvp", email="lu@x.org")
    own = _own_page(app, app_database, "lu@x.org")
    form = client.page(own).form(action="/confirm")
    for _ in range(3):
        assert client.send(form, {}).status_code == 303
    with app_database.reading() as session:
        assert session.scalars(select(Event.waiting)).one() == 1


def test_a_party_that_does_not_fit_is_offered_the_list(
    app: Flask, client: InspectingClient, app_database: Database
) -> None:
    _arrange(app, app_database, capacity=3)
    _come(app_database, "ana@x.org", 2)
    answer = client.send(client.page(EVENT).form(having="party_size"), {"email": "lu@x.org", "party_size": "2"})
    assert answer.status_code == 409
    assert "Put me on the waiting list" in answer.text


def test_where_there_are_two_ways_the_guest_picks_one(
    app: Flask, client: InspectingClient, app_database: Database
) -> None:
    host = _arrange(app, app_database, mode=Mode.HYBRID, capacity=1, online_capacity=5, online_url="https://x.org/j")
    _come(app_database, "ana@x.org")
    page = client.page(EVENT)
    assert "I join online" in page.main
    assert "All places are taken: you get on the waiting list." in page.main
    _press(client, page, "/rsvp", email="lu@x.org", way="online", name="Lu")
    own = _own_page(app, app_database, "lu@x.org")
    _press(client, client.page(own), "/confirm")
    assert _state(app_database, "lu@x.org") is RsvpState.CONFIRMED
    assert "online" in host.page(LIST).main


def test_hosts_decide_with_a_reason_and_may_change_their_mind(
    app: Flask, client: InspectingClient, app_database: Database
) -> None:
    host = _arrange(app, app_database, asks_first=True, capacity=5)
    _press(client, client.page(EVENT), "/rsvp", email="lu@x.org", name="Lu")
    own = _own_page(app, app_database, "lu@x.org")
    _press(client, client.page(own), "/confirm")
    assert "The hosts have your answer" in client.page(own).main
    with app_database.reading() as session:
        assert session.scalars(select(Event.taken)).one() == 0, "who asks has no places"

    asked = host.page(LIST).links()["Lu"]
    assert "They wait for your yes or no" in host.page(LIST).main
    _press(host, host.page(asked), "/no", why="not-known", words="Call us.")
    assert "The hosts said no this time" in client.page(own).main
    assert "You said no to them" in host.page(LIST).main
    _press(host, host.page(asked), "/yes")
    assert "You’re coming" in client.page(own).main


def test_shifts_are_planned_taken_and_seen(app: Flask, client: InspectingClient, app_database: Database) -> None:
    host = _arrange(app, app_database)
    plan = {"role": "medic", "day": "2027-11-17", "start": "14:00", "end": "16:00", "hands": "1"}
    _press(host, host.page(PLAN), PLAN, **plan)
    wrong = host.send(host.page(PLAN).form(having="role"), {**plan, "day": "2029-01-01"})
    assert wrong.status_code == 422
    assert "The end must come after the start" in wrong.text
    assert "First aid" in client.page(EVENT).main
    for email in ("ana@x.org", "lu@x.org"):
        _come(app_database, email)
    own, other = (_own_page(app, app_database, email) for email in ("ana@x.org", "lu@x.org"))
    with app_database.reading() as session:
        shift = str(session.scalars(select(Shift.id)).one())
    late = client.page(other).form(action="/shifts")

    for _ in range(2):
        _press(client, client.page(own), "/shifts", shift=shift)
    refused = client.send(late, {"shift": shift})

    assert refused.status_code == 409
    assert "Others were faster" in refused.text
    assert "1 of 1" in host.page(PLAN).main
    assert "Marisol" in host.page(PLAN).main
    assert "Enough hands" in client.page(other).main
    few = host.send(host.page(PLAN).form(action="/hands"), {"hands": "0"})
    assert few.status_code == 422
    with app_database.transaction() as session:
        event = session.scalars(select(Event)).one()
        event.starts += timedelta(hours=1)
    assert "15:00–17:00" in host.page(PLAN).main, "it moves with the event"
    with app_database.transaction() as session:
        cancel(
            session, rsvp_id=next(r.id for r in session.scalars(select(Rsvp)) if r.email == "ana@x.org"), link_version=1
        )
    assert "0 of 1" in host.page(PLAN).main
    _press(host, host.page(PLAN), "/remove")
    assert "First aid" not in client.page(EVENT).main


def test_b98_closed_says_so(app: Flask, client: InspectingClient, app_database: Database) -> None:
    _arrange(app, app_database, capacity=0)
    assert "Sign-up is closed." in client.page(EVENT).main


def test_b92_b94_who_waits_is_in_the_file_and_found(
    app: Flask, client: InspectingClient, app_database: Database
) -> None:
    host = _arrange(app, app_database, capacity=1)
    _come(app_database, "ana@x.org")
    _press(client, client.page(EVENT), "/rsvp", email="lu@x.org", name="Lu")
    _press(client, client.page(_own_page(app, app_database, "lu@x.org")), "/confirm")
    body = host.send(host.page(LIST).form(action="list.csv"), {}).get_data(as_text=True)
    assert '"Lu","1","coming","waits for a place"' in body
    assert "Lu" in host.page(f"{LIST}?q=mari").main, "who waits is there whatever is looked for"


def test_an_unknown_answer_and_a_shift_of_nearly_a_day_are_refused(app: Flask, app_database: Database) -> None:
    client = _arrange(app, app_database)
    sent = {"email": "lu@example.net", "party_size": "1", "reply": "no"}
    assert client.post(f"/e/{CODE}/rsvp", data=sent).status_code == 422
    with app_database.reading() as session:
        assert session.scalar(select(Rsvp.id)) is None
    with pytest.raises(ShiftTimesWrong):
        minutes_of(ShiftPlan(ShiftRole.MEDIC, DAY, DAY + timedelta(hours=23), None), DAY)
    assert minutes_of(ShiftPlan(ShiftRole.MEDIC, DAY, DAY + timedelta(hours=16), None), DAY) == (0, 960)
