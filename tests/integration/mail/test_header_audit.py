"""Raw messages of every kind in five languages, as a mail server takes them: each header once, encoded words whole,
lines within limits, 7 bits, signed; text and HTML say the same; nobody else is named."""

import re
from collections import Counter
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage, Message
from html.parser import HTMLParser
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from organizer.app import create_app
from organizer.config import MailSettings, Settings
from organizer.editions.mail import rendering
from organizer.foundation.core.languages import interface_language
from organizer.foundation.outbox.compose import Envelope, Sender, compose
from organizer.foundation.outbox.dkim import DkimSigner
from organizer.foundation.outbox.headers import header_safe
from organizer.foundation.outbox.purposes import REFUSABLE
from organizer.foundation.outbox.smtp import SmtpTransport
from tests.support.every_mail import AT, GUEST, IMPRINT, LANGUAGES, Mail, all_kinds, every_mail
from tests.support.mail_server import Delivery, mail_server
from tests.support.ports import free_port

SENDER = Sender("noreply@act.example.org", "Día de acción، يوم العمل")
MESSAGE_ID = f"{'0123456789abcdef' * 2}@act.example.org"
_ENCODED = re.compile(rb"=\?[^?\s]+\?[bqBQ]\?[^?\s]*\?=")
#: These stand on one line as they are: mail programs read them as one address.
_VERBATIM = (b"list-unsubscribe:", b"message-id:")
_EXPECTED = {
    "message-id", "date", "from", "to", "subject", "auto-submitted", "mime-version", "content-type", "content-language",
    "dkim-signature",
}  # fmt: skip
_WAY_OUT = {"list-unsubscribe", "list-unsubscribe-post"}
#: What an address looks like, in a header or a body.
_ADDRESS = re.compile(r"[\w.+-]+@[\w.-]+")

pytestmark = pytest.mark.engines("sqlite")


@dataclass(frozen=True)
class Came:
    """A mail as it was made, and as a mail server got it."""

    mail: Mail
    raw: bytes
    message: EmailMessage
    text: str
    page: "_Page"


Arrived = dict[str, list[Came]]


@pytest.fixture(scope="module")
def arrived(tmp_path_factory: pytest.TempPathFactory) -> Arrived:
    """Every kind of mail, by language, as a real mail server was given it."""
    return _send(tmp_path_factory.mktemp("audit"), LANGUAGES)


@pytest.fixture(scope="module")
def arrived_at_risk(tmp_path_factory: pytest.TempPathFactory) -> Arrived:
    """The same of a campaign whose people are at risk."""
    return _send(tmp_path_factory.mktemp("audit"), ("en", "ar"), safety="high-risk")


def _send(instance: Path, languages: tuple[str, ...], safety: str | None = None) -> Arrived:
    app = create_app(Settings.for_testing(instance))
    signer = DkimSigner("act.example.org", "key1", Ed25519PrivateKey.generate())
    with mail_server(free_port()) as server:
        settings = MailSettings(host=server.host, port=server.port, security="none", sender=SENDER.address)
        transport = SmtpTransport(settings, signer=signer)
        came: Arrived = {}
        for language in languages:
            mails = every_mail(app, language, safety=safety)
            before = len(server.deliveries)
            for mail in mails:
                transport.send(
                    compose(
                        mail.rendered, Envelope(GUEST, SENDER, MESSAGE_ID, AT, interface_language([mail.language]))
                    ),
                    GUEST,
                )
            deliveries = server.wait(before + len(mails))[before:]
            came[language] = [_came(mail, delivery) for mail, delivery in zip(mails, deliveries, strict=True)]
        transport.close()
        return came


