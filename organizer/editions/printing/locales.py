"""Which of Babel's locales writes the dates of a sheet, and its digits.

Dates follow the habit of the country where the event is: 12 or 24 hours, the names of months in Beirut and in Rabat.
"""

from dataclasses import dataclass

from babel import Locale, UnknownLocaleError
from babel.languages import get_official_languages

from organizer.foundation.core.languages import fallback_chain

#: CLDR numbering systems with digits of their own, by the code point of zero; Babel's dates use Latin digits always.
_ZEROS = {"arab": 0x660, "arabext": 0x6F0, "beng": 0x9E6, "deva": 0x966, "mymr": 0x1040}
#: CLDR leaves Arabic as such to the country, and knows none outside of where it is spoken; most readers write these.
_SYSTEMS = {"ar": "arab"}
#: Where there is no country, English without the habits of the United States: 15:00, the day before the month.
_WORLDWIDE = {"en": "en-150"}


@dataclass(frozen=True, slots=True)
class SheetLocale:
    """A locale and the language tag that its words are in."""

    locale: Locale
    lang: str

    def digits(self, words: str) -> str:
        """Return ``words`` with the digits that the locale's readers use."""
        own = self.locale.default_numbering_system
        zero = _ZEROS.get(own if self.locale.territory else _SYSTEMS.get(self.locale.language, own))
        return words.translate({0x30 + n: zero + n for n in range(10)}) if zero else words


def sheet_locale(language: str, country: str | None) -> SheetLocale:
    """Return the locale for dates in ``language`` (BCP 47) at a place in ``country`` (ISO 3166-1 alpha-2).

    A language that CLDR does not know (Samoan, Fijian) gives way to another official one of the country, then to
    English.
    """
    others = get_official_languages(country, de_facto=True) if country else ()
    for tag in [*fallback_chain(language), *(other.replace("_", "-") for other in others), "en"]:
        found = _parse(f"{tag}-{country}") if country and not _has_region(tag) else None
        found = found or _parse(_WORLDWIDE.get(tag, tag) if country is None else tag)
        if found is not None:
            return SheetLocale(found, tag)
    return SheetLocale(Locale("en"), "en")


def _parse(tag: str) -> Locale | None:
    """Return the locale; None when there is none, or one without names of months."""
    try:
        locale = Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return None
    return None if locale.months["format"]["wide"][11].startswith("M1") else locale


def _has_region(tag: str) -> bool:
    return any(len(part) == 2 for part in tag.split("-")[1:])
