"""Texts that try to break out of their field, and every text field of the record that they can be put into."""

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import timedelta
from typing import Any, get_args, get_type_hints

from organizer.editions.calendars.calendar_file import FeedHeader
from organizer.editions.calendars.feed import Feed, render_event, render_feed, render_own_feed
from organizer.editions.calendars.mail import Invited, Sending, render_invitation, render_publish
from organizer.editions.calendars.series import render_series
from organizer.events.rules.repeating import Frequency, Rule
from organizer.foundation.core.languages import Text
from organizer.record.own_calendar import OwnEntry
from organizer.record.series import SeriesRecord
from organizer.record.types import Change, EventRecord, EventStatus, EventTime, Mode, Place
from tests.support.records import UPDATED, make_event, make_time

HUGE = 100_000
NASTY = [
    "\r\nATTENDEE:mailto:ana@example.org",
    "\nEND:VEVENT\nBEGIN:VEVENT\nUID:x",
    "\r\n BEGIN:VALARM",
    "\u2028ORGANIZER:mailto:x@y.z",
    "\x85END:VCALENDAR",
    "\x0b\x0c\x1c\x1d\x1e",
    "\x00\x07\x1b[31m",
    "\ud800\udfff",
    '";X-EVIL="1":x',
    "^n^'^^",
    "\\n\\,\\;\\\\",
    "a" * 74 + "\\",
    "é" * 37 + "\n",
    "🌍" * 50,
    "e" + "\u0301" * 200,
    "\u202egnp.exe",
    "<script>alert(1)</script>",
    "<" * 3000 + "b>" * 3000,
    "[" * 5000,
    "![" * 3000,
    "a@" * 4000,
    "a." * 9000 + "@",
    "&" * 9000,
    "%(title)s %(group)s {0} %s %",
    "**" * 6000,
    " " * 9000,
    "x" * HUGE,
    "👩\u200d" * 30_000,
]
#: Everything at once: a line end of each kind, a component, a lone surrogate, NUL, a bidi override and 100 kB.
WORST = "".join(NASTY[:12]) + "\r\nBEGIN:VEVENT\r\nUID:evil\r\nATTENDEE:mailto:evil@example.org\r\n" + "y" * HUGE


def text_fields(record_type: type) -> Iterator[tuple[str, ...]]:
    """Return the path of every field below a record that holds words: ``("place", "venue")``."""
    hints = get_type_hints(record_type)
    for field in fields(record_type):
        kinds = {hints[field.name], *get_args(hints[field.name])}
        if kinds & {str, Text}:
            yield (field.name,)
        for kind in kinds:
            if kind in (Place, Change, EventTime):
                yield from ((field.name, *path) for path in text_fields(kind))


def with_text(record: Any, path: tuple[str, ...], text: str) -> Any:
    """Return the record with ``text`` in one of its fields."""
    name, *rest = path
    held = getattr(record, name)
    if rest:
        return replace(record, **{name: with_text(held, tuple(rest), text)})
    kind = get_type_hints(type(record))[name]
    values = {tuple[str, ...]: (text, text)}
    is_words = Text in {kind, *get_args(kind)}
    return replace(record, **{name: Text(text, text) if is_words else values.get(kind, text)})


def full_event(**changes: Any) -> EventRecord:
    """Return an event in which every part that may be missing is there."""
    event = make_event(
        reason="Rain", change=Change(start=make_time().start, venue="Plaza"), more_url="https://x.example/"
    )
    return replace(event, **changes)


def everywhere(text: str, **changes: Any) -> EventRecord:
    """Return an event with ``text`` in every field at once."""
    event = full_event(**changes)
    for path in text_fields(EventRecord):
        event = with_text(event, path, text)
    return event


def files_of(event: EventRecord, text: str) -> Iterator[tuple[str, bytes]]:
    """Return every calendar file that we make of an event; ``text`` stands in what surrounds it, too."""
    header = FeedHeader(title=text, source_url=text, page_url=text, zone=text, file_stem=text, when_cut=text)
    sending = Sending("noreply@act.example.org", text, UPDATED)
    made: dict[str, Feed] = {
        "feed": render_feed(header, [event], "en"),
        "download": render_event(event, "en"),
        "own": render_own_feed(header, [OwnEntry(event, is_busy=True)], "en"),
        "series": render_series([series_of(event, text)], "en", text),
    }
    yield from ((name, feed.body) for name, feed in made.items())
    yield "publish", render_publish(event, "en", sending).body
    yield "invitation", render_invitation(event, "en", sending, Invited("ana@example.org")).body


def series_of(event: EventRecord, uid: str) -> SeriesRecord:
    """Return the event on two dates, a week apart."""
    starts, week = event.time.start, timedelta(days=7)
    when = event.time
    later = replace(when, start=starts + week, end=None, start_utc=when.start_utc + week, end_utc=None)
    dates = (event, replace(event, code=f"{event.code}2", time=later))
    places = {date.code: date.time.start for date in dates}
    return SeriesRecord(uid, Rule.of(starts, Frequency.WEEKLY), when.zone, starts, dates, places)


def hostile_files() -> Iterator[tuple[str, bytes]]:
    """Return name and bytes of every file of the worst events: cancelled, removed, online, and as usual."""
    for status in (EventStatus.CONFIRMED, EventStatus.CANCELLED, EventStatus.REMOVED, EventStatus.POSTPONED):
        for mode in (Mode.IN_PERSON, Mode.ONLINE):
            event = everywhere(WORST, status=status, mode=mode)
            yield from ((f"{status} {mode} {name}", body) for name, body in files_of(event, WORST))
