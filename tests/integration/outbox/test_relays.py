"""Several mail servers in their order: AD14, the first is refused, the second delivers, nothing comes twice."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from organizer.config import MailSettings, Settings
from organizer.foundation.db import Database
from organizer.foundation.outbox import Message, Rendered, deliver_due
from organizer.foundation.outbox.brakes import BY_HAND, MemoryBrakes, SharedBrakes, hold, read_brakes
from organizer.foundation.outbox.delivery import Outcome
from organizer.foundation.outbox.relays import RelayTransport
from organizer.foundation.outbox.smtp import SmtpTransport
from organizer.foundation.outbox.transport import make_transport
from tests.integration.outbox.conftest import Write, settings_for
from tests.integration.outbox.unruly_server import DROP_AFTER, UnrulyServer, slow_server, unruly_server
from tests.support.ports import free_port


class Clock:
    """A time that a test moves."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 28, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    @property
    def seconds(self) -> float:
        return self.at.timestamp()


@pytest.fixture
def second() -> Iterator[UnrulyServer]:
    with unruly_server() as running:
        yield running


def render(_session: object, message: Message) -> Rendered:
    return Rendered(str(message.values()["word"]), "hello\n")


def relays(clock: Clock, *servers: MailSettings, brakes: MemoryBrakes | SharedBrakes | None = None) -> RelayTransport:
    pairs = [(SmtpTransport(server), server.rate) for server in servers]
    return RelayTransport(pairs, brakes or MemoryBrakes(clock), lambda: clock.seconds)


def deliver(database: Database, transport: RelayTransport, clock: Clock) -> dict[Outcome, int]:
    return deliver_due(database, transport, render, now=clock.at).counts


@pytest.fixture
def clock(write: Write, database: Database) -> Clock:
    """A time after which every letter of the test is due."""
    clock = Clock()
    clock.at = datetime.now(UTC).replace(microsecond=0) + timedelta(minutes=1)
    return clock


def test_the_second_takes_over_while_the_first_refuses_and_nothing_comes_twice(
    database: Database, write: Write, clock: Clock, second: UnrulyServer
) -> None:
    for number in range(4):
        write(f"guest{number}@example.org")
    transport = relays(clock, settings_for(free_port()), settings_for(second.port))
    assert deliver(database, transport, clock) == {Outcome.SENT: 4}
    assert sorted(one.recipients[0] for one in second.deliveries) == [f"guest{n}@example.org" for n in range(4)]


def test_the_first_is_asked_again_after_its_pause(
    database: Database, write: Write, clock: Clock, server: UnrulyServer, second: UnrulyServer
) -> None:
    first_port = free_port()
    transport = relays(clock, settings_for(first_port), settings_for(second.port))
    write()
    deliver(database, transport, clock)
    with unruly_server() as back:
        transport._relays[0].transport._settings = settings_for(back.port)  # its server is up again
        write()
        deliver(database, transport, clock)
        assert len(second.deliveries) == 2, "it is left alone for a minute"
        clock.at += timedelta(seconds=61)
        write()
        deliver(database, transport, clock)
        assert len(back.deliveries) == 1


def test_what_may_have_been_taken_is_not_handed_to_another(
    database: Database, write: Write, clock: Clock, server: UnrulyServer, second: UnrulyServer
) -> None:
    server.fault = lambda _: DROP_AFTER
    write()
    transport = relays(clock, settings_for(server.port), settings_for(second.port))
    assert deliver(database, transport, clock) == {Outcome.LATER: 1}
    assert (len(server.deliveries), second.deliveries) == (1, [])


def test_a_server_that_always_cuts_off_is_left_alone_in_the_end(
    database: Database, write: Write, clock: Clock, server: UnrulyServer, second: UnrulyServer
) -> None:
    server.fault = lambda _: DROP_AFTER
    for number in range(4):
        write(f"guest{number}@example.org")
    transport = relays(clock, settings_for(server.port), settings_for(second.port))
    assert deliver(database, transport, clock) == {Outcome.LATER: 3, Outcome.SENT: 1}
    assert len(second.deliveries) == 1


