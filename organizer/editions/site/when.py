"""When an event is, as pages say it: the event's own clock first, the reader's second."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from flask_babel import gettext

from organizer.foundation.core.wording import day, days, full_day, hour, hours
from organizer.places.zones import utc_offset_label, zone_label, zone_name
from organizer.record.types import EventRecord, EventTime, Mode

#: An evening that runs past midnight is still that evening.
_ONE_NIGHT = timedelta(hours=16)


@dataclass(frozen=True, slots=True)
class SlipTime:
    """A time as ``components/slip.html`` draws it; ``hours`` None when only the day is known."""

    iso: str
    hours: str | None
    day: str
    zone: str
    utc: str | None
    was: str | None = None


@dataclass(frozen=True, slots=True)
class Tongue:
    """The language of our own words (it must be in force), and today, which decides whether a year is said."""

    language: str
    today: date

    def has_year(self, value: date) -> bool:
        """Tell whether a day needs its year: when it is not this year's."""
        return value.year != self.today.year


def slip_time(event: EventRecord, tongue: Tongue, *, was: str | None = None) -> SlipTime:
    """Return when an event is. One that happens only online is told in UTC: it has no town."""
    when = event.time
    language, with_year = tongue.language, tongue.has_year(when.first_day)
    if when.is_date_only:
        span = days(when.first_day, when.last_day, language, with_year=with_year)
        return SlipTime(when.first_day.isoformat(), None, span, _day_note(event), None, was)
    start, end, zone, second = _clock(event, tongue)
    iso = f"{when.start_utc:%Y-%m-%dT%H:%M:%SZ}"
    if end is not None and _spans_days(start, end):
        until = gettext("until %(day)s, %(hour)s", day=day(end, language), hour=hour(end, language))
        words = f"{day(start, language, with_year=with_year)}{_comma(language)}{until}"
        return SlipTime(iso, hour(start, language), words, zone, second, was)
    last = start.date() if end is None else end.date()
    span = days(start.date(), last, language, with_year=with_year)
    return SlipTime(iso, hours(start, end, language), span, zone, second, was)


def before_words(moment: datetime, when: EventTime, tongue: Tongue) -> str:
    """Return a start as it was before a change (naive wall time): ``Wed 17 November, 09:00``."""
    first = day(moment, tongue.language, with_year=tongue.has_year(moment.date()))
    return first if when.is_date_only else f"{first}{_comma(tongue.language)}{hour(moment, tongue.language)}"


def start_words(event: EventRecord, tongue: Tongue) -> str:
    """Return day and hour of the start in one line: ``Wed 17 November, 15:00``."""
    return before_words(event.time.start, event.time, tongue)


def row_hour(event: EventRecord, language: str) -> str | None:
    """Return the hour at the start of a list's row; None when only the day is known."""
    if event.time.is_date_only:
        return None
    return hour(_utc(event.time.start_utc) if _is_in_utc(event) else event.time.start, language)


def row_zone(event: EventRecord) -> str:
    """Return what stands under the hour: ``UTC−5``, or why there is no hour."""
    if event.time.to_be_announced:
        return gettext("hour open")
    if event.time.all_day:
        return gettext("all day")
    return "UTC" if _is_in_utc(event) else utc_offset_label(event.time.start_offset)


def heading_of(value: date, language: str) -> str:
    """Return a day as the heading of its events, with a capital where the script has them."""
    words = full_day(value, language)
    return words[:1].upper() + words[1:]


def iso_of(event: EventRecord) -> str:
    """Return the start for a ``time`` element: an instant in UTC, or a day."""
    if event.time.is_date_only:
        return event.time.first_day.isoformat()
    return f"{event.time.start_utc:%Y-%m-%dT%H:%M:%SZ}"


def _clock(event: EventRecord, tongue: Tongue) -> tuple[datetime, datetime | None, str, str | None]:
    """Return start and end as they are told (naive), the zone's name, and a second way to say the start."""
    when, language = event.time, tongue.language
    if not _is_in_utc(event):
        # Offsets and hours of UTC are codes, written the same in every script.
        utc = f"{when.start_utc:%H:%M} UTC"
        zone = zone_label(when.zone, when.start_utc, language)
        return when.start, when.end, zone, None if zone == "UTC" else utc
    end = _utc(when.end_utc) if when.end_utc else None
    own = None
    if "/" in when.zone and not when.zone.startswith("Etc/"):
        own = f"{hour(when.start, language)}, {zone_name(when.zone, language)}"
    return _utc(when.start_utc), end, "UTC", own or f"{when.start_utc:%H:%M} UTC"


def _is_in_utc(event: EventRecord) -> bool:
    return event.mode is Mode.ONLINE and not event.time.is_date_only


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(tzinfo=None)


def _spans_days(start: datetime, end: datetime) -> bool:
    return end.date() != start.date() and end - start > _ONE_NIGHT


def _day_note(event: EventRecord) -> str:
    if event.time.to_be_announced:
        return gettext("Time to be announced")
    return gettext("All day")


def _comma(language: str) -> str:
    return "، " if language == "ar" else ", "
