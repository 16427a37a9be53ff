"""When an event comes again, as its page says it: the rule in words, and the other dates that are still to come."""

from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from flask_babel import gettext

from organizer.events.rules.words import rule_words
from organizer.record.types import EventRecord, EventStatus, SeriesDate

from .reader import PageReader
from .when import before_words

#: More than these are folded.
FEW = 6
_OFF = (EventStatus.CANCELLED, EventStatus.REMOVED)


@dataclass(frozen=True, slots=True)
class OtherDate:
    """One of the other dates: its page, its start for a ``time`` element and in words."""

    url: str
    iso: str
    words: str
    is_off: bool


@dataclass(frozen=True, slots=True)
class SeriesWords:
    """How an event comes again, and its other dates: the next ones, and those after them."""

    rule: str
    next: tuple[OtherDate, ...]
    later: tuple[OtherDate, ...]


def series_of(event: EventRecord, reader: PageReader) -> SeriesWords | None:
    """Return what the page says of the series; None for an event that stands alone."""
    if event.rule is None:
        return None
    others = [date for date in event.dates if date.code != event.code and _is_to_come(date, reader.at)]
    rows = tuple(_row(date, reader) for date in others)
    return SeriesWords(rule_words(event.rule, reader.ui, gettext), rows[:FEW], rows[FEW:])


def _is_to_come(date: SeriesDate, at: datetime) -> bool:
    return (date.time.end_utc or date.time.start_utc) > at


def _row(date: SeriesDate, reader: PageReader) -> OtherDate:
    when = date.time
    iso = when.first_day.isoformat() if when.is_date_only else f"{when.start_utc:%Y-%m-%dT%H:%M:%SZ}"
    words = before_words(when.start, when, reader.tongue)
    return OtherDate(url_for("site.event", code=date.code), iso, words, date.status in _OFF)
