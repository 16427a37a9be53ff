"""What is due leaves, and what goes wrong is written on its row."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TypeVar
from uuid import UUID

import pytest
import time_machine
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from organizer.config import MailSettings
from organizer.foundation.core.clock import now
from organizer.foundation.core.email import CleanEmail
from organizer.foundation.core.errors import TryAgainLater
from organizer.foundation.db import Database
from organizer.foundation.outbox import Message, Postman, Rendered, deliver_due, outbox_health, requeue_dead
from organizer.foundation.outbox.claims import claim_next, mark_retry, mark_sent
from organizer.foundation.outbox.delivery import Outcome
from organizer.foundation.outbox.rules import MOST_BROKEN_TRIES, MOST_TRIES, State
from organizer.foundation.outbox.smtp import SmtpTransport
from tests.integration.outbox.conftest import Write, settings_for
from tests.integration.outbox.unruly_server import DROP_AFTER, UnrulyServer
from tests.support.ports import free_port

T = TypeVar("T")
NOW = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)
LEASE = timedelta(minutes=5)


@pytest.fixture(autouse=True)
def _now() -> object:
    with time_machine.travel(NOW, tick=True):
        yield


def render(_session: Session, message: Message) -> Rendered | None:
    """Render any letter; some words say what shall go wrong."""
    word = message.values()["word"]
    if word == "broken":
        raise KeyError("guest@example.org")
    return None if word == "untrue" else Rendered("Hello", f"{word}\n")


def deliver(
    database: Database, settings: MailSettings, *, after: timedelta = timedelta(0), limit: int = 100
) -> dict[Outcome, int]:
    """Deliver what is due some time from now; writing the letters may have taken more than a second."""
    at = max(NOW + timedelta(seconds=1), now()) + after
    return deliver_due(database, SmtpTransport(settings), render, now=at, limit=limit).counts


def row(database: Database, subject: UUID) -> Message:
    """Return a message, to look at."""
    with database.reading() as session:
        message = session.scalars(select(Message).where(Message.subject_id == subject)).one()
        session.expunge(message)  # it keeps what was read after the session ends
        return message


def test_a_letter_arrives_once(database: Database, write: Write, settings: MailSettings, server: UnrulyServer) -> None:
    subject = write()
    assert deliver(database, settings) == {Outcome.SENT: 1}
    assert deliver(database, settings, after=timedelta(days=30)) == {}
    [delivery] = server.deliveries
    assert delivery.text.strip() == "hello"
    message = row(database, subject)
    assert delivery.message["Message-ID"] == f"<{message.message_id}@example.net>"
    assert (message.state, message.next_attempt_at, message.claimed_by) == (State.SENT, None, None)
    assert message.ended_at is not None


def test_a_greylisted_letter_comes_again_and_arrives(
    database: Database, write: Write, settings: MailSettings, server: UnrulyServer
) -> None:
    subject = write()
    server.answer = lambda _recipient: "451 later"
    assert deliver(database, settings) == {Outcome.LATER: 1}
    assert (row(database, subject).error, row(database, subject).attempts) == ("smtp-451", 1)
    server.answer = lambda _recipient: None
    assert deliver(database, settings, after=timedelta(seconds=20)) == {}
    assert deliver(database, settings, after=timedelta(seconds=90)) == {Outcome.SENT: 1}
    assert row(database, subject).error is None


def test_a_refused_letter_is_dead_with_its_cause(
    database: Database, write: Write, settings: MailSettings, server: UnrulyServer
) -> None:
    subject = write("gone@example.org")
    server.answer = lambda recipient: f"550 no such user {recipient}"
    assert deliver(database, settings) == {Outcome.DEAD: 1}
    assert (row(database, subject).state, row(database, subject).error) == (State.DEAD, "smtp-550")
    assert deliver(database, settings, after=timedelta(days=9)) == {}


def test_one_refused_letter_holds_up_no_other(
    database: Database, write: Write, settings: MailSettings, server: UnrulyServer
) -> None:
    for number in range(6):
        write(f"bad{number}@example.org" if number % 2 else f"guest{number}@example.org")
    server.answer = lambda recipient: "550 no" if recipient.startswith("bad") else None
    assert deliver(database, settings) == {Outcome.SENT: 3, Outcome.DEAD: 3}


def test_letters_wait_for_a_server_that_is_away(database: Database, write: Write) -> None:
    subjects = [write(f"guest{number}@example.org") for number in range(3)]
    settings = settings_for(free_port())
    for minutes in range(3):
        assert deliver(database, settings, after=timedelta(minutes=2 * minutes)) == {Outcome.SERVER_AWAY: 1}
    found = [row(database, subject) for subject in subjects]
    assert {(message.state, message.attempts) for message in found} == {(State.QUEUED, 0)}


def test_letters_wait_for_encryption(
    database: Database, write: Write, server: UnrulyServer, settings: MailSettings
) -> None:
    subject = write()
    assert deliver(database, settings_for(server.port, security="starttls")) == {Outcome.SERVER_AWAY: 1}
    assert (row(database, subject).state, server.deliveries) == (State.QUEUED, [])
    assert deliver(database, settings, after=timedelta(minutes=2)) == {Outcome.SENT: 1}


def test_a_mail_whose_answer_is_lost_goes_again_under_the_same_id(
    database: Database, write: Write, settings: MailSettings, server: UnrulyServer
) -> None:
    write()
    server.fault = lambda _recipient: DROP_AFTER
    assert deliver(database, settings) == {Outcome.LATER: 1}
    server.fault = lambda _recipient: None
    assert deliver(database, settings, after=timedelta(minutes=2)) == {Outcome.SENT: 1}
    assert len({delivery.message["Message-ID"] for delivery in server.deliveries}) == 1
    assert len(server.deliveries) == 2


def test_a_letter_that_cannot_be_rendered_dies_alone(
    database: Database, write: Write, settings: MailSettings, server: UnrulyServer
) -> None:
    broken = write("first@example.org", context={"word": "broken"})
    write("second@example.org")
    assert deliver(database, settings) == {Outcome.BROKEN: 1, Outcome.SENT: 1}
    for tries in range(2, MOST_BROKEN_TRIES + 1):
        assert deliver(database, settings, after=timedelta(days=tries)) == {Outcome.BROKEN: 1}
    message = row(database, broken)
    assert (message.state, message.attempts) == (State.DEAD, MOST_BROKEN_TRIES)
    assert message.error == "render-KeyError"
    assert [delivery.recipients for delivery in server.deliveries] == [("second@example.org",)]


def test_a_row_with_broken_values_dies_alone(
    database: Database, write: Write, settings: MailSettings, server: UnrulyServer
) -> None:
    broken = write("first@example.org")
    write("second@example.org")
    with database.transaction() as session:
        session.execute(update(Message).where(Message.subject_id == broken).values(context_sealed=b"\x01rubbish"))
    assert deliver(database, settings) == {Outcome.BROKEN: 1, Outcome.SENT: 1}
    assert row(database, broken).error == "render-SealBroken"


def test_what_is_no_longer_true_is_dropped_and_forgotten(
    database: Database, write: Write, settings: MailSettings, server: UnrulyServer
) -> None:
    subject = write(context={"word": "untrue"})
    assert deliver(database, settings) == {Outcome.DROPPED: 1}
    message = row(database, subject)
    assert (message.state, message.recipient_sealed, message.context_sealed) == (State.DROPPED, None, None)
    assert server.deliveries == []


@pytest.mark.parametrize(("hours", "outcome"), [(1, Outcome.SENT), (3, Outcome.DROPPED)])
def test_what_comes_too_late_is_dropped(
    hours: int, outcome: Outcome, database: Database, write: Write, settings: MailSettings
) -> None:
    write(not_after=NOW + timedelta(hours=2))
    assert deliver(database, settings, after=timedelta(hours=hours)) == {outcome: 1}


def test_an_address_that_could_be_read_as_a_header_gets_nothing(
    database: Database, write: Write, settings: MailSettings
) -> None:
    # As a row may hold it that was written before such addresses were refused at the door.
    subject = write(CleanEmail("=?utf-8?q?a?=@example.org"))
    assert deliver(database, settings) == {Outcome.DEAD: 1}
    assert row(database, subject).error == "address"


def test_a_round_ends_at_its_limit_and_says_so(database: Database, write: Write, settings: MailSettings) -> None:
    for number in range(3):
        write(f"guest{number}@example.org")
    postman = Postman(database, SmtpTransport(settings), render)
    reports = [postman.deliver(now=NOW + timedelta(seconds=1), limit=2) for _ in range(2)]
    assert [(report.counts, report.is_more) for report in reports] == [
        ({Outcome.SENT: 2}, True),
        ({Outcome.SENT: 1}, False),
    ]


def test_a_round_that_is_told_to_stop_finishes_the_mail_at_hand(
    database: Database, write: Write, settings: MailSettings, server: UnrulyServer
) -> None:
    for number in range(3):
        write(f"guest{number}@example.org")
    postman = Postman(database, SmtpTransport(settings), render)
    postman.deliver(now=NOW + timedelta(seconds=1), is_stopping=lambda: bool(server.deliveries))
    with database.reading() as session:
        counts = outbox_health(session, now=NOW).counts
    assert (counts[State.SENT], counts[State.QUEUED], counts[State.CLAIMED]) == (1, 2, 0)


@pytest.mark.parametrize("step", ["claimed", "sent", "released"])
def test_a_claim_is_its_holders_until_the_lease_ends(step: str, database: Database, write: Write) -> None:
    subject = write()
    now = NOW + timedelta(seconds=1)
    first = _claim(database, "first", now)
    assert first is not None
    assert _claim(database, "second", now + LEASE - timedelta(seconds=1)) is None
    if step == "released":
        Postman(database, SmtpTransport(settings_for(1)), render, name="first").release()
        assert _claim(database, "second", now + timedelta(seconds=5)) is not None
        return
    second = _claim(database, "second", now + LEASE)
    assert second is not None
    with database.transaction() as session:
        (mark_sent if step == "sent" else _mark_later)(session, first, now=now + LEASE)
    message = row(database, subject)
    assert message.state is (State.SENT if step == "sent" else State.CLAIMED), "late news of a failure changes nothing"
    assert (message.claimed_by == "second") is (step == "claimed")


def _mark_later(session: Session, claim: object, *, now: datetime) -> None:
    mark_retry(session, claim, now=now, cause="smtp-451")  # type: ignore[arg-type]  # a claim it is


def _claim(database: Database, worker: str, now: datetime) -> object:
    return database.run(lambda session: claim_next(session, now=now, worker=worker, lease=LEASE))


def test_a_letter_that_kills_its_workers_ends(database: Database, write: Write) -> None:
    subject = write()
    now = NOW + timedelta(seconds=1)
    for number in range(MOST_TRIES):
        assert _claim(database, "dies", now + number * LEASE) is not None
    assert _claim(database, "dies", now + MOST_TRIES * LEASE) is None
    assert (row(database, subject).state, row(database, subject).error) == (State.DEAD, "gave-up")


def test_many_workers_share_the_queue_without_doubling(
    database: Database, write: Write, settings: MailSettings, server: UnrulyServer
) -> None:
    for number in range(40):
        write(f"guest{number}@example.org")
    patient = replace(settings, timeout=60)  # four workers and a server share two cores
    rounds: list[Callable[[], object]] = [lambda: deliver(database, patient) for _ in range(4)]
    threads = [threading.Thread(target=one) for one in rounds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    recipients = [delivery.recipients[0] for delivery in server.deliveries]
    assert sorted(recipients) == sorted(f"guest{number}@example.org" for number in range(40))


class _Faltering(Database):
    """A database that is busy when the mail has just left."""

    calls = 0

    def run(self, work: Callable[[Session], T]) -> T:
        self.calls += 1
        if self.calls in (2, 3):  # the first call claims
            raise TryAgainLater
        return super().run(work)


def test_a_mail_that_left_is_noted_even_when_the_database_is_busy(
    database: Database, write: Write, settings: MailSettings, server: UnrulyServer
) -> None:
    subject = write()
    assert deliver(_Faltering(database.engine, database.vault), settings) == {Outcome.SENT: 1}
    assert row(database, subject).state is State.SENT
    assert len(server.deliveries) == 1


def test_dead_letters_can_be_sent_again_by_cause(
    database: Database, write: Write, settings: MailSettings, server: UnrulyServer
) -> None:
    for number in range(3):
        write(f"guest{number}@example.org")
    server.answer = lambda recipient: "554 policy" if recipient.startswith("guest0") else "550 no"
    deliver(database, settings)
    with database.transaction() as session:
        assert requeue_dead(session, now=NOW, cause="smtp-554") == 1
    server.answer = lambda _recipient: None
    assert deliver(database, settings) == {Outcome.SENT: 1}


def test_the_operator_sees_numbers_and_causes(
    database: Database, write: Write, settings: MailSettings, server: UnrulyServer
) -> None:
    for name in ("fine", "late", "gone", "gone-too"):
        write(f"{name}@example.org")
    replies = {"late@example.org": "451 x", "gone@example.org": "550 x", "gone-too@example.org": "550 y"}
    server.answer = replies.get
    deliver(database, settings)
    write("new@example.org")
    with database.reading() as session:
        health = outbox_health(session, now=NOW + timedelta(seconds=10))
    assert {state: count for state, count in health.counts.items() if count} == {
        State.QUEUED: 2, State.SENT: 1, State.DEAD: 2,
    }  # fmt: skip
    assert health.failures == {"smtp-451": 1, "smtp-550": 2}
    assert health.oldest_due is not None
    assert NOW <= health.oldest_due <= NOW + timedelta(seconds=10)
