"""Which events a feed holds when there are more than calendar programs take (calendars.md R16)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from operator import attrgetter

from .vevent import Fragment

#: Google is seen to lose events past about 1,100 and files past about 1 MB.
MOST_EVENTS = 1000
MOST_OCTETS = 900_000
#: Room for the header and the zones.
_HEADER_ROOM = 2_000
_DAYS_BACK = timedelta(days=90)
_DAYS_AHEAD = timedelta(days=548)


@dataclass(frozen=True, slots=True)
class Window:
    """The days around ``today`` whose events a feed holds: 90 back, 18 months ahead.

    A feed changes with its window once a day, never within a day. Cancelled events stay 30
    days past their date because everything stays 90.
    """

    today: date

    def held(self, fragments: Sequence[Fragment]) -> list[Fragment]:
        """Return those that start within the window (days in UTC)."""
        first, last = f"{self.today - _DAYS_BACK:%Y%m%d}", f"{self.today + _DAYS_AHEAD:%Y%m%dZ}"
        return [fragment for fragment in fragments if first <= fragment.order <= last]


def selected(fragments: Sequence[Fragment], window: Window | None) -> list[Fragment]:
    """Return the fragments of a feed in order, at most 1,000 and at most 900 kB.

    What comes next is kept first, then what was last; without a window the latest starts are kept.
    """
    wanted = sorted(window.held(fragments) if window else fragments, key=attrgetter("order"))
    room = MOST_OCTETS - _HEADER_ROOM
    if len(wanted) <= MOST_EVENTS and _octets(wanted) <= room:
        return wanted
    kept: list[Fragment] = []
    zones: set[bytes] = set()
    for fragment in _most_useful_first(wanted, window):
        room -= len(fragment.body) + (len(fragment.definition) if fragment.definition not in zones else 0)
        if room < 0 or len(kept) == MOST_EVENTS:
            break
        zones.add(fragment.definition)
        kept.append(fragment)
    return sorted(kept, key=attrgetter("order"))


def _octets(fragments: Sequence[Fragment]) -> int:
    zones = {fragment.definition for fragment in fragments}
    return sum([len(fragment.body) for fragment in fragments]) + sum(map(len, zones))


def _most_useful_first(fragments: list[Fragment], window: Window | None) -> list[Fragment]:
    if window is None:
        return fragments[::-1]
    today = datetime(window.today.year, window.today.month, window.today.day, tzinfo=UTC)
    coming = [fragment for fragment in fragments if fragment.start >= today]
    past = [fragment for fragment in fragments if fragment.start < today]
    return coming + past[::-1]
