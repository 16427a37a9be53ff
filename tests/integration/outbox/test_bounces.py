"""Reports of mails that came back: believed about mails of ours alone, and about whom they went to."""

import mailbox
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from organizer.cli.mail import mail_cli
from organizer.config import MailSettings
from organizer.foundation.db import Database
from organizer.foundation.outbox import Message, Purpose, Reason, deliver_due, list_stopped, outbox_health
from organizer.foundation.outbox.bounces import Noted, Verdict, note_report, read_report
from organizer.foundation.outbox.compose import Rendered
from organizer.foundation.outbox.purposes import REFUSABLE, STOPPABLE
from organizer.foundation.outbox.smtp import SmtpTransport
from tests.conftest import MakeApp
from tests.integration.outbox.conftest import Write
from tests.integration.outbox.unruly_server import UnrulyServer

STRANGER = "stranger@example.org"


def dsn(original: bytes | str, *, action: str = "failed", status: str = "5.1.1", names: str = STRANGER) -> bytes:
    """Return a report as Postfix writes it; ``original``: the mail that came back, or its headers."""
    head = original if isinstance(original, str) else original.partition(b"\r\n\r\n")[0].decode()
    return (
        "Return-Path: <>\r\nFrom: MAILER-DAEMON@mx.example.org (Mail Delivery System)\r\nTo: bounces@example.net\r\n"
        "Subject: Undelivered Mail Returned to Sender\r\nAuto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\nI am sorry.\r\n\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.org\r\n\r\n"
        f"Final-Recipient: rfc822; {names}\r\nAction: {action}\r\nStatus: {status}\r\n"
        f"Diagnostic-Code: smtp; 550 {status} says so\r\n\r\n"
        f"--b\r\nContent-Type: text/rfc822-headers\r\n\r\n{head}\r\n\r\n--b--\r\n"
    ).encode()


def complaint(original: bytes) -> bytes:
    """Return a complaint (RFC 5965)."""
    head = original.partition(b"\r\n\r\n")[0].decode()
    return (
        "From: fbl@mx.example.org\r\nTo: bounces@example.net\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=feedback-report; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: message/feedback-report\r\n\r\nFeedback-Type: abuse\r\nUser-Agent: x/1\r\nVersion: 1\r\n\r\n"
        f"--b\r\nContent-Type: message/rfc822\r\n\r\n{head}\r\n\r\nhello\r\n--b--\r\n"
    ).encode()


class Sent:
    """A mail that left, and what is known of its recipient."""

    def __init__(self, database: Database, subject: UUID, raw: bytes) -> None:
        self.database, self.subject, self.raw = database, subject, raw

    @property
    def row(self) -> Message:
        with self.database.reading() as session:
            message = session.scalars(select(Message).where(Message.subject_id == self.subject)).one()
            session.expunge(message)
            return message

    @property
    def stopped(self) -> dict[Purpose, frozenset[Reason]]:
        with self.database.reading() as session:
            return list_stopped(session, self.row.recipient_index)

    def note(self, report: bytes) -> Noted:
        return self.database.run(lambda session: note_report(session, report))


@pytest.fixture
def sent(database: Database, write: Write, settings: MailSettings, server: UnrulyServer) -> Sent:
    subject = write()
    at = datetime.now(UTC) + timedelta(seconds=1)
    deliver_due(database, SmtpTransport(settings), lambda _s, _m: Rendered("Hello", "hello\n"), now=at)
    return Sent(database, subject, server.deliveries[-1].raw)


def test_a_mail_that_came_back_for_good_stops_all_mails_but_those_that_are_asked_for(sent: Sent) -> None:
    assert sent.note(dsn(sent.raw)) == Noted(Verdict.NOBODY, is_ours=True)
    sent.note(dsn(sent.raw))  # reported twice
    assert sent.stopped == dict.fromkeys(STOPPABLE, frozenset({Reason.BOUNCE}))
    assert sent.row.error == "bounced-5.1.1"
    with sent.database.reading() as session:
        health = outbox_health(session, now=datetime.now(UTC))
    assert (health.failures, health.held) == ({}, {"bounced-5.1.1": 1})


@pytest.mark.parametrize("status", ["5.2.2", "5.7.1", "5.0.0", "4.4.7", "5.1.100", "nonsense", ""])
def test_a_mail_that_may_arrive_the_next_time_stops_nothing(status: str, sent: Sent) -> None:
    assert sent.note(dsn(sent.raw, status=status)) == Noted(Verdict.REFUSED, is_ours=True)
    assert sent.stopped == {}
    assert (sent.row.error or "").startswith("bounced-")


