"""Thousands of scripted answers from many networks against one event: people get through, and places are kept for them."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from organizer.editions.mail.rendering import MailRoom
from organizer.events.models import Event
from organizer.foundation.core.clock import now
from organizer.foundation.db import Database
from organizer.foundation.outbox import deliver_due, make_transport
from organizer.foundation.outbox.models import Message
from organizer.foundation.outbox.rules import State
from organizer.rsvps.models import Rsvp
from organizer.rsvps.operations import count_drifted, release_holds
from organizer.rsvps.rules import RsvpState
from tests.conftest import MakeApp
from tests.factories import make_campaign, make_event
from tests.support.client import page_of
from tests.support.gate import calculated
from tests.support.length import runs

START = datetime(2027, 11, 1, 12, tzinfo=UTC)
CODE, QUIET = "bogota", "medellin"
PLACES = 200
#: Mailboxes that the attackers can open.
POOL = 30
ATTEMPTS = runs(240, 5000)
#: Answers that are sent in a minute, and mails that a slow relay takes in one.
A_MINUTE, RELAY = runs(120, 500), 120
NETWORKS = 60


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(START, tick=False) as clock:
        yield clock


@dataclass
class Siege:
    """An event, those who flood it, and what came of it."""

    app: Flask
    clock: time_machine.Traveller
    outcomes: Counter[str] = field(default_factory=Counter)
    most_held: int = 0
    most_waiting: int = 0
    patient: list[tuple[datetime, str, dict[str, list[str]]]] = field(default_factory=list)
    stamped: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Every sender has a browser without memory."""
        self.client: FlaskClient = FlaskClient(self.app, use_cookies=False)
        self.database: Database = self.app.extensions["organizer"].database

    def post(self, data: object, network: str, code: str = CODE) -> TestResponse:
        """Send the form of an answer from a network."""
        return self.client.post(f"/e/{code}/rsvp", data=data, headers={"X-Forwarded-For": network})

    def form(self, email: str, code: str = CODE) -> dict[str, list[str]]:
        """Return what a browser sends that loaded the page."""
        form = page_of(self.client.get(f"/e/{code}/")).form(action="/rsvp", having="party_size")
        return form.filled({"email": email})

    def attack(self, number: int) -> None:
        """Send one scripted answer: most programs know nothing of the page between, some calculate or wait."""
        network, email = f"10.{number % NETWORKS}.0.{number % 250}", self._address(number)
        data: dict[str, object] = {"email": email, "party_size": "1"}
        if number % 10 >= 6:
            data = dict(self.stamped) | data
        if number % 10 == 7:
            data["website"] = "https://casino.example"
        response = self.post(data, network)
        if response.status_code == 422 and number % 10 >= 8:
            between = page_of(response).form(having="gate")
            if number % 10 == 8:
                response = self.post(calculated(between), network)
            else:
                self.patient.append((now() + timedelta(seconds=70), network, between.values))
        self.outcomes[f"{number % 10}: {response.status_code}"] += 1

    @staticmethod
    def _address(number: int) -> str:
        """Some are mailboxes of the attackers, asked again and again; all others are made up, or belong to strangers."""
        return f"box{number // 30 % POOL}@evil.example" if number % 3 == 0 else f"victim{number}@example.net"

    def pass_minute(self) -> None:
        """Let those send who waited, the attackers open their mailboxes, holds end, and the relay take its mails."""
        self.clock.shift(61)
        for due, network, values in self.patient:
            if due <= now():
                self.outcomes[f"waited: {self.post(values, network).status_code}"] += 1
        self.patient = [one for one in self.patient if one[0] > now()]
        self.look()
        with self.database.transaction() as session:
            release_holds(session, now=now())
        self.deliver()
        self.confirm_all("@evil.example")

    def look(self) -> None:
        """Look at the counters in the middle of it."""
        with self.database.reading() as session:
            event = session.scalars(select(Event).where(Event.code == CODE)).one()
            waiting = select(func.count()).select_from(Message).where(Message.state == State.QUEUED)
            self.most_held = max(self.most_held, event.held)
            self.most_waiting = max(self.most_waiting, session.scalar(waiting) or 0)
            assert event.held * 5 <= PLACES

    def deliver(self) -> None:
        """Let a slow relay take the mails of a minute."""
        settings = self.app.extensions["organizer"].settings
        deliver_due(self.database, make_transport(settings), MailRoom(self.app).render, now=now(), limit=RELAY)

    def confirm_all(self, ending: str) -> None:
        """Press the button behind each mail that left for these mailboxes."""
        sign = self.app.extensions["organizer"].signer.sign
        with self.database.reading() as session:
            left = set(session.scalars(select(Message.subject_id).where(Message.state == State.SENT)))
            asked = select(Rsvp).where(Rsvp.state == RsvpState.PENDING)
            links = [
                sign("rsvp", {"r": str(row.id), "v": row.link_version})
                for row in session.scalars(asked)
                if row.id in left and (row.email or "").endswith(ending)
            ]
        for link in links:
            assert self.client.post(f"/r/{link}/confirm").status_code == 303

    def confirmed(self, ending: str) -> int:
        """Count whose answer counts."""
        with self.database.reading() as session:
            rows = session.scalars(select(Rsvp).where(Rsvp.state == RsvpState.CONFIRMED))
            return sum((row.email or "").endswith(ending) for row in rows)


