"""What the file itself says of one event, in the reader's words: nothing here comes from the record."""

from datetime import UTC, datetime, timedelta

from flask_babel import gettext, lazy_gettext

from organizer.foundation.core.wording import day, digits, hour, joined, plain_day

from .moments import Moment, moment_of
from .reading import Component

_STATES = {
    "CONFIRMED": lazy_gettext("Takes place"),
    "TENTATIVE": lazy_gettext("Not sure yet"),
    "CANCELLED": lazy_gettext("Cancelled"),
}


def facts_of(event: Component, language: str) -> tuple[tuple[str, str], ...]:
    """Return terms and values, what is missing left out. Needs a locale in force."""
    state = event.value("STATUS")
    found = (
        (gettext("Title"), event.text("SUMMARY")),
        (gettext("Starts"), _when(event, "DTSTART", language)),
        (gettext("Ends"), _when(event, "DTEND", language)),
        (gettext("Place"), event.text("LOCATION")),
        (gettext("State"), str(_STATES.get(state, state))),
        (gettext("Version"), digits(event.value("SEQUENCE"), language)),
        (gettext("Last change"), stamp_words(event.value("LAST-MODIFIED"), language)),
    )
    return tuple((term, value) for term, value in found if value)


def first_day(event: Component, language: str) -> str:
    """Return the day on which an event starts, "" when the file does not say it."""
    moment = _moment(event, "DTSTART")
    at = moment and (moment.day or moment.wall or moment.instant)
    return plain_day(at, language) if at else ""


def stamp_words(stamp: str, language: str) -> str:
    """Return a time of change such as ``20261128T072420Z`` in words; as it is when it is written in no legal way."""
    at = stamp_of(stamp)
    return moment_words(at, language) if at else stamp


def stamp_of(stamp: str) -> datetime | None:
    """Return the instant of a stamp in UTC, None when it is written in no legal way."""
    try:
        return datetime.strptime(stamp, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None


def moment_words(at: datetime, language: str) -> str:
    """Return an instant as day and hour in UTC."""
    at = at.astimezone(UTC)
    return joined((plain_day(at.date(), language), gettext("%(hour)s UTC", hour=hour(at, language))), language)


def _when(event: Component, name: str, language: str) -> str:
    moment = _moment(event, name)
    if moment is None:
        return event.value(name)
    if moment.day is not None:
        # The day after the last one is what the standard wants; the last one is what people mean.
        last = moment.day - timedelta(days=1) if name == "DTEND" else moment.day
        return day(last, language, with_year=True)
    if moment.instant is not None:
        return joined(
            (day(moment.instant.date(), language, with_year=True), _in_utc(moment.instant, language)), language
        )
    wall = moment.wall
    if wall is None:
        return ""
    return joined((day(wall.date(), language, with_year=True), hour(wall, language), moment.zone or ""), language)


def _in_utc(at: datetime, language: str) -> str:
    return gettext("%(hour)s UTC", hour=hour(at, language))


def _moment(event: Component, name: str) -> Moment | None:
    found = event.first(name)
    return moment_of(found) if found else None
