"""No text of a person becomes a header of its own, on the very interpreter that runs this."""

from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizer.foundation.core.email import EmailNotUsable
from organizer.foundation.outbox.compose import Envelope, Rendered, Sender, compose
from organizer.foundation.outbox.headers import header_address, header_safe, header_url

EXPECTED = [
    "Message-ID", "Date", "From", "To", "Subject", "Auto-Submitted", "Content-Type", "Content-Transfer-Encoding",
    "MIME-Version", "Content-Language",
]  # fmt: skip
ATTACKS = [
    "=?utf-8?q?hi=0D=0ABcc:_z=40x?=",
    "=?utf-8?b?aGkNCkJjYzogekB4?=",
    "hi\r\nBcc: z@x",
    "hi\nBcc: z@x",
    "hi\rBcc: z@x",
    "hi\x0bBcc: z@x",
    "hi\x85Bcc: z@x",
    "hi\u2028Bcc: z@x",
    "hi\u2029Bcc: z@x",
    "==??utf-8?q?=0D=0ABcc:_z=40x?=",
    "=\x00?utf-8?q?=0D=0ABcc:_z=40x?=",
    "=\ud800?utf-8?q?=0D=0ABcc:_z=40x?=",
    '"=?utf-8?q?hi=0D=0ABcc:_z=40x?=" <z@x>',
    "a, b <c@d>, " * 20,
]
texts = st.one_of(
    st.sampled_from(ATTACKS),
    st.text(st.sampled_from('=?utf-8qQbB_0DA:@<>",;\\ \r\n\t\x00\u2028é中م'), max_size=60),
    st.text(st.characters(), max_size=300),
)


def envelope(name: str = "Organizer") -> Envelope:
    """A mail from an instance of that name."""
    sent = datetime(2026, 11, 1, 9, 30, tzinfo=UTC)
    return Envelope("guest@example.org", Sender("noreply@example.net", name), "a" * 32 + "@example.net", sent, "es")


def header_lines(raw: bytes) -> list[str]:
    """Return the names of the headers as any server would read them, each as often as it stands there."""
    head = raw.split(b"\r\n\r\n", 1)[0].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return [line.split(b":", 1)[0].decode() for line in head.split(b"\n") if not line.startswith((b" ", b"\t"))]


@given(texts)
def test_a_subject_makes_exactly_the_headers_that_we_write(subject: str) -> None:
    raw = compose(Rendered(subject, "hello"), envelope()).as_bytes()
    assert header_lines(raw) == EXPECTED


@given(texts)
def test_a_sender_name_makes_one_address(name: str) -> None:
    raw = compose(Rendered("hello", "hello"), envelope(name)).as_bytes()
    assert header_lines(raw) == EXPECTED
    sender = message_from_bytes(raw, policy=default)["From"]
    assert [address.addr_spec for address in sender.addresses] == ["noreply@example.net"]


@given(texts)
def test_a_subject_arrives_as_it_was_made_safe(subject: str) -> None:
    raw = compose(Rendered(subject, "hello"), envelope()).as_bytes()
    assert " ".join(str(message_from_bytes(raw, policy=default)["Subject"]).split()) == header_safe(subject)


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_second_recipient_stands_in_the_bytes(attack: str) -> None:
    raw = compose(Rendered(attack, "hello"), envelope(attack)).as_bytes()
    assert not [name for name in header_lines(raw) if name.lower() in ("bcc", "cc")]
    assert header_lines(raw) == EXPECTED


@pytest.mark.parametrize(
    ("value", "safe"),
    [
        ("Día de acción", "Día de acción"),
        ("  one\r\n\ttwo  ", "one two"),
        ("2+2=?", "2+2= ?"),
        ("a" * 300, "a" * 200),
        ("a" * 199 + " b", "a" * 199),
        ("قطار\u2028آخر", "قطار آخر"),
        ("👩\u200d👩\u200d👧", "👩\u200d👩\u200d👧"),
    ],
)
def test_a_line_is_made_safe_and_stays_readable(value: str, safe: str) -> None:
    assert header_safe(value) == safe


@given(texts)
def test_a_safe_line_stays_the_same(value: str) -> None:
    assert header_safe(header_safe(value)) == header_safe(value)


@pytest.mark.parametrize("address", ["=?utf-8?q?a=0D=0ABcc:z?=@example.org", "a\r\nb@example.org", "a@b@c", "nobody"])
def test_an_address_that_reads_as_something_else_is_refused(address: str) -> None:
    with pytest.raises(EmailNotUsable):
        header_address(address)


@pytest.mark.parametrize(
    "url", ["javascript:x", "https://a.org/\r\nBcc: x", "https://a.org/ b", "https://a.org/<b>", "https://é.org", ""]
)
def test_only_a_plain_web_address_goes_into_a_header(url: str) -> None:
    with pytest.raises(ValueError, match="web address"):
        header_url(url)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Día de acción", "Día de acción"),
        ("Frieden e.V.", "Frieden e.V."),
        ('"A" <b@c>, d', "A b c d"),
        ("a" * 90, "a" * 60),
    ],
)
def test_a_sender_name_is_shown_without_what_needs_quotes(name: str, shown: str) -> None:
    raw = compose(Rendered("hello", "hello"), envelope(name)).as_bytes()
    [address] = message_from_bytes(raw, policy=default)["From"].addresses
    assert address.display_name == shown
