"""The calendar file that goes with a mail (calendars.md section 2 H; RFC 5546 sections 3.2.1 to 3.2.5; RFC 6047).

PUBLISH, as an attachment, is what everybody gets: every client can open it and nothing lands in a
calendar unasked. REQUEST and CANCEL go to a guest who asked for an invitation, with that guest as the
only ATTENDEE. A change or a cancellation has the same UID and a higher SEQUENCE.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from urllib.parse import quote

from organizer.record.types import EventRecord, EventStatus

from .calendar_file import calendar_file
from .escape import cut, one_line
from .filename import event_stem, file_name
from .lines import content_line
from .vevent import Mail, event_fragment

_ADDRESS = re.compile(r"(?:noreply|no-reply)@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?")
_NAME_LIMIT = 100
#: What RFC 6068 lets stand in a mailto address as it is.
_MAILTO_SAFE = "@!$'*+-._~"
INVITATION_NAME = "invite.ics"


class Method(StrEnum):
    """iTIP methods that we send (RFC 5546)."""

    PUBLISH = "PUBLISH"
    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file for a mail; ``content_type`` names the same method as the body (R92)."""

    body: bytes
    filename: str
    content_type: str


@dataclass(frozen=True, slots=True)
class Sending:
    """Who sends and when: the instance's ``noreply@`` address, never a person's; ``stamp`` is aware (R21)."""

    address: str
    name: str
    stamp: datetime


@dataclass(frozen=True, slots=True)
class Invited:
    """The guest who asked for an invitation: the reader's own address.

    ``step`` is added to the event's SEQUENCE: it counts how often the invitation was given and taken back,
    so that each message is newer than the one before. ``is_withdrawn``: this guest comes no more, the event stands.
    """

    address: str
    step: int = 0
    is_withdrawn: bool = False


def render_publish(event: EventRecord, language: str, sending: Sending) -> Attachment:
    """Return an event as a PUBLISH attachment. ValueError when the sender is no no-reply address."""
    body = _body(event, language, _mail(sending), Method.PUBLISH)
    return Attachment(body, file_name(event_stem(event)), content_type(Method.PUBLISH))


def render_invitation(event: EventRecord, language: str, sending: Sending, invited: Invited) -> Attachment:
    """Return the invitation for one guest, or its end when the event is off or the guest comes no more (R94, R95).

    The guest has answered on our page already, hence PARTSTAT=ACCEPTED and RSVP=FALSE (R93).
    ValueError when the sender is no no-reply address.
    """
    is_off = invited.is_withdrawn or event.status in (EventStatus.CANCELLED, EventStatus.REMOVED)
    method = Method.CANCEL if is_off else Method.REQUEST
    attendee = content_line(
        "ATTENDEE",
        f"mailto:{quote(invited.address, safe=_MAILTO_SAFE)}",
        (("CUTYPE", "INDIVIDUAL"), ("ROLE", "REQ-PARTICIPANT"), ("PARTSTAT", "ACCEPTED"), ("RSVP", "FALSE")),
    )
    mail = _mail(sending, attendee, invited.step, is_withdrawn=invited.is_withdrawn)
    return Attachment(_body(event, language, mail, method), INVITATION_NAME, content_type(method))


def content_type(method: Method) -> str:
    """Return the media type of a calendar part with this method."""
    return f"text/calendar; charset=utf-8; method={method}"


def _mail(sending: Sending, attendee: bytes = b"", step: int = 0, *, is_withdrawn: bool = False) -> Mail:
    if not _ADDRESS.fullmatch(sending.address):
        raise ValueError(f"not a no-reply address: {sending.address!r}")
    name = cut(one_line(sending.name), _NAME_LIMIT) or "Organizer"
    return Mail(sending.address, name, sending.stamp, attendee, step, is_withdrawn)


def _body(event: EventRecord, language: str, mail: Mail, method: Method) -> bytes:
    fragment = event_fragment(event, language, is_busy=not mail.is_withdrawn, mail=mail)
    return calendar_file([fragment], content_line("METHOD", method))
