"""Feeds that people subscribe to, and the file of one event that they download.

Pure functions of the record: the same record, language and day give the same bytes in every
process. The application's locale must be ``language`` when they are called.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from organizer.record.derived import Derived
from organizer.record.labels import words_language
from organizer.record.own_calendar import OwnEntry
from organizer.record.types import EventRecord

from .calendar_file import FeedHeader, calendar_file, feed_header
from .filename import event_stem, file_name
from .labels import current_labels
from .selection import Selection, Window, midnight, narrowed, selected, stands_until, start_day
from .vevent import Fragment, event_fragment

#: A fragment takes about 2 kB.
_fragments: Derived[Fragment] = Derived(12_000)


@dataclass(frozen=True, slots=True)
class Feed:
    """A calendar file. ``last_modified``: not before the newest change of an event in it; None when nothing ever was.

    ``left_out``: events within its days that found no room.
    """

    body: bytes
    filename: str
    last_modified: datetime | None
    events: int
    left_out: int = 0


def render_feed(
    header: FeedHeader,
    events: Sequence[EventRecord],
    language: str,
    *,
    today: date | None = None,
    changed: datetime | None = None,
) -> Feed:
    """Return the public feed of these events; drafts are left out.

    ``today`` sets the window (90 days back, 18 months ahead), and ends tombstones after 30 days; without it every
    day is in. At most 1,000 events and 900 kB (R16). ``changed``: when anything visible around the events changed.
    """
    standing, ended = _standing(events, today)
    newest = max((event.updated_at for event in events if event.updated_at and not event.is_draft), default=None)
    turned = Window(today).turned(map(start_day, standing)) if today else None
    return _file(header, _held(standing, language, today), _latest(changed, newest, ended, turned))


def room_in_feed(events: Sequence[EventRecord], language: str, *, today: date) -> Selection:
    """Return what ``render_feed`` holds of these events and how many it leaves out, without writing the file."""
    return _held(_standing(events, today)[0], language, today)


def _standing(events: Sequence[EventRecord], today: date | None) -> tuple[list[EventRecord], datetime | None]:
    """Return what a feed shows on a day, and when the last tombstone that has gone went."""
    standing: list[EventRecord] = []
    ended: datetime | None = None
    for event in events:
        end = stands_until(event) if today else None
        if today and end is not None and end <= midnight(today):
            ended = _latest(ended, end)
        elif not event.is_draft:
            standing.append(event)
    return standing, ended


def _held(events: list[EventRecord], language: str, today: date | None) -> Selection:
    labels = current_labels(language)
    rest = (language, words_language())

    def make(event: EventRecord) -> Fragment:
        return event_fragment(event, language, labels=labels)

    window = Window(today) if today else None
    chosen, more = narrowed(events, window) if window else (events, 0)
    found = selected([_fragments.of(event, rest, make) for event in chosen], window)
    return Selection(found.kept, found.left_out + more)


def render_own_feed(
    header: FeedHeader, entries: Iterable[OwnEntry], language: str, *, today: date | None = None
) -> Feed:
    """Return somebody's own calendar: where they will be blocks their time, what is not confirmed does not (R58).

    Cancelled events stay and say so (R25), tombstones for 30 days.
    """
    labels = current_labels(language)
    standing = [
        entry
        for entry in entries
        if today is None or (end := stands_until(entry.event)) is None or end > midnight(today)
    ]
    fragments = [
        event_fragment(entry.event, language, is_busy=entry.is_busy, is_private=True, labels=labels)
        for entry in standing
    ]
    return join_feed(header, fragments, today=today)


def render_event(event: EventRecord, language: str) -> Feed:
    """Return the download of one event: no name, no SOURCE, no METHOD; it blocks the reader's time."""
    fragment = event_fragment(event, language, is_busy=True)
    return Feed(calendar_file([fragment]), file_name(event_stem(event)), fragment.modified, events=1)


def join_feed(header: FeedHeader, fragments: Sequence[Fragment], *, today: date | None = None) -> Feed:
    """Return stored fragments as a feed: one changed event costs one fragment and this join."""
    newest = max((fragment.modified for fragment in fragments), default=None)
    return _file(header, selected(fragments, Window(today) if today else None), newest)


def _file(header: FeedHeader, found: Selection, changed: datetime | None) -> Feed:
    return Feed(
        body=calendar_file(found.kept, feed_header(header, is_cut=found.left_out > 0), zone=header.zone),
        filename=file_name(header.file_stem),
        last_modified=changed.astimezone(UTC) if changed else None,
        events=len(found.kept),
        left_out=found.left_out,
    )


def _latest(*moments: datetime | None) -> datetime | None:
    return max(filter(None, moments), default=None)
