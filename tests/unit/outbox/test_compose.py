"""Mails are whole: text, HTML, files, and the headers that mail clients act on."""

import base64
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest

from organizer.foundation.outbox.compose import Attachment, Envelope, Rendered, Sender, compose

CALENDAR = b"BEGIN:VCALENDAR\r\nMETHOD:PUBLISH\r\nEND:VCALENDAR\r\n"
FILE = Attachment(CALENDAR, "event.ics", "text/calendar; charset=utf-8; method=PUBLISH")
ENVELOPE = Envelope(
    to="guest@example.org",
    sender=Sender("noreply@organize.example.net", "Organizer"),
    message_id="a" * 32 + "@organize.example.net",
    date=datetime(2026, 11, 1, 9, 30, tzinfo=UTC),
    locale="ar",
)
UNSUBSCRIBE = "https://organize.example.net/r/" + "k" * 80 + "/unsubscribe"


def parsed(rendered: Rendered, envelope: Envelope = ENVELOPE) -> EmailMessage:
    """Write the mail and read it back as a mail client does."""
    mail = message_from_bytes(compose(rendered, envelope).as_bytes(), policy=default)
    assert isinstance(mail, EmailMessage)
    assert not mail.defects
    return mail


def test_the_text_comes_first_and_the_same_as_html_second() -> None:
    mail = parsed(Rendered("Hello", "You are in.\n", "<p>You are in.</p>\n"))
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    assert [part.get_content() for part in mail.iter_parts()] == ["You are in.\r\n", "<p>You are in.</p>\r\n"]


def test_text_in_any_script_passes_servers_of_seven_bits() -> None:
    words = "أهلاً وسهلاً — ¿vienes? 👩\u200d👩\u200d👧\n" * 40
    raw = compose(Rendered("مظاهرة " * 20, words, f"<p>{words}</p>"), ENVELOPE).as_bytes()
    assert raw.isascii()
    assert max(len(line) for line in raw.split(b"\r\n")) <= 78
    body = parsed(Rendered("x", words)).get_content()
    assert body.splitlines() == words.splitlines()


def test_a_calendar_file_arrives_byte_for_byte() -> None:
    mail = parsed(Rendered("Hello", "text", "<p>text</p>", (FILE,)))
    [file] = mail.iter_attachments()
    assert file.get_payload(decode=True) == CALENDAR
    assert file["Content-Transfer-Encoding"] == "base64"
    assert dict(file["Content-Type"].params) == {"method": "PUBLISH", "charset": "utf-8"}
    assert file.get_content_type() == "text/calendar"
    assert file.get_filename() == "event.ics"
    assert file.get_content_disposition() == "attachment"
    assert base64.b64encode(CALENDAR) in compose(Rendered("a", "b", None, (FILE,)), ENVELOPE).as_bytes().replace(
        b"\r\n", b""
    )


def test_the_envelope_says_who_when_and_in_which_language() -> None:
    mail = parsed(Rendered("Hello", "text", reply_to="host@example.org"))
    assert mail["To"] == "guest@example.org"
    assert mail["From"] == "Organizer <noreply@organize.example.net>"
    assert mail["Reply-To"] == "host@example.org"
    assert mail["Date"].datetime == ENVELOPE.date
    assert mail["Message-ID"] == f"<{ENVELOPE.message_id}>"
    assert mail["Content-Language"] == "ar"
    assert mail["Auto-Submitted"] == "auto-generated"


def test_what_was_not_asked_for_is_not_there() -> None:
    mail = parsed(Rendered("Hello", "text"))
    absent = ("Reply-To", "List-Unsubscribe", "List-Unsubscribe-Post", "Cc", "Bcc", "X-Mailer", "Received")
    assert [name for name in absent if name in mail] == []
    assert mail.get_content_type() == "text/plain"


def test_a_long_unsubscribe_address_stays_whole() -> None:
    raw = compose(Rendered("Hello", "text", unsubscribe_url=UNSUBSCRIBE), ENVELOPE).as_bytes()
    assert f"\r\nList-Unsubscribe: <{UNSUBSCRIBE}>\r\n".encode() in raw
    assert b"List-Unsubscribe-Post" not in raw


def test_unsubscribing_by_one_post_is_offered_only_where_it_works() -> None:
    mail = parsed(Rendered("Hello", "text", unsubscribe_url=UNSUBSCRIBE, unsubscribes_by_post=True))
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_a_message_id_of_a_long_domain_stays_on_its_line() -> None:
    name = "a" * 32 + "@" + "long-name." * 8 + "example.org"
    envelope = Envelope(ENVELOPE.to, ENVELOPE.sender, name, ENVELOPE.date, "en")
    assert f"\r\nMessage-ID: <{name}>\r\n".encode() in b"\r\n" + compose(Rendered("a", "b"), envelope).as_bytes()


def test_a_web_address_that_is_none_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="web address"):
        compose(Rendered("Hello", "text", unsubscribe_url="mailto:x@y"), ENVELOPE)


def test_r91_an_invitation_stands_beside_the_text_and_once_more_as_a_file() -> None:
    request = Attachment(CALENDAR, "invite.ics", "text/calendar; charset=utf-8; method=REQUEST")
    mail = parsed(Rendered("Hello", "text", "<p>text</p>", invitation=request))
    assert mail.get_content_type() == "multipart/mixed"
    ways, file = mail.iter_parts()
    assert ways.get_content_type() == "multipart/alternative"
    kinds = [part.get_content_type() for part in ways.iter_parts()]
    assert kinds == ["text/plain", "text/html", "text/calendar"]
    inside = list(ways.iter_parts())[-1]
    for part in (inside, file):
        assert dict(part["Content-Type"].params) == {"method": "REQUEST", "charset": "utf-8"}
        assert part["Content-Transfer-Encoding"] == "base64"
        assert part.get_payload(decode=True) == CALENDAR
    assert inside.get_content_disposition() is None
    assert (file.get_content_disposition(), file.get_filename()) == ("attachment", "invite.ics")