def _came(mail: Mail, delivery: Delivery) -> Came:
    page = _Page()
    page.feed(delivery.html)
    return Came(mail, delivery.raw, delivery.message, delivery.text, page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_mail_passes_the_audit_of_its_raw_message(language: str, arrived: Arrived) -> None:
    faults = [f"{came.mail.kind}: {fault}" for came in arrived[language] for fault in audit(came.mail, came.raw)]
    assert not faults, "\n".join(faults)


def test_every_kind_is_looked_at(arrived: Arrived) -> None:
    assert Counter(came.mail.kind for came in arrived["en"]) == Counter(all_kinds())


@pytest.mark.parametrize("language", LANGUAGES)
def test_b116_b118_b119_every_mail_names_its_one_recipient_alone(language: str, arrived: Arrived) -> None:
    for came in arrived[language]:
        assert came.message.get_all("To") == [GUEST]
        assert not {"cc", "bcc", "resent-to", "reply-to"} & {name.lower() for name in came.message}
        headers = " ".join(str(value) for part in came.message.walk() for value in part.values())
        named = set(_ADDRESS.findall(headers)) - {GUEST, SENDER.address, MESSAGE_ID}
        assert not named, (came.mail.kind, named)
        assert "Marisol" not in headers, came.mail.kind


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_halves_say_the_same(language: str, arrived: Arrived) -> None:
    for came in arrived[language]:
        text = _words(came.text)
        unsaid = {words for words in came.page.said if _words(words) not in text}
        assert unsaid <= {"17N", "Organizer"}, (came.mail.kind, unsaid)  # but for the mark over the headline


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_halves_say_who_answers_for_a_campaign_by_law(language: str, arrived: Arrived) -> None:
    """But for links to sign in: this server sends them, no campaign does."""
    for came in arrived[language]:
        is_ours = came.mail.kind in rendering._SIGN_IN_KINDS
        assert (IMPRINT in came.text, IMPRINT in came.page.said) == (not is_ours, not is_ours), came.mail.kind


@pytest.mark.parametrize("language", ["en", "ar"])
def test_where_people_are_at_risk_nothing_that_a_list_of_mails_shows_tells_of_it(
    language: str, arrived: Arrived, arrived_at_risk: Arrived
) -> None:
    """Subjects, names of files, and the first 100 characters: no event, place or campaign."""
    assert not [came.mail.kind for came in arrived_at_risk[language] if _is_telling(came, language)]
    assert [came for came in arrived[language] if _is_telling(came, language)], "else the test could not fail"


@pytest.mark.parametrize("language", LANGUAGES)
def test_b125_the_text_half_has_no_escapes_and_says_what_the_html_half_says(language: str, arrived: Arrived) -> None:
    for mail in (came.mail for came in arrived[language]):
        assert not re.search(r"&(?:amp|lt|gt|quot|#\d+);", mail.rendered.text), mail.kind
        assert mail.rendered.html is not None
        links = set(re.findall(r'href="([^"]+)"', mail.rendered.html))
        assert links <= set(re.findall(r"https?://\S+", mail.rendered.text)) | {
            link for link in links if link.replace("&amp;", "&") in mail.rendered.text
        }, mail.kind


@pytest.mark.parametrize("language", LANGUAGES)
def test_b124_every_link_is_absolute_and_of_our_own_address(language: str, arrived: Arrived) -> None:
    for mail in (came.mail for came in arrived[language]):
        for link in re.findall(r'href="([^"]+)"', mail.rendered.html or ""):
            assert link.startswith(("https://act.example.org/", "http://localhost/", "https://example.org/")), (
                mail.kind,
                link,
            )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_html_half_tells_its_language_and_direction_and_loads_nothing(language: str, arrived: Arrived) -> None:
    ours = language if language in ("en", "es", "ar") else "en"
    for mail in (came.mail for came in arrived[language]):
        html = mail.rendered.html or ""
        assert f'<html lang="{ours}" dir="{"rtl" if ours == "ar" else "ltr"}">' in html, mail.kind
        assert '<meta name="color-scheme" content="light dark">' in html
        assert not re.search(r"<(?:img|script|link|iframe|object|form)\b|\burl\(|\bsrc=", html), mail.kind


def _is_telling(came: Came, language: str) -> bool:
    """Tell whether what a list of mails shows of one names event, place or campaign."""
    names = [part.get_filename() or "" for part in came.message.walk()]
    shown = " ".join([str(came.message["Subject"]), *names, came.text[:100], " ".join(came.page.said)[:100]])
    return any(word in shown for word in _SECRETS[language])


def _words(text: str) -> str:
    return " ".join(re.sub(r"^> |\u2060", "", text, flags=re.MULTILINE).split())


class _Page(HTMLParser):
    """The words that a page shows, and the mark over its headline."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:  # the library's own signature
        if tag not in ("meta", "br"):
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag, "tags are closed in their order"

    def handle_data(self, data: str) -> None:
        if data.strip() and not {"style", "title"} & set(self._open):
            self.said.append(data.strip())


_SECRETS = {"en": ("March", "march", "Leeds", "17N"), "ar": ("مسيرة", "بيروت", "17N")}


def audit(mail: Mail, message: bytes) -> list[str]:
    """Return what is wrong with a raw message."""
    head, _, _ = message.partition(b"\r\n\r\n")
    lines = message.split(b"\r\n")
    parsed = message_from_bytes(message, policy=policy.compat32)
    names = Counter(name.lower() for name in parsed)
    subject = str(make_header(decode_header(parsed["Subject"])))
    broken = [word for word in re.findall(rb"=\?\S*", head) if not _ENCODED.fullmatch(word.rstrip(b",;"))]
    wanted = _EXPECTED | (_WAY_OUT if mail.rendered.purpose in REFUSABLE else set())
    long = [line for line in lines if len(line) > 78 and not line.lower().startswith(_VERBATIM)]
    checks = {
        "a header stands twice": [name for name, count in names.items() if count > 1],
        "other headers": set(names) ^ wanted,
        "no text before HTML": _kinds(parsed)[:2] != ["text/plain", "text/html"],
        "a file in another shape": [part for part in parsed.walk() if not _is_well_declared(part)],
        "a bare CR or LF": re.search(rb"(?<!\r)\n|\r(?!\n)", message),
        "raw 8 bits": any(byte > 126 or (byte < 32 and byte not in b"\r\n\t") for byte in message),
        "a line over 998": [line for line in lines if len(line) > 998],
        "a line over 78": long,
        "a broken encoded word": broken,
        "a long encoded word": [word for word in _ENCODED.findall(head) if len(word) > 75],
        "another subject": subject != header_safe(mail.rendered.subject) and subject,
        "a subject longer than lists of mails show": len(subject) > 130 and subject,
        "another language": f'<html lang="{parsed["Content-Language"]}"' not in (mail.rendered.html or ""),
        "another sender": parsed["From"].rpartition("<")[2] != "noreply@act.example.org>",
        "no way out": mail.rendered.purpose in REFUSABLE
        and parsed["List-Unsubscribe-Post"] != "List-Unsubscribe=One-Click",
        "not signed": wanted - _signed(parsed) - {"dkim-signature", "auto-submitted", "content-language"},
    }
    return [f"{what}: {found!r}" for what, found in checks.items() if found]


def _kinds(parsed: Message) -> list[str]:
    return [part.get_content_type() for part in parsed.walk() if not part.is_multipart()]


def _is_well_declared(part: Message) -> bool:
    if part.is_multipart():
        return part.get("Content-Transfer-Encoding") in (None, "7bit")
    encoding = part.get("Content-Transfer-Encoding")
    return str(part.get_param("charset")).lower() == "utf-8" and encoding in ("7bit", "base64", "quoted-printable")


def _signed(parsed: Message) -> set[str]:
    tags = dict(tag.strip().partition("=")[::2] for tag in re.sub(r"\s+", "", parsed["DKIM-Signature"]).split(";"))
    return set(tags["h"].split(":"))
