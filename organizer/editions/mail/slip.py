"""When and where in a mail, in the recipient's language and the event's zone."""

from datetime import timedelta

from flask_babel import gettext

from organizer.foundation.core.languages import Text
from organizer.foundation.core.wording import full_day, hour, hours, joined
from organizer.places.zones import zone_label
from organizer.record.types import Change, EventRecord, EventTime, Mode

from .letter import Slip

#: An evening that runs past midnight is still that evening.
_ONE_NIGHT = timedelta(hours=16)


def slip_of(event: EventRecord, language: str) -> Slip:
    """Return the slip of an event."""
    when = event.time
    zone = None if when.is_date_only else zone_label(when.zone, when.start_utc, language)
    return Slip(when_words(when, language), zone, _place(event), _address(event, language))


def when_words(when: EventTime, language: str) -> str:
    """Return day and hours as pages say them: ``Wednesday, 17 November 2027, 18:00–20:00``."""
    first = full_day(when.start, language)
    if when.to_be_announced:
        return gettext("%(day)s. The hour comes later.", day=first)
    if when.all_day:
        if when.last_day == when.first_day:
            return gettext("%(day)s, all day", day=first)
        return f"{first} – {full_day(when.last_day, language)}"
    comma = "، " if language == "ar" else ", "
    is_one_night = when.end is None or when.end - when.start < _ONE_NIGHT
    if is_one_night or when.end is None:
        return f"{first}{comma}{hours(when.start, when.end, language)}"
    last = f"{full_day(when.end, language)}{comma}{hour(when.end, language)}"
    return f"{first}{comma}{hour(when.start, language)} – {last}"


def before_words(change: Change | None, language: str) -> tuple[str, ...]:
    """Return what was true before: the time, the place."""
    if change is None:
        return ()
    lines = []
    if change.start is not None:
        lines.append(f"{full_day(change.start, language)} {hour(change.start, language)}")
    if change.venue:
        lines.append(change.venue)
    return tuple(lines)


def _place(event: EventRecord) -> Text | None:
    if event.mode is Mode.ONLINE:
        return None
    return event.place.venue


def _address(event: EventRecord, language: str) -> str | None:
    if event.mode is Mode.ONLINE:
        return event.online_url or gettext("Online")
    place = event.place
    parts = [place.address, place.city, place.country_name]
    line = joined((part for part in parts if part), language) or None
    if place.is_withheld:
        return "\n".join(
            part for part in (line, gettext("The exact address comes by e-mail when you confirm.")) if part
        )
    if event.online_url:
        return f"{line}\n{event.online_url}" if line else event.online_url
    return line