def test_a_refusal_of_the_recipient_is_not_carried_to_another_server(
    database: Database, write: Write, clock: Clock, server: UnrulyServer, second: UnrulyServer
) -> None:
    server.answer = lambda _: "550 5.1.1 no such user"
    write()
    transport = relays(clock, settings_for(server.port), settings_for(second.port))
    assert deliver(database, transport, clock) == {Outcome.DEAD: 1}
    assert second.deliveries == []


def test_a_silent_first_server_costs_each_mail_nothing_once_it_is_known(
    database: Database, write: Write, clock: Clock, second: UnrulyServer
) -> None:
    for number in range(3):
        write(f"guest{number}@example.org")
    with slow_server(b"2", 30) as port:
        transport = relays(clock, settings_for(port, timeout=1), settings_for(second.port))
        assert deliver(database, transport, clock) == {Outcome.SENT: 3}
    assert {relay.name for relay in transport._relays if transport._brakes.is_held(relay.name)} == {"relay-1"}


def test_a_server_gets_so_many_mails_a_minute(
    database: Database, write: Write, clock: Clock, server: UnrulyServer, second: UnrulyServer
) -> None:
    for number in range(6):
        write(f"guest{number}@example.org")
    first = MailSettings(host="127.0.0.1", port=server.port, security="none", rate=2, sender="noreply@example.net")
    other = MailSettings(host="127.0.0.1", port=second.port, security="none", rate=3, sender="noreply@example.net")
    transport = relays(clock, first, other)
    assert deliver(database, transport, clock) == {Outcome.SENT: 5, Outcome.SERVER_AWAY: 1}
    assert (len(server.deliveries), len(second.deliveries)) == (2, 3)
    clock.at += timedelta(seconds=61)
    assert deliver(database, transport, clock) == {Outcome.SENT: 1}


def test_one_worker_tells_the_others_and_an_operators_word_stands(
    database: Database, write: Write, clock: Clock, second: UnrulyServer
) -> None:
    write()
    transport = relays(
        clock, settings_for(free_port()), settings_for(second.port), brakes=SharedBrakes(database, clock)
    )
    assert deliver(database, transport, clock) == {Outcome.SENT: 1}
    with database.reading() as session:
        held = read_brakes(session)["relay-1"]
        assert (held.cause, held.misses, held.until) == ("connection", 1, clock.at + timedelta(minutes=1))
    assert SharedBrakes(database, clock).is_held("relay-1")

    with database.transaction() as session:
        hold(session, "relay-1")
    SharedBrakes(database, clock).miss("relay-1", "timeout")
    SharedBrakes(database, clock).clear("relay-1")
    with database.reading() as session:
        assert read_brakes(session)["relay-1"].cause == BY_HAND
    clock.at += timedelta(days=9)
    assert SharedBrakes(database, clock).is_held("relay-1")


def test_where_mails_come_back_to_holds_the_key_of_the_mail(
    database: Database, write: Write, clock: Clock, server: UnrulyServer
) -> None:
    write()
    transport = SmtpTransport(settings_for(server.port), bounces="bounces+*@example.net")
    deliver_due(database, transport, render, now=clock.at)
    [came] = server.deliveries
    key = str(came.message["Message-ID"]).strip("<>").partition("@")[0]
    assert came.sender == f"bounces+{key}@example.net"
    assert came.message["From"].addresses[0].addr_spec == "noreply@example.net"


def test_settings_name_servers_in_their_order(tmp_path: object) -> None:
    env = {
        "ORGANIZER_INSTANCE": str(tmp_path),
        "ORGANIZER_SMTP_HOST": "a.example",
        "ORGANIZER_SMTP_3_HOST": "c.example",
    }
    env |= {"ORGANIZER_SMTP_3_SECURITY": "tls", "ORGANIZER_SMTP_3_PORT": "465", "ORGANIZER_SMTP_3_RATE": "30"}
    settings, problems = Settings.draft(env)
    assert problems == ()
    assert [(one.host, one.port, one.security, one.rate) for one in (settings.mail, *settings.mail.others)] == [
        ("a.example", 587, "starttls", 0), ("c.example", 465, "tls", 30)
    ]  # fmt: skip
    assert isinstance(make_transport(settings), RelayTransport)
    _, problems = Settings.draft({**env, "ORGANIZER_MAIL_BOUNCES": "x", "ORGANIZER_DKIM_SELECTOR": "mail"})
    assert len(problems) == 2
