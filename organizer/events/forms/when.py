"""How an event's time reads on a page of those who work on it, in the language of the page."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

from flask_babel import gettext

from organizer.events.rules.timing import first_instant
from organizer.foundation.core.errors import DomainError
from organizer.foundation.core.walltime import offset_at, resolve
from organizer.foundation.core.wording import day, days, digits, hour, hours, plain_day
from organizer.foundation.web.language import ui_language
from organizer.places.zones import utc_offset_label, zone_label

#: An evening that runs past midnight is still that evening.
_ONE_NIGHT = timedelta(hours=16)


class Timed(Protocol):
    """Wall times in a zone: the details of an event, or its line in a list."""

    @property
    def zone(self) -> str: ...
    @property
    def start(self) -> datetime: ...
    @property
    def end(self) -> datetime | None: ...
    @property
    def fold(self) -> int: ...
    @property
    def all_day(self) -> bool: ...
    @property
    def to_be_announced(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class WhenWords:
    """What the slip shows: see components/slip.html. ``start`` and ``offset`` (``UTC−5``) alone are for lists."""

    iso: str
    hours: str | None
    start: str | None
    day: str
    zone: str
    utc: str | None
    offset: str
    was: str | None = None


def when_words(timed: Timed) -> WhenWords:
    """Return day, hours and zone in words. A zone that is no more reads as its name."""
    at, language = _instant(timed), ui_language()
    is_date_only = timed.all_day or timed.to_be_announced
    iso = timed.start.date().isoformat() if is_date_only else at.strftime("%Y-%m-%dT%H:%M:%SZ")
    return WhenWords(
        iso=iso,
        hours=None if is_date_only else _hours(timed.start, timed.end),
        start=None if is_date_only else hour_words(timed.start),
        day=_days(timed),
        zone=digits(zone_label(timed.zone, at, language), language),
        utc=None if is_date_only else f"{hour_words(at.replace(tzinfo=None))} UTC",
        offset=digits(utc_offset_label(offset_at(timed.zone, at)), language),
    )


def hour_words(moment: datetime) -> str:
    """Return the hour of a wall time."""
    return hour(moment, ui_language())


def day_words(moment: datetime) -> str:
    """Return a day with its weekday and year."""
    return day(moment.date(), ui_language(), with_year=True)


def moment_words(at: datetime) -> str:
    """Return an instant of our own doing: day and hour in UTC."""
    in_utc = at.astimezone(UTC).replace(tzinfo=None)
    return f"{plain_day(in_utc.date(), ui_language())}, {hour_words(in_utc)} UTC"


def _hours(start: datetime, end: datetime | None) -> str:
    """Return the hours from start to end; the end's day too when it is far off."""
    if end is None or end.date() == start.date() or end - start < _ONE_NIGHT:
        return hours(start, end, ui_language())
    return f"{hour_words(start)} – {day_words(end)}, {hour_words(end)}"


def _days(timed: Timed) -> str:
    first = day_words(timed.start)
    if timed.to_be_announced:
        return gettext("%(day)s, the hour comes later", day=first)
    if not timed.all_day:
        return first
    if timed.end is not None and timed.end.date() != timed.start.date():
        return days(timed.start.date(), timed.end.date(), ui_language(), with_year=True)
    return gettext("%(day)s, all day", day=first)


def _instant(timed: Timed) -> datetime:
    """Return the first instant; a time that governments took away since reads as it was."""
    if timed.all_day or timed.to_be_announced:
        return first_instant(timed.start, timed.zone)
    try:
        return resolve(timed.start, timed.zone, timed.fold)
    except DomainError:
        return first_instant(timed.start, timed.zone)
