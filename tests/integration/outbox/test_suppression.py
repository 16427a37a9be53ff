"""Who gets no mails of a purpose: set by servers and people, honoured before each sending, ended by the person."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer.config import MailSettings
from organizer.foundation.core.ids import new_id
from organizer.foundation.db import Database
from organizer.foundation.outbox import (
    REFUSABLE,
    TRANSACTIONAL,
    Addressee,
    Message,
    Purpose,
    Reason,
    Rendered,
    deliver_due,
    lift_for_confirmed,
    list_stopped,
    outbox_health,
    suppress,
)
from organizer.foundation.outbox.brakes import ALL, hold, let_go
from organizer.foundation.outbox.delivery import Outcome
from organizer.foundation.outbox.models import Tally
from organizer.foundation.outbox.operations import scrub
from organizer.foundation.outbox.purposes import DAILY, STOPPABLE
from organizer.foundation.outbox.rules import HELD_PAUSE, State
from organizer.foundation.outbox.smtp import SmtpTransport, says_nobody
from tests.integration.outbox.conftest import Write
from tests.integration.outbox.unruly_server import UnrulyServer

NOW = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)
GUEST = "guest@example.org"


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=True):
        yield


def render(_session: Session, message: Message) -> Rendered:
    """Render a letter for the purpose that its words name."""
    purpose = Purpose(str(message.values().get("purpose", "notices")))
    way_out = "https://organize.example/stop" if purpose in REFUSABLE else None
    return Rendered(
        "Hello", "hello\n", unsubscribe_url=way_out, unsubscribes_by_post=way_out is not None, purpose=purpose
    )


def deliver(database: Database, settings: MailSettings, *, after: timedelta = timedelta(0)) -> dict[Outcome, int]:
    """Deliver what is due some time from now."""
    return deliver_due(database, SmtpTransport(settings), render, now=NOW + timedelta(seconds=1) + after).counts


def row(database: Database, subject: UUID) -> Message:
    """Return a message, to look at."""
    with database.reading() as session:
        message = session.scalars(select(Message).where(Message.subject_id == subject)).one()
        session.expunge(message)
        return message


def addressee(message: Message) -> Addressee:
    """Return whom a message goes to."""
    return Addressee(message.recipient_index, message.campaign_id)


def letter(write: Write, purpose: Purpose, recipient: str = GUEST, **values: object) -> UUID:
    """Write a letter for a purpose."""
    return write(recipient, context={"purpose": purpose.value}, **values)


def test_a_server_that_knows_nobody_stops_all_but_what_is_asked_for(
    database: Database, write: Write, settings: MailSettings, server: UnrulyServer
) -> None:
    server.answer = lambda _: "550 5.1.1 no such user"
    first = letter(write, Purpose.NOTICES)
    assert deliver(database, settings) == {Outcome.DEAD: 1}
    server.answer = lambda _: None

    for purpose in Purpose:
        letter(write, purpose)
    assert deliver(database, settings) == {Outcome.DROPPED: len(STOPPABLE), Outcome.SENT: 2}
    assert [delivery.recipients for delivery in server.deliveries] == [(GUEST,)] * 2, "the links that were asked for"
    with database.reading() as session:
        assert list_stopped(session, row(database, first).recipient_index) == dict.fromkeys(
            STOPPABLE, frozenset({Reason.BOUNCE})
        )


@pytest.mark.parametrize(
    ("code", "reply", "is_nobody"),
    [
        (550, "5.1.1 <guest@example.org>: no such user", True),
        (550, "no such user", True),
        (550, "5.2.1 mailbox switched off", True),
        (550, "5.7.1 we do not like your network", False),
        (552, "5.2.2 mailbox full", False),
        (554, "refused", False),
        (550, "5.1.10 null MX", True),
        (550, "5.1.100 something of their own", False),
        (553, "5.1.3 bad address", True),
    ],
)
def test_only_a_refusal_of_the_address_itself_counts(code: int, reply: str, is_nobody: bool) -> None:
    assert says_nobody(code, reply.encode()) is is_nobody


def test_a_refused_letter_whose_words_were_at_fault_stops_nothing(
    database: Database, write: Write, settings: MailSettings, server: UnrulyServer
) -> None:
    server.fault = lambda _: "554 5.7.1 spam"
    subject = letter(write, Purpose.MESSAGES)
    assert deliver(database, settings) == {Outcome.DEAD: 1}
    with database.reading() as session:
        assert list_stopped(session, row(database, subject).recipient_index) == {}


def test_one_refused_purpose_leaves_the_others_as_they_are(
    database: Database, write: Write, settings: MailSettings, server: UnrulyServer
) -> None:
    subjects = {purpose: letter(write, purpose) for purpose in Purpose}
    guest = addressee(row(database, subjects[Purpose.NEWS]))
    with database.transaction() as session:
        suppress(session, guest, (Purpose.NEWS,), Reason.UNSUBSCRIBED)
        suppress(session, guest, (Purpose.NEWS,), Reason.UNSUBSCRIBED)  # by two programs at once
    assert deliver(database, settings) == {Outcome.SENT: len(Purpose) - 1, Outcome.DROPPED: 1}
    dropped = row(database, subjects[Purpose.NEWS])
    assert (dropped.state, dropped.error, dropped.recipient) == (State.DROPPED, "suppressed-unsubscribed", None)


def test_another_campaign_knows_nothing_of_it(
    database: Database, write: Write, settings: MailSettings, server: UnrulyServer
) -> None:
    here = letter(write, Purpose.NEWS, campaign_id=new_id())
    there = letter(write, Purpose.NEWS, campaign_id=new_id())
    with database.transaction() as session:
        suppress(session, addressee(row(database, here)), REFUSABLE, Reason.UNSUBSCRIBED)
    assert deliver(database, settings) == {Outcome.SENT: 1, Outcome.DROPPED: 1}
    assert row(database, there).state is State.SENT


def test_a_confirmed_link_ends_what_servers_said_and_keeps_what_the_person_said(
    database: Database, write: Write
) -> None:
    guest = addressee(row(database, letter(write, Purpose.NEWS)))
    with database.transaction() as session:
        suppress(session, guest, STOPPABLE, Reason.BOUNCE)
        suppress(session, guest, (Purpose.NEWS, Purpose.MESSAGES), Reason.UNSUBSCRIBED)
    with database.transaction() as session:
        lift_for_confirmed(session, guest.index, asked_for=(Purpose.NEWS,))
    with database.reading() as session:
        assert list_stopped(session, guest.index) == {Purpose.MESSAGES: frozenset({Reason.UNSUBSCRIBED})}


def test_a_refusable_mail_without_a_way_out_does_not_leave(
    database: Database, write: Write, settings: MailSettings, server: UnrulyServer
) -> None:
    letter(write, Purpose.NEWS)
    forgetful = deliver_due(
        database,
        SmtpTransport(settings),
        lambda _session, _message: Rendered("News", "news\n", purpose=Purpose.NEWS),
        now=NOW + timedelta(seconds=1),
    )
    assert forgetful.counts == {Outcome.BROKEN: 1}
    assert server.deliveries == []


def test_an_address_gets_so_many_mails_a_day_over_all_campaigns_and_the_rest_the_next_day(
    database: Database, write: Write, settings: MailSettings, server: UnrulyServer
) -> None:
    most = DAILY[Purpose.MESSAGES]
    for _ in range(most + 2):
        letter(write, Purpose.MESSAGES, campaign_id=new_id())
    letter(write, Purpose.NOTICES)
    letter(write, Purpose.MESSAGES, "other@example.org")
    assert deliver(database, settings) == {Outcome.SENT: most + 2, Outcome.HELD: 2}
    with database.reading() as session:
        held = session.scalars(select(Message).where(Message.state == State.QUEUED)).all()
        assert {(one.next_attempt_at, one.attempts, one.error) for one in held} == {
            (datetime(2026, 11, 2, tzinfo=UTC), 0, "budget-messages")
        }
        health = outbox_health(session, now=NOW)
        assert (health.failures, health.held) == ({}, {"budget-messages": 2})
    assert deliver(database, settings, after=timedelta(days=1)) == {Outcome.SENT: 2}


def test_counts_of_a_day_are_forgotten_and_lead_from_no_day_to_the_next(
    database: Database, write: Write, settings: MailSettings, server: UnrulyServer
) -> None:
    letter(write, Purpose.NEWS)
    deliver(database, settings)
    letter(write, Purpose.NEWS)
    deliver(database, settings, after=timedelta(days=1))
    with database.reading() as session:
        assert len(set(session.scalars(select(Tally.day_index)))) == 2
    with database.transaction() as session:
        scrub(session, now=NOW + timedelta(days=3))
        assert session.scalars(select(Tally)).all() == []


def test_an_operator_stops_all_mails_or_those_of_a_purpose_within_one_mail(
    database: Database, write: Write, settings: MailSettings, server: UnrulyServer
) -> None:
    asked, message = letter(write, Purpose.ASKED), letter(write, Purpose.MESSAGES)
    with database.transaction() as session:
        hold(session, ALL)
    assert deliver(database, settings) == {}
    with database.transaction() as session:
        let_go(session, ALL)
        hold(session, Purpose.MESSAGES)
    assert deliver(database, settings) == {Outcome.SENT: 1, Outcome.HELD: 1}
    assert row(database, asked).state is State.SENT
    assert (row(database, message).error, row(database, message).attempts) == ("stopped-messages", 0)
    with database.transaction() as session:
        let_go(session, Purpose.MESSAGES)
    assert deliver(database, settings, after=HELD_PAUSE) == {Outcome.SENT: 1}


def test_purposes_are_either_known_or_can_be_refused() -> None:
    assert set(REFUSABLE) | TRANSACTIONAL == set(Purpose)
    assert set(DAILY) == set(Purpose)
    assert max(len(purpose) for purpose in Purpose) <= 32
