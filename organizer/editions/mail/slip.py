"""When and where in a mail, in the recipient's language and the event's zone."""

from datetime import datetime

from flask_babel import format_date, format_time, gettext

from organizer.foundation.core.languages import Text
from organizer.places.zones import zone_label
from organizer.record.types import Change, EventRecord, EventTime, Mode

from .letter import Slip


def slip_of(event: EventRecord, language: str) -> Slip:
    """Return the slip of an event."""
    when = event.time
    zone = None if when.is_date_only else zone_label(when.zone, when.start_utc, language)
    return Slip(when_words(when), zone, _place(event), _address(event))


def when_words(when: EventTime) -> str:
    """Return day and hours: ``Wednesday, 17 November 2027, 18:00–20:00``."""
    first = format_date(when.start, "full", rebase=False)
    if when.to_be_announced:
        return gettext("%(day)s. The hour comes later.", day=first)
    if when.all_day:
        if when.last_day == when.first_day:
            return gettext("%(day)s, all day", day=first)
        return f"{first} – {format_date(when.last_day, 'full', rebase=False)}"
    start = _hour(when.start)
    if when.end is None:
        return f"{first}, {start}"
    if when.end.date() == when.start.date() or (when.end - when.start).total_seconds() < 16 * 3600:
        return f"{first}, {start}–{_hour(when.end)}"
    return f"{first}, {start} – {format_date(when.end, 'full', rebase=False)}, {_hour(when.end)}"


def before_words(change: Change | None) -> tuple[str, ...]:
    """Return what was true before: the time, the place."""
    if change is None:
        return ()
    lines = []
    if change.start is not None:
        lines.append(f"{format_date(change.start, 'full', rebase=False)}, {_hour(change.start)}")
    if change.venue:
        lines.append(change.venue)
    return tuple(lines)


def _hour(moment: datetime) -> str:
    return str(format_time(moment, "short", rebase=False))


def _place(event: EventRecord) -> Text | None:
    if event.mode is Mode.ONLINE:
        return None
    return event.place.venue


def _address(event: EventRecord) -> str | None:
    if event.mode is Mode.ONLINE:
        return event.online_url or gettext("Online")
    place = event.place
    parts = [place.address, place.city, place.country_name]
    line = ", ".join(part for part in parts if part) or None
    if place.is_withheld:
        return "\n".join(
            part for part in (line, gettext("The exact address comes by e-mail when you confirm.")) if part
        )
    if event.online_url:
        return f"{line}\n{event.online_url}" if line else event.online_url
    return line
