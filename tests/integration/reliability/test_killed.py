"""Server and worker are killed again and again while people say that they come."""

import http.client
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import pytest
from sqlalchemy import func, select, text

from organizer.config import Settings
from organizer.events.models import Event
from organizer.foundation.core.clock import now
from organizer.foundation.db import Database, Vault
from organizer.foundation.outbox import Message
from organizer.foundation.outbox.rules import State
from organizer.rsvps.models import Rsvp
from organizer.rsvps.operations import count_drifted
from organizer.rsvps.queries import count_holding
from tests.factories import make_campaign, make_event
from tests.support.length import runs
from tests.support.mail_server import MailServer
from tests.support.organizer_process import OrganizerProcess
from tests.support.ports import free_port
from tests.support.unpacked_gazetteer import lend_gazetteer

PEOPLE, CLIENTS, KILLS = runs(160, 2000), runs(8, 16), runs(4, 30)
#: A kill between two answers, not between two thousand: about a twelfth of the answers each.
ANSWERS_BETWEEN_KILLS = PEOPLE // (KILLS + 4)


@dataclass
class Outcomes:
    """What the clients know: acknowledged, or never answered (it may have happened)."""

    acknowledged: set[str] = field(default_factory=set)
    unknown: set[str] = field(default_factory=set)
    refused: list[int] = field(default_factory=list)
    guard: threading.Lock = field(default_factory=threading.Lock)

    def note(self, email: str, status: int | None) -> None:
        with self.guard:
            if status == 303:
                self.acknowledged.add(email)
            elif status is None:
                self.unknown.add(email)
            elif status != 503:
                self.refused.append(status)


@pytest.fixture
def organizer(database_url: str, tmp_path: Path, mail: MailServer) -> Iterator[OrganizerProcess]:
    lend_gazetteer(tmp_path / "instance")
    process = OrganizerProcess(tmp_path / "instance", database_url, free_port(), mail.port)
    yield process
    process.stop()


@pytest.fixture
def keyed(database_url: str, tmp_path: Path) -> Iterator[Database]:
    """The database, opened with the keys of the process's own instance folder."""
    settings = Settings.for_testing(tmp_path / "instance")
    vault = Vault(settings.secrets.vault, settings.secrets.index, settings.instance / "keystore.json")
    database = Database.from_url(database_url, vault=vault)
    yield database
    database.dispose()


@pytest.mark.slow
def test_r1_nothing_acknowledged_is_lost_and_mails_double_at_most_once_per_kill(
    organizer: OrganizerProcess, keyed: Database, mail: MailServer
) -> None:
    with keyed.transaction() as session:
        event = make_event(session, make_campaign(session), capacity=PEOPLE * 5)  # all are held at once
        code, event_id = event.code, event.id
    organizer.start()
    outcomes = Outcomes()

    killer = threading.Thread(target=_kill_now_and_then, args=(organizer, outcomes))
    killer.start()
    with ThreadPoolExecutor(CLIENTS) as pool:
        for number in range(PEOPLE):
            pool.submit(_say_coming, organizer, code, f"guest{number}@example.net", outcomes)
    killer.join()
    _wait_for_an_empty_outbox(keyed)

    stored = _stored(keyed)
    assert outcomes.refused == []
    assert len(outcomes.acknowledged) > PEOPLE // 2
    assert outcomes.acknowledged <= stored <= outcomes.acknowledged | outcomes.unknown
    with keyed.reading() as session:
        taken = session.scalar(select(Event.taken).where(Event.id == event_id))
        assert taken == count_holding(session, event_id=event_id) == len(stored)
        assert count_drifted(session, now=now()) == 0
        if session.connection().dialect.name == "sqlite":
            assert session.execute(text("PRAGMA integrity_check")).all() == [("ok",)]
    _assert_mails(mail, stored)


def _assert_mails(mail: MailServer, stored: set[str]) -> None:
    times = Counter(delivery.recipients[0] for delivery in mail.deliveries)
    assert set(times) == stored
    assert sum(count - 1 for count in times.values()) <= KILLS
    for email in stored:
        assert len({delivery.message["Message-ID"] for delivery in mail.to(email)}) == 1


def _kill_now_and_then(organizer: OrganizerProcess, outcomes: Outcomes) -> None:
    for number in range(1, KILLS + 1):
        _wait_for_answers(outcomes, number * ANSWERS_BETWEEN_KILLS)
        organizer.kill()
        organizer.start()


def _wait_for_answers(outcomes: Outcomes, count: int) -> None:
    until = time.monotonic() + 60
    while len(outcomes.acknowledged) + len(outcomes.unknown) < count and time.monotonic() < until:
        time.sleep(0.01)


def _say_coming(organizer: OrganizerProcess, code: str, email: str, outcomes: Outcomes) -> None:
    """Answer once; a connection that breaks leaves us not knowing. A server that is not there was never asked."""
    body = urlencode({"name": "", "email": email, "party_size": "1"})
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
    for _ in range(400):
        connection = http.client.HTTPConnection("127.0.0.1", organizer.port, timeout=30)
        try:
            connection.connect()
        except OSError:
            time.sleep(0.05)
            continue
        try:
            connection.request("POST", f"/e/{code}/rsvp", body, headers)
            status = connection.getresponse().status
        except (OSError, http.client.HTTPException):
            return outcomes.note(email, None)
        finally:
            connection.close()
        if status != 503:
            return outcomes.note(email, status)
        time.sleep(0.05)
    return None


def _wait_for_an_empty_outbox(database: Database) -> None:
    waiting = select(func.count()).where(Message.state.in_((State.QUEUED, State.CLAIMED)))
    until = time.monotonic() + runs(240, 1200)
    while time.monotonic() < until:
        with database.reading() as session:
            if session.scalar(waiting) == 0:
                return
        time.sleep(0.2)
    raise AssertionError("mails are still waiting")


def _stored(database: Database) -> set[str]:
    with database.reading() as session:
        return {rsvp.email or "" for rsvp in session.scalars(select(Rsvp))}
