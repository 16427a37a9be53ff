"""A whole VCALENDAR: header, zones, events, as one file of bytes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from organizer.foundation.core.errors import DomainError

from .escape import cut, one_line
from .lines import content_line, text_line, uri_line
from .vevent import Fragment
from .vtimezone import vtimezone
from .zone_plan import plan_for

#: Without a build number: a new release must not change every feed (calendars.md R8, R26).
PRODUCT = "-//Organizer//Calendar//EN"
CONTENT_TYPE = "text/calendar; charset=utf-8"
#: A hint; Google ignores it. The same in both spellings (R12).
_REFRESH = "PT4H"
_NAME_LIMIT = 200


@dataclass(frozen=True, slots=True)
class FeedHeader:
    """What a feed says about itself.

    ``title`` must not name a person in a private feed. ``source_url`` is the feed's own https
    address, ``page_url`` the page for people. ``zone``: IANA name, only when all events share
    it (a group's feed), never for a world-wide one. ``file_stem`` is the readable file name. ``when_cut`` is the
    calendar's description when there are more events than it may hold.
    """

    title: str
    source_url: str | None = None
    page_url: str | None = None
    zone: str | None = None
    file_stem: str = "calendar"
    when_cut: str = ""


def feed_header(header: FeedHeader, *, is_cut: bool = False) -> bytes:
    """Return the properties of a subscribed feed, without METHOD (R10)."""
    name = cut(one_line(header.title), _NAME_LIMIT)
    about = header.when_cut if is_cut else ""
    lines = (
        text_line("NAME", name),
        text_line("X-WR-CALNAME", name),
        text_line("DESCRIPTION", about),
        text_line("X-WR-CALDESC", about),
        content_line("REFRESH-INTERVAL", _REFRESH, (("VALUE", "DURATION"),)),
        content_line("X-PUBLISHED-TTL", _REFRESH),
        uri_line("SOURCE", header.source_url, (("VALUE", "URI"),)),
        uri_line("URL", header.page_url),
        content_line("X-WR-TIMEZONE", header.zone) if header.zone and _definition(header.zone) else b"",
    )
    return b"".join(lines)


def calendar_file(fragments: Sequence[Fragment], header: bytes = b"", *, zone: str | None = None) -> bytes:
    """Return fragments, already in order, as one VCALENDAR with the zones that they use.

    Two events may need different definitions of one zone (rules changed between them). The one
    that starts last decides; the others are written in UTC. No event at all: one zone, since
    RFC 5545 section 3.6 asks for at least one component.
    """
    definitions: dict[str | None, bytes] = {fragment.zone: fragment.definition for fragment in fragments}
    events = [
        fragment.body if definitions.get(fragment.zone, b"") == fragment.definition else fragment.body_in_utc()
        for fragment in fragments
    ]
    zones = [definitions[name] for name in sorted(filter(None, definitions))]
    if not fragments:
        zones = [(_definition(zone) if zone else b"") or _definition("Etc/UTC")]
    opening = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + content_line("PRODID", PRODUCT) + b"CALSCALE:GREGORIAN\r\n"
    return b"".join([opening, header, *zones, *events, b"END:VCALENDAR\r\n"])


def _definition(zone: str) -> bytes:
    """Return a zone's VTIMEZONE for an empty feed; fixed years, since no clock may be asked."""
    moment = datetime(2026, 12, 1, tzinfo=UTC)
    try:
        plan = plan_for(zone, moment, moment)
    except DomainError:
        return b""
    return vtimezone(plan) if plan else b""
