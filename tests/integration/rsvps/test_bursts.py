"""A burst of answers that nobody confirmed is seen at the desk and rejected in one step; who confirmed stays."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from organizer.events.models import Event
from organizer.events.operations import add_host
from organizer.foundation.access import ANONYMOUS
from organizer.foundation.audit.models import AuditEntry
from organizer.foundation.core.ids import first_id_at, instant_of, new_id
from organizer.foundation.db import Database
from organizer.foundation.outbox.models import Message
from organizer.rsvps.models import Rsvp
from organizer.rsvps.operations import Answer, answer, confirm, count_drifted, reject_unconfirmed
from organizer.rsvps.operations.bursts import find_unconfirmed_burst, list_bursts
from organizer.rsvps.rules import RsvpState
from organizer.rsvps.rules.bursts import FEWEST, Span, find_bursts
from tests.factories import make_campaign, make_event, make_person
from tests.support.client import InspectingClient
from tests.support.signed_in import sign_in

CODE, START = "bogota", datetime(2027, 11, 1, 12, tzinfo=UTC)
DESK = f"/manage/e/{CODE}/"


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(START, tick=False) as clock:
        yield clock


def _arrange(database: Database, clock: time_machine.Traveller, *, many: int = FEWEST) -> UUID:
    """One guest who has not confirmed, an hour later a burst with one who has; then all is quiet again."""
    with database.transaction() as session:
        event = make_event(session, make_campaign(session), code=CODE, capacity=50)
        event_id = event.id
    _come(database, "early@x.org")
    clock.shift(timedelta(hours=1))
    for number in range(many):
        clock.shift(10)
        _come(database, f"{number}@bot.example")
    key = _come(database, "real@x.org")
    with database.transaction() as session:
        confirm(session, rsvp_id=key, link_version=1, now=datetime.now(UTC))
    clock.shift(timedelta(minutes=20))
    return event_id


def _come(database: Database, email: str) -> UUID:
    with database.transaction() as session:
        given = Answer(email, email.split("@", maxsplit=1)[0], 1, "en")
        return answer(session, code=CODE, given=given, now=datetime.now(UTC)).id


def test_a_burst_is_rejected_in_one_step_and_nothing_else_is_touched(
    database: Database, clock: time_machine.Traveller
) -> None:
    event_id = _arrange(database, clock)
    with database.reading() as session:
        (burst,) = list_bursts(session, event_id=event_id, now=datetime.now(UTC))
        assert session.get_one(Event, event_id).held == 10, "a fifth of the places"
    assert (burst.unconfirmed, burst.confirmed, burst.span.minutes) == (FEWEST, 1, 4)

    for rejected in (FEWEST, 0):  # the second time finds nothing
        with database.transaction() as session:
            found = reject_unconfirmed(
                session, event_id=event_id, span=burst.span, actor=ANONYMOUS, now=datetime.now(UTC)
            )
            assert found == rejected

    with database.reading() as session:
        states = {row.email: row.state for row in session.scalars(select(Rsvp))}
        counted = session.execute(select(Event.taken, Event.held)).one()
        subjects = set(session.scalars(select(Message.subject_id)))
        rejected_acts = select(AuditEntry).where(AuditEntry.verb == "burst-rejected")
        reasons = [entry.reason for entry in session.scalars(rejected_acts)]
        ids = set(session.scalars(select(Rsvp.id)))
        assert count_drifted(session, now=datetime.now(UTC)) == 0
        assert find_unconfirmed_burst(session, event_id=event_id, now=datetime.now(UTC)) is None
    assert states == {"early@x.org": RsvpState.PENDING, "real@x.org": RsvpState.CONFIRMED}
    assert counted == (2, 1)
    assert subjects == ids, "a mail to somebody who was rejected waits still, or one to somebody else is gone"
    assert reasons == [str(FEWEST)]


def test_a_span_that_reaches_over_the_burst_rejects_nothing(database: Database, clock: time_machine.Traveller) -> None:
    event_id = _arrange(database, clock)
    with database.transaction() as session:
        (burst,) = list_bursts(session, event_id=event_id, now=datetime.now(UTC))
        for span in (Span(START, burst.span.last), Span(burst.span.first, datetime.now(UTC))):
            found = reject_unconfirmed(session, event_id=event_id, span=span, actor=ANONYMOUS, now=datetime.now(UTC))
            assert found == 0
        assert session.scalar(select(func.count()).select_from(Rsvp)) == FEWEST + 2


def test_answers_without_a_mail_that_wait_for_the_hosts_are_part_of_a_burst(
    database: Database, clock: time_machine.Traveller
) -> None:
    with database.transaction() as session:
        event = make_event(session, make_campaign(session), code=CODE, asks_first=True)
        event_id = event.id
    keys = {}
    for name in (*map(str, range(FEWEST)), "real"):
        clock.shift(10)
        keys[name] = _come(database, f"{name}@x.org")
    with database.transaction() as session:
        for name, key in keys.items():
            rsvp = session.get_one(Rsvp, key)
            rsvp.state, rsvp.words_index = RsvpState.ASKED, None if name == "real" else name.encode()
    with database.transaction() as session:
        (burst,) = list_bursts(session, event_id=event_id, now=datetime.now(UTC))
        assert (burst.unconfirmed, burst.confirmed) == (FEWEST, 1)
        found = reject_unconfirmed(session, event_id=event_id, span=burst.span, actor=ANONYMOUS, now=datetime.now(UTC))
        assert found == FEWEST
        assert [row.email for row in session.scalars(select(Rsvp))] == ["real@x.org"]


@pytest.mark.engines("sqlite")
def test_the_host_sees_it_at_the_desk_and_takes_off_who_confirmed(
    app: Flask, client: InspectingClient, app_database: Database, clock: time_machine.Traveller
) -> None:
    event_id = _arrange(app_database, clock)
    with app_database.transaction() as session:
        host = make_person(session, "host@example.org")
        session.flush()
        add_host(session, event=session.get_one(Event, event_id), person_id=host.id)
        person_id = host.id
    sign_in(client, person_id)
    for page in (DESK, f"{DESK}guests/"):
        assert "20 answers that nobody confirmed came within 4 min." in client.page(page).main
    page = client.page(f"{DESK}bursts/")
    assert "08:00" in page.main, "in the event's own time"
    assert "Reject 20 answers" in page.main
    assert "early" not in page.main

    assert client.post(f"{DESK}bursts/").status_code in (302, 303, 400), "never without a token"
    form = page.form(having="first")
    for wrong in ("", "x", "9" * 40, "-1"):
        assert client.send(form, {"first": wrong}).location.endswith("/bursts/")
    assert client.get(f"{DESK}bursts/confirmed/?first=2&last=1").status_code == 404

    first, last = form.values["first"][0], form.values["last"][0]
    confirmed = client.page(f"{DESK}bursts/confirmed/?first={first}&last={last}&all=y")
    assert "real" in confirmed.main
    assert client.send(confirmed.form(action="/confirmed/"), {"guest": []}).location.endswith("/bursts/")
    assert "real" in client.page(f"{DESK}guests/").main
    assert client.send(form, {}).location.endswith("?done=burst-rejected")
    done = client.send(confirmed.form(action="/confirmed/"), {})
    assert done.location.endswith("?done=burst-taken-off")
    page = client.page(f"{DESK}bursts/")
    assert "nothing unusual" in page.main
    assert "within" not in client.page(DESK).main
    with app_database.reading() as session:
        assert session.scalars(select(Message.kind).where(Message.kind == "rsvp-taken-off")).all()


def test_a_slow_stream_of_answers_is_none() -> None:
    quick = [START + timedelta(seconds=20 * number) for number in range(FEWEST)]
    assert [(span.first, span.last) for span in find_bursts(quick)] == [(quick[0], quick[-1])]
    assert find_bursts(quick[1:]) == []
    assert find_bursts([START + timedelta(minutes=number) for number in range(100)]) == []
    later = [moment + timedelta(hours=1) for moment in quick]
    assert len(find_bursts(quick + later)) == 2
    assert find_bursts([]) == []


def test_keys_tell_when_they_were_made(clock: time_machine.Traveller) -> None:
    key = new_id()
    assert instant_of(key) == START
    assert first_id_at(START) <= key < first_id_at(START + timedelta(milliseconds=1))
    assert first_id_at(datetime(1960, 1, 1, tzinfo=UTC)).int == 0