@pytest.mark.slow
@pytest.mark.engines("sqlite", "postgresql")
def test_a_flood_of_scripted_answers_leaves_people_a_way(make_app: MakeApp, clock: time_machine.Traveller) -> None:
    app = make_app(quiet_rate=30, proxy_hops=1)
    siege = Siege(app, clock)
    with siege.database.transaction() as session:
        campaign = make_campaign(session)
        make_event(session, campaign, code=CODE, capacity=PLACES)
        make_event(session, campaign, code=QUIET, capacity=PLACES)
    siege.stamped = siege.form("")
    clock.shift(1)

    people = 0
    for minute, begin in enumerate(range(0, ATTEMPTS, A_MINUTE)):
        for number in range(begin, begin + A_MINUTE):
            siege.attack(number)
            clock.shift(timedelta(seconds=60 / A_MINUTE / 2))
        # In the middle of it: somebody with script, somebody without, somebody at the event next door.
        with_script = siege.post(siege.form(f"a{minute}@people.example"), "192.0.2.1")
        if with_script.status_code == 422:
            with_script = siege.post(calculated(page_of(with_script).form(having="gate")), "192.0.2.1")
        assert with_script.status_code == 303
        without = siege.post(siege.form(f"b{minute}@people.example"), "198.51.100.1")
        if without.status_code == 422:
            wait = int(without.headers["Retry-After"])
            assert wait <= 60
            clock.shift(wait)
            without = siege.post(page_of(without).form(having="gate").values, "198.51.100.1")
        assert without.status_code == 303, "who waited as the page says is asked again"
        next_door = siege.post(siege.form(f"c{minute}@people.example", QUIET), "203.0.113.1", QUIET)
        assert next_door.status_code == 303
        people += 3
        siege.pass_minute()
        siege.confirm_all("@people.example")
    siege.pass_minute()
    siege.confirm_all("@people.example")

    with siege.database.reading() as session:
        answers = session.scalar(select(func.count()).select_from(Rsvp)) or 0
        assert count_drifted(session, now=now()) == 0
    print(  # noqa: T201  # shown with -s
        f"{ATTEMPTS} attempts, {answers} answers kept, {siege.confirmed('@evil.example')} of {POOL} boxes confirmed, "
        f"at most {siege.most_held} held and {siege.most_waiting} mails waiting; {dict(sorted(siege.outcomes.items()))}"
    )
    assert siege.confirmed("@people.example") == people
    assert 0 < siege.confirmed("@evil.example") <= POOL
    assert siege.confirmed("@example.net") == 0
    assert answers < ATTEMPTS / 2
    assert siege.most_waiting <= 2 * RELAY, "the queue grows: others wait for their mails"
