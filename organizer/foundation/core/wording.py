"""Days, hours and numbers as readers write them: pure functions of a value and a language (BCP 47).

Hours have 24 of them everywhere: "3:00" says too little to somebody in another country. A
language that CLDR does not have (Samoan, Guarani) gives way to the one that its readers use
beside it, and that to English as it is written outside of America.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal

from .languages import fallback_chain

_ENGLISH = "en_150"
_READ_INSTEAD = {"en": _ENGLISH, "sm": _ENGLISH, "fj": _ENGLISH, "gn": "es", "ay": "es", "ht": "fr"}
#: Digits by numbering system: the code point of zero. Babel's dates are in Latin digits always.
_ZEROS = {"arab": 0x660, "arabext": 0x6F0, "beng": 0x9E6, "deva": 0x966, "mymr": 0x1040}
#: CLDR leaves Arabic as such to the country; most readers write these.
_SYSTEMS = {"ar": "arab", "fa": "arabext", "ur": "latn"}
#: Day and month in one breath, with and without the year; where CLDR abbreviates the month too.
_SHORT = {"en": ("EEE d MMMM", "EEE d MMMM y")}
#: What stands between the parts of an address or a list without "and".
_COMMAS = {"ar": "، ", "fa": "، ", "ur": "، ", "ps": "، ", "ckb": "، ", "ug": "، ", "zh": "，", "ja": "、"}
_RANGES = {"en": "{0} to {1}", "es": "{0} al {1}", "ar": "{0} إلى {1}"}


@lru_cache(maxsize=512)
def locale_of(language: str) -> Locale:
    """Return the locale that writes dates for a reader of ``language``."""
    for tag in fallback_chain(language):
        for name in (_READ_INSTEAD.get(tag), tag.replace("-", "_")):
            found = _parse(name) if name else None
            if found is not None:
                return found
    return Locale.parse(_ENGLISH)


def digits(words: str, language: str) -> str:
    """Return ``words`` with the digits that readers of ``language`` use: ``17`` is ``١٧`` in Arabic."""
    base = fallback_chain(language)[-1]
    zero = _ZEROS.get(_SYSTEMS.get(base) or locale_of(language).default_numbering_system)
    return words.translate({0x30 + n: zero + n for n in range(10)}) if zero else words


def joined(parts: Iterable[str], language: str) -> str:
    """Return parts of an address or a list in a row, with the comma of ``language``."""
    return _COMMAS.get(fallback_chain(language)[-1], ", ").join(parts)


def number(value: int, language: str) -> str:
    """Return a whole number with its separators: ``1,250``."""
    system = _SYSTEMS.get(fallback_chain(language)[-1], "default")
    return digits(format_decimal(value, locale=locale_of(language), numbering_system=system), language)


def hour(moment: datetime, language: str) -> str:
    """Return the hour of a naive wall time: ``15:00``."""
    return digits(f"{moment:%H:%M}", language)


def hours(start: datetime, end: datetime | None, language: str) -> str:
    """Return a span of hours: ``15:00–19:00``; the start alone when no end is known."""
    return hour(start, language) if end is None else f"{hour(start, language)}–{hour(end, language)}"


def day(value: date, language: str, *, with_year: bool = False) -> str:
    """Return a day in one breath: ``Wed 17 November``, ``mié, 17 de noviembre de 2027``."""
    locale = locale_of(language)
    pattern = _SHORT.get(locale.language)
    if pattern is not None:
        return digits(format_date(value, pattern[with_year], locale=locale), language)
    return digits(format_skeleton("yMMMMEd" if with_year else "MMMMEd", value, locale=locale), language)


def short_day(value: date, language: str) -> str:
    """Return a day for a narrow column: ``Wed 17 Nov``."""
    locale = locale_of(language)
    if locale.language == "en":
        return format_date(value, "EEE d MMM", locale=locale)
    return digits(format_skeleton("MMMEd", value, locale=locale), language)


def days(first: date, last: date, language: str, *, with_year: bool = False) -> str:
    """Return a span of days: ``Tue 16 November to Thu 18 November``; one day alone when they are the same."""
    if first == last:
        return day(first, language, with_year=with_year)
    joined = _RANGES.get(locale_of(language).language, "{0} – {1}")
    with_first = with_year and first.year != last.year
    return joined.format(day(first, language, with_year=with_first), day(last, language, with_year=with_year))


def full_day(value: date, language: str) -> str:
    """Return a day for a heading, with weekday and year: ``Wednesday, 17 November 2027``."""
    return digits(format_date(value, "full", locale=locale_of(language)), language)


def weekday(number: int, language: str) -> str:
    """Return the name of a weekday, as it stands in a sentence; Monday is 0."""
    return str(locale_of(language).days["format"]["wide"][number])


def plain_day(value: date, language: str, *, with_year: bool = True) -> str:
    """Return a day without its weekday: ``17 December 2027``."""
    locale = locale_of(language)
    words = format_date(value, "long", locale=locale) if with_year else format_skeleton("MMMMd", value, locale=locale)
    return digits(words, language)


def day_number(value: date, language: str) -> str:
    """Return the day of the month alone, for the tear-off leaf: ``17``."""
    return digits(str(value.day), language)


def leaf_month(first: date, last: date, language: str) -> str:
    """Return what stands under the number: ``Wednesday, November 2027``; for several days, from when to when."""
    locale = locale_of(language)
    if last != first:
        return days(first, last, language, with_year=True)
    weekday = format_date(first, "EEEE", locale=locale)
    month = format_skeleton("yMMMM", first, locale=locale)
    comma = "، " if locale.language in ("ar", "fa", "ur") else ", "
    return digits(f"{weekday}{comma}{month}", language)


def listed(items: Sequence[str], language: str) -> str:
    """Return a list in words: ``Spanish, French and Arabic``."""
    return str(format_list(list(items), locale=locale_of(language))) if items else ""


def _parse(name: str) -> Locale | None:
    """Return the locale, None when there is none or it has no names of months."""
    try:
        locale = Locale.parse(name)
    except (UnknownLocaleError, ValueError):
        return None
    return None if locale.months["format"]["wide"][11].startswith("M1") else locale