def test_a_mail_that_is_late_is_no_news(sent: Sent) -> None:
    assert sent.note(dsn(sent.raw, action="delayed", status="4.4.1")).verdict is Verdict.DELAYED
    assert (sent.stopped, sent.row.error) == ({}, None)


def test_a_complaint_stops_what_can_be_refused_and_not_what_people_need_to_know(sent: Sent) -> None:
    assert sent.note(complaint(sent.raw)) == Noted(Verdict.COMPLAINT, is_ours=True)
    assert sent.stopped == dict.fromkeys(REFUSABLE, frozenset({Reason.COMPLAINT}))


def test_a_return_path_with_the_key_is_enough(sent: Sent) -> None:
    report = dsn("Subject: nothing of the mail is left", names=STRANGER).replace(
        b"To: bounces@", f"To: bounces+{sent.row.message_id}@".encode()
    )
    assert sent.note(report) == Noted(Verdict.NOBODY, is_ours=True)


def test_who_makes_reports_up_stops_no_stranger(sent: Sent, write: Write) -> None:
    stranger = Sent(sent.database, write(STRANGER), b"")
    made_up = dsn(f"Message-ID: <{'0123456789abcdef' * 2}@example.net>\r\nTo: {STRANGER}")
    assert sent.note(made_up) == Noted(Verdict.NOBODY, is_ours=False)
    # With the key of a mail to themselves they stop themselves alone, whomever the report names.
    assert sent.note(dsn(sent.raw, names=STRANGER)).is_ours
    assert stranger.stopped == {}
    # Two keys: it is not clear which mail came back.
    twice = dsn(sent.raw).replace(b"I am sorry", f"{stranger.row.message_id}".encode())
    assert not sent.note(twice).is_ours
    assert stranger.stopped == {}


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x00\xff" * 300,
        b"Subject: I am on holiday\r\n\r\nBack on Monday.\r\n",
        b"Content-Type: multipart/report;\r\n\r\n",
    ],
)
def test_what_is_no_report_changes_nothing(raw: bytes, sent: Sent) -> None:
    assert sent.note(raw).verdict is Verdict.NO_REPORT
    away = f"Subject: I am on holiday\r\nIn-Reply-To: <{sent.row.message_id}@example.net>\r\n\r\nBack on Monday.\r\n"
    assert sent.note(away.encode()).verdict is Verdict.NO_REPORT
    assert (sent.stopped, sent.row.error) == ({}, None)


@given(
    st.binary(max_size=400),
    st.sampled_from([b"message/delivery-status", b"message/feedback-report", b"multipart/report"]),
)
def test_no_bytes_break_the_reader(rest: bytes, kind: bytes) -> None:
    assert read_report(b"Content-Type: " + kind + b"; boundary=b\r\n\r\n" + rest).verdict in Verdict
    assert read_report(rest).verdict in Verdict


def test_deep_nesting_and_long_reports_are_read_in_bounds() -> None:
    nested = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(3000))
    assert read_report(nested).verdict is Verdict.NO_REPORT
    assert read_report(dsn("x") + b"a" * 3_000_000).verdict is Verdict.NOBODY


def test_commands_read_a_pipe_and_a_folder(sent: Sent, make_app: MakeApp, tmp_path: Path) -> None:
    runner = make_app().test_cli_runner()
    asked = runner.invoke(mail_cli, ["bounce"], input=dsn(sent.raw, status="5.2.2"))
    assert asked.output == "That mail did not arrive; the next one may.\n"
    box = mailbox.Maildir(tmp_path / "bounces")
    for raw in (dsn(sent.raw), b"Subject: hello\r\n\r\nhello\r\n"):
        box.add(raw)
    read = runner.invoke(mail_cli, ["bounces", str(tmp_path / "bounces")])
    assert sorted(read.output.splitlines()) == [
        "1 x Nobody has that address: it gets no more mails but links that are asked for.",
        "1 x This is no report of a mail that came back.",
    ]
    assert len(box) == 1, "what is no report stays for a person to read"
    assert sent.stopped


def test_a_mail_server_hands_reports_over_with_a_key(make_app: MakeApp) -> None:
    key = "a" * 24
    client = make_app(bounce_key=key).test_client()
    mail = EmailMessage()
    mail.set_content("hello")
    for headers in (
        {},
        {"Authorization": "Bearer "},
        {"Authorization": f"Bearer {key}x"},
        {"Authorization": f"Basic {key}"},
    ):
        assert client.post("/api/bounces", data=bytes(mail), headers=headers).status_code == 404
    good = {"Authorization": f"Bearer {key}", "Content-Type": "message/rfc822"}
    assert client.post("/api/bounces", data=bytes(mail), headers=good).status_code == 202
    assert (
        make_app().test_client().post("/api/bounces", data=b"", headers={"Authorization": "Bearer None"}).status_code
        == 404
    )
