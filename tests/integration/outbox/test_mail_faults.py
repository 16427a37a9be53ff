"""Mail servers in trouble, as counts and outcomes: what is promised of mails when nothing else works (R-7, R-15, R-18)."""

import ssl
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select

from organizer.config import MailSettings
from organizer.foundation.db import Database
from organizer.foundation.outbox import Message, Rendered, deliver_due
from organizer.foundation.outbox.delivery import Outcome
from organizer.foundation.outbox.rules import MOST_BROKEN_TRIES, State
from organizer.foundation.outbox.smtp import SmtpTransport
from tests.integration.outbox.conftest import Write, settings_for
from tests.integration.outbox.unruly_server import slow_server, unruly_server
from tests.support.ports import free_port

NOW = datetime.now(UTC).replace(microsecond=0) + timedelta(minutes=1)
TEN_MEGABYTES = 10_000_000


def render(_session: object, message: Message) -> Rendered:
    word = str(message.values()["word"])
    if word == "broken":
        raise KeyError(word)
    return Rendered("Hello", f"{word}\n")


@pytest.fixture(autouse=True)
def _by_that_clock() -> Iterator[None]:
    """Let letters be written a minute before ``NOW``, however long ago this module was read."""
    with time_machine.travel(NOW - timedelta(minutes=1)):
        yield


def deliver(database: Database, settings: MailSettings, at: datetime = NOW) -> dict[Outcome, int]:
    return deliver_due(database, SmtpTransport(settings), render, now=at).counts


def states(database: Database) -> list[tuple[State, str | None]]:
    with database.reading() as session:
        return [(row.state, row.error) for row in session.scalars(select(Message).order_by(Message.id))]


@contextmanager
def refusing() -> Iterator[MailSettings]:
    yield settings_for(free_port())


@contextmanager
def silent() -> Iterator[MailSettings]:
    with slow_server(b"", 10) as port:
        yield settings_for(port, timeout=1)


@contextmanager
def dripping() -> Iterator[MailSettings]:
    """One byte a second: no single read ever runs into the timeout."""
    with slow_server(b"220 mail.example.org ready", 0.6) as port:
        yield settings_for(port, timeout=1)


@contextmanager
def unencrypted() -> Iterator[MailSettings]:
    with unruly_server() as server:
        yield settings_for(server.port, security="starttls")


@contextmanager
def greylisting() -> Iterator[MailSettings]:
    with unruly_server() as server:
        server.answer = lambda _: "451 4.7.1 come again"
        yield settings_for(server.port)


@contextmanager
def rejecting() -> Iterator[MailSettings]:
    with unruly_server() as server:
        server.answer = lambda _: "550 5.7.1 not from you"
        yield settings_for(server.port)


Trouble = Callable[[], AbstractContextManager[MailSettings]]


@pytest.mark.parametrize(
    ("trouble", "cause"),
    [
        (refusing, "connection"),
        (silent, "timeout"),
        (dripping, "timeout"),
        (unencrypted, "tls-or-login-missing"),
        (greylisting, "smtp-451"),
    ],
)
def test_r7_a_mail_waits_with_its_cause_and_leaves_later(
    trouble: Trouble, cause: str, database: Database, write: Write
) -> None:
    write()
    with trouble() as settings:
        deliver(database, settings)
    assert states(database) == [(State.QUEUED, cause)]
    with unruly_server() as works:
        assert deliver(database, settings_for(works.port), NOW + timedelta(minutes=2)) == {Outcome.SENT: 1}
        assert len(works.deliveries) == 1
    assert states(database) == [(State.SENT, None)]


def test_r7_a_certificate_of_nobody_keeps_the_mail_here(
    database: Database, write: Write, server_tls: ssl.SSLContext
) -> None:
    write()
    with unruly_server(tls_context=server_tls) as server:
        deliver(database, settings_for(server.port, security="starttls"))
        assert server.deliveries == []
    assert states(database) == [(State.QUEUED, "certificate")]


def test_r7_a_refusal_for_good_is_dead_with_its_cause(database: Database, write: Write) -> None:
    write()
    with rejecting() as settings:
        assert deliver(database, settings) == {Outcome.DEAD: 1}
    assert states(database) == [(State.DEAD, "smtp-550")]


def test_r15_a_clock_that_goes_back_an_hour_delays_and_doubles_nothing(database: Database, write: Write) -> None:
    write("first@example.org")
    with unruly_server() as server:
        server.answer = lambda _: "451 come again"
        deliver(database, settings_for(server.port))
        server.answer = lambda _: None
        assert deliver(database, settings_for(server.port), NOW - timedelta(hours=1)) == {}, "not due by that clock"
        assert deliver(database, settings_for(server.port), NOW + timedelta(minutes=2)) == {Outcome.SENT: 1}
        assert deliver(database, settings_for(server.port), NOW - timedelta(hours=1)) == {}
        assert len(server.deliveries) == 1


def test_r15_a_clock_that_jumps_a_day_ahead_and_back_sends_each_mail_once(database: Database, write: Write) -> None:
    write("useful@example.org")
    write("too-late@example.org", not_after=NOW + timedelta(hours=2))
    with unruly_server() as server:
        ahead = NOW + timedelta(days=1)
        assert deliver(database, settings_for(server.port), ahead) == {Outcome.SENT: 1, Outcome.DROPPED: 1}
        for back in (timedelta(0), timedelta(hours=1), timedelta(days=2)):
            assert deliver(database, settings_for(server.port), NOW + back) == {}
        assert [one.recipients for one in server.deliveries] == [("useful@example.org",)]


def test_r18_poison_of_each_kind_dies_alone_and_the_others_leave(database: Database, write: Write) -> None:
    poisoned = write("poison@example.org", context={"word": "broken"})
    torn = write("torn@example.org")
    with database.transaction() as session:
        row = session.scalars(select(Message).where(Message.subject_id == torn)).one()
        row.context = '{"word": '  # cut off in the middle
    for number in range(5):
        write(f"guest{number}@example.org")
    write("long@example.org", context={"word": "x" * 70 + " " + "long " * (TEN_MEGABYTES // 5)})
    with unruly_server(data_size_limit=2 * TEN_MEGABYTES) as server:
        at = NOW
        for _ in range(MOST_BROKEN_TRIES + 1):
            deliver(database, settings_for(server.port, timeout=20), at)
            at += timedelta(hours=1)
        arrived = {one.recipients[0] for one in server.deliveries}
    assert {f"guest{number}@example.org" for number in range(5)} <= arrived
    with database.reading() as session:
        dead = {
            row.subject_id: row.error for row in session.scalars(select(Message).where(Message.state == State.DEAD))
        }
    assert dead == {poisoned: "render-KeyError", torn: "render-JSONDecodeError"}
