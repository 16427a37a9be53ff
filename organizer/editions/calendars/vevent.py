"""One event as the bytes of a VEVENT, so made that a feed is a join of stored pieces."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from organizer.record.types import EventRecord, EventStatus

from .description import description_text
from .escape import cut, cut_to_escaped, web_address
from .labels import Labels, current_labels, fill
from .lines import content_line, text_line, uri_line
from .place import place_lines
from .plain import plain_line
from .times import WrittenTimes, written_times

_SUMMARY_LIMIT = 255
_CATEGORY_LIMIT = 100
_SEQUENCE_LIMIT = 2_147_483_647
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
#: No character that a calendar server strips or reads otherwise (calendars.md R19).
_UID = re.compile(r"[A-Za-z0-9.@_-]{1,255}")
_CANCELLED = (EventStatus.CANCELLED, EventStatus.REMOVED)


@dataclass(frozen=True, slots=True)
class Fragment:
    """One VEVENT: ``body`` as it is wanted, ``times`` the lines of it that name a zone.

    Good for (event id, revision, language, audience, busy, release, tzdata version). ``order``
    sorts a feed by start and UID; ``zone`` and ``definition`` are the VTIMEZONE that ``times``
    need; ``start`` and ``modified`` are aware, in UTC.
    """

    order: str
    start: datetime
    modified: datetime
    body: bytes
    times: bytes
    utc_times: bytes
    zone: str | None = None
    definition: bytes = b""

    def body_in_utc(self) -> bytes:
        """Return the VEVENT for a file in which its zone cannot be defined."""
        return _BEGIN + self.utc_times + self.body[len(_BEGIN) + len(self.times) :]


_BEGIN = b"BEGIN:VEVENT\r\n"
_END = b"END:VEVENT\r\n"


def event_fragment(
    event: EventRecord,
    language: str,
    *,
    is_busy: bool = False,
    is_private: bool = False,
    labels: Labels | None = None,
    mail: "Mail | None" = None,
) -> Fragment:
    """Return an event's VEVENT for the audience of the record, our words in ``language``.

    Needs the application's locale to be that language. ``is_busy``: the reader said that they
    come (or put this one event in their calendar), so that it blocks their time. ``is_private``: who shares the
    calendar that it lands in shows others no more than that they are busy (R59).
    """
    labels = labels or current_labels(language)
    times = written_times(event.time)
    modified = event.updated_at or event.created_at or _EPOCH
    stamp = mail.stamp if mail else modified
    lines = [content_line("DTSTAMP", _utc(stamp)), content_line("LAST-MODIFIED", _utc(modified))]
    lines.append(content_line("SEQUENCE", str(_sequence(event, mail.step if mail else 0))))
    if is_private:
        lines.append(content_line("CLASS", "PRIVATE"))
    if mail:
        lines += [content_line("ORGANIZER", f"mailto:{mail.address}", (("CN", mail.name),)), mail.attendee]
    if event.status is EventStatus.REMOVED:
        lines += _tombstone(labels)
    else:
        is_off = event.status in _CANCELLED or (mail is not None and mail.is_withdrawn)
        lines += _words(event, times, labels, is_busy=is_busy and not is_off)
        lines.append(content_line("STATUS", "CANCELLED" if is_off else _status(event)))
    uid = _uid(event)
    return Fragment(
        order=f"{times.start:%Y%m%dT%H%M%SZ} {uid}",
        start=times.start,
        modified=modified,
        body=b"".join([_BEGIN, times.lines, content_line("UID", uid), *lines, _END]),
        times=times.lines,
        utc_times=times.utc_lines,
        zone=times.zone,
        definition=times.definition,
    )


@dataclass(frozen=True, slots=True)
class Mail:
    """What an entry inside a mail adds: the sender that RFC 5546 asks for and the time of sending.

    ``attendee``: the written line of the one reader who is invited; ``step`` is added to SEQUENCE;
    ``is_withdrawn``: the reader comes no more, though the event stands.
    """

    address: str
    name: str
    stamp: datetime
    attendee: bytes = b""
    step: int = 0
    is_withdrawn: bool = False


def _words(event: EventRecord, times: WrittenTimes, labels: Labels, *, is_busy: bool) -> list[bytes]:
    blocks_time = is_busy and not times.days
    created = min(event.created_at, event.updated_at or event.created_at) if event.created_at else None
    online = web_address(event.online_url)
    return [
        content_line("CREATED", _utc(created)) if created else b"",
        text_line("SUMMARY", summary_text(event, labels)),
        text_line("DESCRIPTION", description_text(event, labels)),
        place_lines(event, labels),
        text_line("CATEGORIES", cut(plain_line(event.kind_label, labels.address_note), _CATEGORY_LIMIT)),
        uri_line("CONFERENCE", online, (("VALUE", "URI"), ("FEATURE", "VIDEO"), ("LABEL", labels.join))),
        content_line("TRANSP", "OPAQUE" if blocks_time else "TRANSPARENT"),
        uri_line("URL", event.url),
    ]


def _tombstone(labels: Labels) -> list[bytes]:
    """Return what is left of an event that was removed for safety: no words, no place, no link."""
    return [
        text_line("SUMMARY", fill(labels.cancelled, title=labels.event)),
        content_line("STATUS", "CANCELLED"),
        content_line("TRANSP", "TRANSPARENT"),
    ]


def summary_text(event: EventRecord, labels: Labels) -> str:
    """Return the title on one plain line, with the word "cancelled" before it when it is."""
    title = plain_line(event.title.value, labels.address_note) or labels.event
    if event.status in _CANCELLED:
        title = fill(labels.cancelled, title=title)
    return cut_to_escaped(title, _SUMMARY_LIMIT)


def _status(event: EventRecord) -> str:
    # Postponed means: takes place at the time now given.
    return "TENTATIVE" if event.status is EventStatus.TENTATIVE else "CONFIRMED"


def _sequence(event: EventRecord, step: int) -> int:
    # A cancelled entry must be newer than the one it cancels, even when it was imported cancelled.
    lowest = 1 if event.status in _CANCELLED else 0
    return min(max(lowest, event.sequence) + step, _SEQUENCE_LIMIT)


def _uid(event: EventRecord) -> str:
    return event.uid if _UID.fullmatch(event.uid) else str(event.id)


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
