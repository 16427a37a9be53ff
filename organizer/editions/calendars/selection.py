"""Which events a feed holds when there are more than calendar programs take (calendars.md R16)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from operator import attrgetter

from organizer.record.types import EventRecord, EventStatus

from .vevent import Fragment

#: Google is seen to lose events past about 1,100 and files past about 1 MB.
MOST_EVENTS = 1000
MOST_OCTETS = 900_000
#: Room for the header and the zones.
_HEADER_ROOM = 2_000
_DAYS_BACK = timedelta(days=90)
_DAYS_AHEAD = timedelta(days=548)
#: What was removed for safety is told for so long after its removal.
_TOMBSTONE = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Window:
    """The days around ``today`` whose events a feed holds: 90 back, 18 months ahead.

    A feed changes with its window once a day, never within a day. Cancelled events stay 30
    days past their date because everything stays 90.
    """

    today: date

    @property
    def first(self) -> date:
        """The earliest day of a start."""
        return self.today - _DAYS_BACK

    @property
    def last(self) -> date:
        """The latest day of a start."""
        return self.today + _DAYS_AHEAD

    def turned(self, days: Iterable[date]) -> datetime | None:
        """Return when the passing of time last changed what is held of starts on ``days``, None when it never did.

        Without this an hour of change (Last-Modified) would stand still while an event leaves the feed (R73).
        """
        found = set(days)
        left = [day + _DAYS_BACK + timedelta(days=1) for day in found if day < self.first]
        entered = [day - _DAYS_AHEAD for day in found if self.first <= day <= self.last]
        return max((midnight(day) for day in (*left, *entered)), default=None)

    def held(self, fragments: Sequence[Fragment]) -> list[Fragment]:
        """Return those that start within the window (days in UTC)."""
        first, last = f"{self.first:%Y%m%d}", f"{self.last:%Y%m%dZ}"
        return [fragment for fragment in fragments if first <= fragment.order <= last]


def stands_until(event: EventRecord) -> datetime | None:
    """Return when a tombstone has stood for its 30 days (R25); None for what is no tombstone."""
    if event.status is not EventStatus.REMOVED or event.updated_at is None:
        return None
    return midnight(event.updated_at.astimezone(UTC).date() + _TOMBSTONE + timedelta(days=1))


@dataclass(frozen=True, slots=True)
class Selection:
    """What a feed holds, in order; ``left_out``: how many more are within its days and found no room."""

    kept: list[Fragment]
    left_out: int


def narrowed(events: Sequence[EventRecord], window: Window) -> tuple[list[EventRecord], int]:
    """Return the events of which a feed may hold any, so that no others are written, and how many more are in its days."""
    if len(events) <= MOST_EVENTS:
        return list(events), 0
    within = [event for event in events if window.first <= start_day(event) <= window.last]
    ordered = sorted(within, key=lambda event: (event.time.start_utc, event.uid))
    today = midnight(window.today)
    coming = [event for event in ordered if event.time.start_utc >= today]
    past = [event for event in ordered if event.time.start_utc < today]
    chosen = (coming + past[::-1])[:MOST_EVENTS]
    return chosen, len(within) - len(chosen)


def start_day(event: EventRecord) -> date:
    """Return the day of an event's start in UTC, by which windows count."""
    return event.time.start_utc.astimezone(UTC).date()


def selected(fragments: Sequence[Fragment], window: Window | None) -> Selection:
    """Return the fragments of a feed in order, at most 1,000 and at most 900 kB.

    What comes next is kept first, then what was last; without a window the latest starts are kept.
    """
    wanted = sorted(window.held(fragments) if window else fragments, key=attrgetter("order"))
    room = MOST_OCTETS - _HEADER_ROOM
    if len(wanted) <= MOST_EVENTS and _octets(wanted) <= room:
        return Selection(wanted, 0)
    kept: list[Fragment] = []
    zones: set[bytes] = set()
    for fragment in _most_useful_first(wanted, window):
        room -= len(fragment.body) + (len(fragment.definition) if fragment.definition not in zones else 0)
        if room < 0 or len(kept) == MOST_EVENTS:
            break
        zones.add(fragment.definition)
        kept.append(fragment)
    return Selection(sorted(kept, key=attrgetter("order")), len(wanted) - len(kept))


def _octets(fragments: Sequence[Fragment]) -> int:
    zones = {fragment.definition for fragment in fragments}
    return sum([len(fragment.body) for fragment in fragments]) + sum(map(len, zones))


def _most_useful_first(fragments: list[Fragment], window: Window | None) -> list[Fragment]:
    if window is None:
        return fragments[::-1]
    today = midnight(window.today)
    coming = [fragment for fragment in fragments if fragment.start >= today]
    past = [fragment for fragment in fragments if fragment.start < today]
    return coming + past[::-1]


def midnight(day: date) -> datetime:
    """Return the instant at which a day begins in UTC, by which feeds turn."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
