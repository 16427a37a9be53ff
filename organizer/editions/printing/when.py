"""When, in words: the tear-off day, the date, the hours, the zone; as clocks in the event's own zone show it."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time, get_timezone_name
from babel.units import format_unit
from flask_babel import get_locale, gettext

from organizer.foundation.core.languages import Text
from organizer.foundation.core.walltime import get_zone, to_local
from organizer.places.zones import zone_name, zone_pattern
from organizer.record.types import EventTime

from .locales import SheetLocale, sheet_locale
from .scripts import scripts_of
from .words import Words

#: An evening that runs past midnight is still that evening.
_ONE_NIGHT = timedelta(hours=16)
_UNITS = ((24 * 60, "day"), (60, "hour"), (1, "minute"))
_ENGLISH_HALF = re.compile("[AP]M")
#: Languages whose first letters become capitals at the start of a line by plain rules.
_NO_CAPITALS = frozenset({"ka", "tr", "az", "lt"})


@dataclass(frozen=True, slots=True)
class DateWords:
    """``day`` and ``month`` are the tear-off leaf; ``date``, ``time`` and ``zone`` are lines of text."""

    day: Text
    month: Text
    date: Text
    time: Text | None
    zone: Text | None


def date_words(when: EventTime, *, language: str, country: str | None, words: Words) -> DateWords:
    """Return an event's time in words for a sheet in ``language`` (BCP 47), in the habit of ``country``."""
    using = sheet_locale(language, country)
    date, time = _lines(when, using, words)
    return DateWords(
        day=Text(using.digits(_day_numbers(when)), using.lang),
        month=Text(
            using.digits(_capital(format_skeleton("yMMMM", when.start, locale=using.locale), using)), using.lang
        ),
        date=Text(using.digits(_capital(date, using)), using.lang),
        time=_own_way(time, using) if isinstance(time, str) else time,
        zone=None if when.is_date_only else _zone(when.zone, using),
    )


def _lines(when: EventTime, using: SheetLocale, words: Words) -> tuple[str, str | Text | None]:
    """Return the two lines: a day and its hours, or the first and the last moment."""
    first = format_date(when.start, "full", using.locale)
    if _spans_days(when) and when.end is not None:
        # The leaf says the year.
        first, last = (format_skeleton("MMMMEEEEd", day, locale=using.locale) for day in (when.start, when.last_day))
        if when.is_date_only:
            return f"{first} –", last
        return f"{first}, {_hour(when.start, using.locale)} –", f"{last}, {_hour(when.end, using.locale)}"
    if when.to_be_announced:
        return first, words.text(words.time_open)
    if when.all_day:
        return first, words.text(words.all_day)
    start = _hour(when.start, using.locale)
    has_end = when.end is not None and when.end > when.start
    return first, f"{start} – {_hour(when.end, using.locale)}" if has_end and when.end else start


def _own_way(hours: str, using: SheetLocale) -> Text:
    """Return the hours with the direction that they read in: ``4:00 PM`` is Latin in the middle of Urdu too."""
    words = using.digits(hours)
    is_latin = any("A" <= char <= "z" for char in words) and "arab" not in scripts_of(words)
    return Text(words, "en" if is_latin else using.lang)


def moment_words(local: datetime, using: SheetLocale) -> str:
    """Return a day with its year and an hour, of a wall time."""
    day = format_skeleton("yMMMMEEEEd", local, locale=using.locale)
    return using.digits(f"{day}, {_hour(local, using.locale)}")


def step_words(when: EventTime, minutes: int, using: SheetLocale, words: Words) -> Text:
    """Return when something is done that begins ``minutes`` after the start: as the event's clocks show it, with the day where it is another.

    An event without an hour has steps so long before or after its start. Needs the locale of ``words``.
    """
    if when.is_date_only:
        return words.text(using.digits(_from_start(minutes)))
    local = to_local(when.start_utc + timedelta(minutes=minutes), when.zone)
    hour = _hour(local, using.locale)
    if local.date() == when.first_day:
        return _own_way(hour, using)
    return _own_way(f"{format_skeleton('MMMEd', local, locale=using.locale)}, {hour}", using)


def _from_start(minutes: int) -> str:
    if minutes == 0:
        return gettext("At the start")
    count, unit = next((abs(minutes) // size, unit) for size, unit in _UNITS if minutes % size == 0)
    time = format_unit(count, f"duration-{unit}", length="long", locale=get_locale())
    return gettext("%(time)s before", time=time) if minutes < 0 else gettext("%(time)s after", time=time)


def _spans_days(when: EventTime) -> bool:
    if when.end is None or when.last_day == when.first_day:
        return False
    return when.is_date_only or when.end - when.start > _ONE_NIGHT


def _day_numbers(when: EventTime) -> str:
    first, last = when.first_day, when.last_day
    if _spans_days(when) and (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{last.day}"
    return str(first.day)


def _hour(moment: datetime, locale: Locale) -> str:
    """Return the hour with blanks that no line break parts.

    Where CLDR gives a country English AM and PM for a language that has none (French in Tunis), the language wins.
    """
    words = format_time(moment.time(), "short", locale=locale)
    if locale.language != "en" and _ENGLISH_HALF.search(words):
        words = format_time(moment.time(), "short", locale=Locale(locale.language, script=locale.script))
    return words.replace("\u202f", "\u00a0").replace(" ", "\u00a0")


def _zone(zone: str, using: SheetLocale) -> Text | None:
    """Return the zone's name without summer or winter in it; None when the locale has none."""
    if zone in ("UTC", "Etc/UTC"):
        return Text("UTC", "en")
    try:
        name = get_timezone_name(get_zone(zone), width="long", locale=using.locale)
    except LookupError:  # a locale without names of countries, such as Hawaiian
        return None
    if _is_put_together(name, using.locale):
        name = zone_name(zone, using.lang)
    return Text(using.digits(_capital(name, using)), using.lang)


def _is_put_together(name: str, locale: Locale) -> bool:
    """Tell whether CLDR has no name for the zone, and Babel made one: of a city, or by the pattern of summer time."""
    pattern = str(locale.zone_formats["region"])
    before, _, after = pattern.partition("%s")
    is_of_summer = locale.language != "en" and pattern != zone_pattern(locale)
    return "(" in name or (is_of_summer and name.startswith(before) and name.endswith(after))


def _capital(words: str, using: SheetLocale) -> str:
    """Return ``words`` with a capital first, as a line of a poster starts; scripts without capitals stay."""
    if using.locale.language in _NO_CAPITALS:
        return words
    return words[:1].upper() + words[1:]
