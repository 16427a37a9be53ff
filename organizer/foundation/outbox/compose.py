"""A rendered letter becomes a mail: text first, then the same as HTML, then files; one recipient."""

from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from .headers import MAIL_POLICY, header_address, header_name, header_safe, header_url
from .purposes import TRANSACTIONAL, Purpose


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of a mail. ``content_type`` with its parameters, such as ``text/calendar; charset=utf-8; method=PUBLISH``."""

    body: bytes
    filename: str
    content_type: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """What a letter says, in the recipient's language.

    ``invitation``: a calendar file that stands beside text and HTML as a third way to read the mail, and once more as
    an attachment, so that each client finds it in the place where it looks (RFC 6047; stackoverflow 19523861).
    ``unsubscribe_url``: where a mail client may unsubscribe; with ``unsubscribes_by_post`` it may do so by one POST
    without asking (RFC 8058). A mail whose ``purpose`` can be refused does not leave without both.
    """

    subject: str
    text: str
    html: str | None = None
    attachments: tuple[Attachment, ...] = ()
    invitation: Attachment | None = None
    reply_to: str | None = None
    unsubscribe_url: str | None = None
    unsubscribes_by_post: bool = False
    purpose: Purpose = Purpose.NOTICES


@dataclass(frozen=True, slots=True)
class Sender:
    """The instance as a sender: its address and its name."""

    address: str
    name: str

    @property
    def domain(self) -> str:
        """The host of the address."""
        return self.address.rpartition("@")[2]


@dataclass(frozen=True, slots=True)
class Envelope:
    """What stands on the mail besides the letter. ``message_id`` without angle brackets; ``date`` aware."""

    to: str
    sender: Sender
    message_id: str
    date: datetime
    locale: str


class NoWayOut(Exception):
    """A mail that can be refused has no link to refuse it: a fault of ours."""


def compose(rendered: Rendered, envelope: Envelope) -> EmailMessage:
    """Return the mail. Raises NoWayOut, and EmailNotUsable when the recipient cannot stand in a header."""
    if rendered.purpose not in TRANSACTIONAL and not (rendered.unsubscribe_url and rendered.unsubscribes_by_post):
        raise NoWayOut(rendered.purpose)
    mail = EmailMessage(policy=MAIL_POLICY)
    mail["Message-ID"] = f"<{header_address(envelope.message_id)}>"
    mail["Date"] = format_datetime(envelope.date)
    mail["From"] = Address(header_name(envelope.sender.name), addr_spec=header_address(envelope.sender.address))
    mail["To"] = header_address(envelope.to)
    if rendered.reply_to is not None:
        mail["Reply-To"] = header_address(rendered.reply_to)
    mail["Subject"] = header_safe(rendered.subject)
    # RFC 3834: no out-of-office answers.
    mail["Auto-Submitted"] = "auto-generated"
    _add_unsubscribe(mail, rendered)
    mail.set_content(rendered.text)
    if rendered.html is not None:
        mail.add_alternative(rendered.html, subtype="html")
    files = rendered.attachments
    if rendered.invitation is not None:
        maintype, subtype, parameters = _media_type(rendered.invitation)
        mail.add_alternative(rendered.invitation.body, maintype=maintype, subtype=subtype, params=parameters)
        files = (*files, rendered.invitation)
    for file in files:
        _attach(mail, file)
    # Last: setting the content takes away every header that begins with Content.
    mail["Content-Language"] = header_safe(envelope.locale, 35)
    return mail


def _add_unsubscribe(mail: EmailMessage, rendered: Rendered) -> None:
    if rendered.unsubscribe_url is None:
        return
    mail["List-Unsubscribe"] = header_url(rendered.unsubscribe_url)
    if rendered.unsubscribes_by_post:
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"


def _attach(mail: EmailMessage, attachment: Attachment) -> None:
    """Base64, so that the CRLF of a calendar file arrives as it left."""
    maintype, subtype, parameters = _media_type(attachment)
    mail.add_attachment(
        attachment.body,
        maintype=maintype,
        subtype=subtype,
        filename=header_safe(attachment.filename, 100),
        params=parameters,
    )


def _media_type(attachment: Attachment) -> tuple[str, str, dict[str, str]]:
    kind, *parameters = [part.strip() for part in attachment.content_type.split(";")]
    maintype, _, subtype = kind.partition("/")
    return maintype, subtype, dict(_parameter(one) for one in parameters if one)


def _parameter(text: str) -> tuple[str, str]:
    name, _, value = text.partition("=")
    return name.strip(), value.strip().strip('"')
