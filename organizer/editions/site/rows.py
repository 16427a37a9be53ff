"""Rows of the timetable: every list of events is made of these."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from flask import url_for
from flask_babel import gettext, ngettext

from organizer.foundation.core.languages import Text
from organizer.foundation.core.wording import number, short_day
from organizer.record.finding import Found
from organizer.record.moments import is_over, is_under_way
from organizer.record.types import EventRecord, EventStatus

from .facts import Tag, tags_of
from .when import Tongue, heading_of, iso_of, row_hour, row_zone
from .where import slip_place, town_of


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event as ``components/events.html`` draws it."""

    url: str
    iso: str
    time: str | None
    zone: str
    where: Text | str
    country: str | None
    distance: str | None
    title: Text
    venue: Text | str | None
    tags: tuple[Tag, ...]
    state: tuple[str, str] | None
    off: bool


@dataclass(frozen=True, slots=True)
class DayOfRows:
    """A day's heading and its rows."""

    title: str
    note: str
    rows: tuple[EventRow, ...]


def event_row(found: Found, tongue: Tongue, *, with_day: bool = False, now: datetime | None = None) -> EventRow:
    """Return an event's row. ``with_day``: the list is not by days. ``now``: say what is under way or over."""
    event = found.event
    zone = row_zone(event)
    if with_day:
        zone = f"{short_day(event.time.first_day, tongue.language)} · {zone}"
    place = slip_place(event)
    return EventRow(
        url=url_for("site.event", code=event.code),
        iso=iso_of(event),
        time=row_hour(event, tongue.language),
        zone=zone,
        where=town_of(event),
        country=event.place.country_name,
        distance=_distance(found.km, tongue.language),
        title=event.title,
        venue=place.note if place.icon == "online" and place.note else _venue(place.venue, event),
        tags=tags_of(event, tongue.language),
        state=_state(event, now),
        off=event.status is EventStatus.CANCELLED,
    )


def rows_of(found: Iterable[Found], tongue: Tongue, *, now: datetime | None = None) -> tuple[EventRow, ...]:
    """Return rows of a list that is not by days: each says its day."""
    return tuple(event_row(one, tongue, with_day=True, now=now) for one in found)


def days_of(found: Sequence[Found], tongue: Tongue, *, now: datetime | None = None) -> tuple[DayOfRows, ...]:
    """Return rows by the local day on which events start; ``found`` must be in that order."""
    by_day = groupby(found, key=lambda one: one.event.time.first_day)
    return tuple(_day(heading_of(first, tongue.language), list(those), tongue, now) for first, those in by_day)


def _day(title: str, found: list[Found], tongue: Tongue, now: datetime | None) -> DayOfRows:
    shown = number(len(found), tongue.language)
    note = ngettext("%(count)s event", "%(count)s events", len(found), count=shown)
    return DayOfRows(title, note, tuple(event_row(one, tongue, now=now) for one in found))


def _distance(km: int | None, language: str) -> str | None:
    return None if km is None else gettext("%(km)s km", km=number(km, language))


def _venue(venue: Text | str | None, event: EventRecord) -> Text | str | None:
    """Return the venue, nothing when it would only say the town again."""
    return None if venue is None or str(venue) in (event.place.city, str(town_of(event))) else venue


def _state(event: EventRecord, now: datetime | None) -> tuple[str, str] | None:
    """Return the state in words and its kind, the strongest one only."""
    if event.status is EventStatus.CANCELLED:
        return gettext("Cancelled"), "stop"
    if now is not None and is_under_way(event, now) and not event.time.is_date_only:
        return gettext("Under way"), "live"
    if now is not None and is_over(event, now):
        return gettext("Over"), ""
    return _news(event)


def _news(event: EventRecord) -> tuple[str, str] | None:
    """Return what somebody who knew the event must see before they set out."""
    change = event.change
    if event.status is EventStatus.POSTPONED:
        return gettext("Postponed"), "warn"
    if change is not None and change.start is not None:
        return gettext("New time"), "warn"
    if change is not None and change.venue and not event.place.is_withheld:
        return gettext("New place"), "warn"
    if event.status is EventStatus.TENTATIVE:
        return gettext("Not confirmed yet"), "warn"
    return (gettext("Full"), "") if event.capacity_band == "none" else None
