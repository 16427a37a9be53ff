"""The calendar file that goes with a mail (calendars.md section 2 H; RFC 5546 section 3.2.1).

PUBLISH, as an attachment: every client can open it and nothing lands in a calendar unasked.
A change or a cancellation goes out the same way: same UID, higher SEQUENCE, and for a
cancellation STATUS:CANCELLED. No ATTENDEE: the file may be passed on.
"""

import re
from dataclasses import dataclass
from datetime import datetime

from organizer.record.types import EventRecord

from .calendar_file import calendar_file
from .escape import cut, one_line
from .filename import event_stem, file_name
from .vevent import Mail, event_fragment

_ADDRESS = re.compile(r"(?:noreply|no-reply)@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?")
_NAME_LIMIT = 100


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file for a mail; ``content_type`` names the same method as the body (R92)."""

    body: bytes
    filename: str
    content_type: str


def render_publish(
    event: EventRecord, language: str, *, organizer_address: str, organizer_name: str, stamp: datetime
) -> Attachment:
    """Return an event as a PUBLISH attachment.

    ``organizer_address`` is the instance's ``noreply@`` address, never a person's (ValueError
    otherwise); ``stamp`` (aware) is the time of sending, which DTSTAMP means here (R21).
    """
    if not _ADDRESS.fullmatch(organizer_address):
        raise ValueError(f"not a no-reply address: {organizer_address!r}")
    name = cut(one_line(organizer_name), _NAME_LIMIT) or "Organizer"
    fragment = event_fragment(event, language, is_busy=True, mail=Mail(organizer_address, name, stamp))
    return Attachment(
        body=calendar_file([fragment], b"METHOD:PUBLISH\r\n"),
        filename=file_name(event_stem(event)),
        content_type="text/calendar; charset=utf-8; method=PUBLISH",
    )
