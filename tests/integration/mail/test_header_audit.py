"""Raw messages of every kind in five languages: each header once, encoded words whole, lines within limits, 7 bits."""

import re
from collections import Counter
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.header import decode_header, make_header

import pytest
from flask import Flask

from organizer.foundation.outbox.compose import Envelope, Sender, compose
from organizer.foundation.outbox.headers import header_safe
from organizer.foundation.outbox.purposes import REFUSABLE
from tests.support.every_mail import LANGUAGES, Mail, all_kinds, covered_elsewhere, every_mail

SENDER = Sender("noreply@act.example.org", "Día de acción، يوم العمل")
AT = datetime(2026, 11, 28, 12, tzinfo=UTC)
GUEST = "guest@example.org"
MESSAGE_ID = f"{'0123456789abcdef' * 2}@act.example.org"
_ENCODED = re.compile(rb"=\?[^?\s]+\?[bqBQ]\?[^?\s]*\?=")
#: These stand on one line as they are: mail programs read them as one address.
_VERBATIM = (b"list-unsubscribe:", b"message-id:")
_EXPECTED = {
    "message-id", "date", "from", "to", "subject", "auto-submitted", "mime-version", "content-type", "content-language",
    "list-unsubscribe", "list-unsubscribe-post",
}  # fmt: skip

pytestmark = pytest.mark.engines("sqlite")


def raw(mail: Mail) -> bytes:
    return compose(mail.rendered, Envelope(GUEST, SENDER, MESSAGE_ID, AT, mail.language)).as_bytes()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_mail_passes_the_audit_of_its_raw_message(language: str, app: Flask) -> None:
    faults = [f"{mail.kind}: {fault}" for mail in every_mail(app, language) for fault in audit(mail, raw(mail))]
    assert not faults, "\n".join(faults)


def test_every_kind_is_looked_at(app: Flask) -> None:
    seen = {mail.kind for mail in every_mail(app, "en")}
    assert seen | covered_elsewhere() == all_kinds()


@pytest.mark.parametrize("language", LANGUAGES)
def test_b118_b116_every_mail_names_its_one_recipient_alone(language: str, app: Flask) -> None:
    for mail in every_mail(app, language):
        parsed = message_from_bytes(raw(mail), policy=policy.default)
        assert parsed.get_all("To") == [GUEST]
        assert not {"cc", "bcc", "resent-to"} & {name.lower() for name in parsed}


@pytest.mark.parametrize("language", LANGUAGES)
def test_b125_the_text_half_has_no_escapes_and_says_what_the_html_half_says(language: str, app: Flask) -> None:
    for mail in every_mail(app, language):
        assert not re.search(r"&(?:amp|lt|gt|quot|#\d+);", mail.rendered.text), mail.kind
        assert mail.rendered.html is not None
        links = set(re.findall(r'href="([^"]+)"', mail.rendered.html))
        assert links <= set(re.findall(r"https?://\S+", mail.rendered.text)) | {
            link for link in links if link.replace("&amp;", "&") in mail.rendered.text
        }, mail.kind


@pytest.mark.parametrize("language", LANGUAGES)
def test_b124_every_link_is_absolute_and_of_our_own_address(language: str, app: Flask) -> None:
    for mail in every_mail(app, language):
        for link in re.findall(r'href="([^"]+)"', mail.rendered.html or ""):
            assert link.startswith(("https://act.example.org/", "http://localhost/", "https://example.org/")), (
                mail.kind,
                link,
            )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_html_half_tells_its_language_and_direction_and_loads_nothing(language: str, app: Flask) -> None:
    ours = language if language in ("en", "es", "ar") else "en"
    for mail in every_mail(app, language):
        html = mail.rendered.html or ""
        assert f'<html lang="{ours}" dir="{"rtl" if ours == "ar" else "ltr"}">' in html, mail.kind
        assert '<meta name="color-scheme" content="light dark">' in html
        assert not re.search(r"<(?:img|script|link|iframe|object|form)\b|\burl\(|\bsrc=", html), mail.kind


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_people_are_at_risk_no_subject_names_event_place_or_group(language: str, app: Flask) -> None:
    told = {mail.rendered.subject: mail.kind for mail in every_mail(app, language)}
    for mail in every_mail(app, language, safety="high-risk"):
        assert all(word not in mail.rendered.subject for word in _SECRETS[language]), (mail.kind, mail.rendered.subject)
    assert any(word in subject for subject in told for word in _SECRETS[language]), "else the test could not fail"


_SECRETS = {
    "en": ("March", "Leeds", "17N"),
    "es": ("Marcha", "Bogotá", "17N"),
    "ar": ("مسيرة", "بيروت", "17N"),
    "hi": ("यात्रा", "दिल्ली", "17N"),
    "zh": ("土地", "上海", "17N"),
}


def audit(mail: Mail, message: bytes) -> list[str]:
    """Return what is wrong with a raw message."""
    head, _, _ = message.partition(b"\r\n\r\n")
    lines = message.split(b"\r\n")
    parsed = message_from_bytes(message, policy=policy.compat32)
    names = Counter(name.lower() for name in parsed)
    subject = str(make_header(decode_header(parsed["Subject"])))
    broken = [word for word in re.findall(rb"=\?\S*", head) if not _ENCODED.fullmatch(word.rstrip(b",;"))]
    checks = {
        "a header stands twice": [name for name, count in names.items() if count > 1],
        "an unknown header": set(names) - _EXPECTED,
        "no text and HTML": parsed.get_content_type() != "multipart/alternative",
        "a bare CR or LF": re.search(rb"(?<!\r)\n|\r(?!\n)", message),
        "raw 8 bits": any(byte > 126 or (byte < 32 and byte not in b"\r\n\t") for byte in message),
        "a line over 998": [line for line in lines if len(line) > 998],
        "a line over 78": [line for line in lines if len(line) > 78 and not line.lower().startswith(_VERBATIM)],
        "a broken encoded word": broken,
        "a long encoded word": [word for word in _ENCODED.findall(head) if len(word) > 75],
        "another subject": subject != header_safe(mail.rendered.subject) and subject,
        "another sender": parsed["From"].rpartition("<")[2] != "noreply@act.example.org>",
        "no way out": mail.rendered.purpose in REFUSABLE
        and parsed["List-Unsubscribe-Post"] != "List-Unsubscribe=One-Click",
    }
    return [f"{what}: {found!r}" for what, found in checks.items() if found]
