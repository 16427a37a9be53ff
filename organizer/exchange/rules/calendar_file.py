"""A whole iCalendar file: its events that can be taken, those that can't and why, and what must be asked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from organizer.foundation.core.errors import DomainError

from .effort import Effort
from .found import FoundEvent, read_event, reason_of
from .remarks import Reason, Skipped
from .source import Block, take_apart
from .texts import plain_line
from .times import Zones

#: What a damaged event can raise in our reading and in the library's.
DAMAGE = (DomainError, LookupError, ValueError, TypeError, ArithmeticError, AttributeError)
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """What a file says. ``zone``: the zone of the calendar, where it names one. ``encoding``: how it was read."""

    name: str
    zone: str | None
    encoding: str
    events: tuple[FoundEvent, ...]
    skipped: tuple[Skipped, ...]


def read_calendar(data: bytes, today: date) -> CalendarFile:
    """Return what a file says; one bad event never loses the others (R98).

    Raises FileTooLarge, TooManyEvents, LineTooLong, NotACalendar.
    """
    source = take_apart(data)
    effort = Effort()
    zones = Zones(source, effort)
    is_cancel = (source.calendar_value("METHOD") or "").upper() == "CANCEL"
    found: list[FoundEvent] = []
    skipped: list[Skipped] = []
    for block in source.events:
        if block.is_cut:
            skipped.append(_skipped(block, Reason.CUT_OFF))
            continue
        try:
            found.extend(read_event(block, zones, today, effort, is_cancel=is_cancel))
        # Files hold whatever programs wrote: the one event is named to the person, the rest goes on.
        except DAMAGE as error:
            skipped.append(_skipped(block, reason_of(error)))
    kept, older = _newest(found)
    name = source.calendar_value("X-WR-CALNAME") or source.calendar_value("NAME") or ""
    return CalendarFile(plain_line(name, 120), zones.usual, source.encoding, kept, (*skipped, *older))


def _newest(found: Iterable[FoundEvent]) -> tuple[tuple[FoundEvent, ...], tuple[Skipped, ...]]:
    """Keep of each date the highest SEQUENCE, then the newest stamp (R101); what changes a date replaces it (R102)."""
    best: dict[tuple[str, str], FoundEvent] = {}
    older: dict[int, Skipped] = {}
    lines: set[int] = set()
    for event in found:
        key = (event.uid, event.recurrence)
        before = best.get(key)
        if before is None or _rank(event) >= _rank(before):
            best[key] = event
    lines = {event.line for event in best.values()}
    for event in found:
        if event.line not in lines:
            older[event.line] = Skipped(event.line, event.title, Reason.OLDER)
    ordered = sorted(best.values(), key=lambda event: (event.start.wall or _naive(event), event.line))
    return tuple(ordered), tuple(older.values())


def _rank(event: FoundEvent) -> tuple[int, datetime, int]:
    return event.sequence, event.stamp or _LONG_AGO, event.line


def _naive(event: FoundEvent) -> datetime:
    return (event.start.instant or _LONG_AGO).replace(tzinfo=None)


def _skipped(block: Block, reason: Reason) -> Skipped:
    line = block.first("SUMMARY")
    return Skipped(block.number, plain_line(line.value, 120) if line else "", reason)
