"""Countries: ISO 3166-1 alpha-2 codes and their names in every language that CLDR has.

CLDR's names are used but for a few that campaigns cannot print; the table below says
what we print instead. Kosovo (XK) has no ISO code but is listed, as GeoNames and CLDR do.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from babel.languages import get_official_languages

from organizer.foundation.core.languages import fallback_chain
from organizer.places.cldr import locale_for
from organizer.places.folding import fold

#: By country, then language; languages not named keep CLDR's name.
_NAMES: dict[str, dict[str, str]] = {
    "PS": {
        "en": "Palestine", "es": "Palestina", "ar": "فلسطين", "bg": "Палестина", "bn": "ফিলিস্তিন", "ca": "Palestina",
        "cs": "Palestina", "da": "Palæstina", "de": "Palästina", "el": "Παλαιστίνη", "eu": "Palestina", "fa": "فلسطین",
        "fi": "Palestiina", "fil": "Palestine", "fr": "Palestine", "gl": "Palestina", "he": "פלסטין", "hi": "फ़िलिस्तीन",
        "hr": "Palestina", "hu": "Palesztina", "id": "Palestina", "it": "Palestina", "ja": "パレスチナ", "ka": "პალესტინა",
        "ko": "팔레스타인", "ku": "Filistîn", "ms": "Palestin", "nb": "Palestina", "ne": "प्यालेस्टाइन", "nl": "Palestina",
        "no": "Palestina", "pl": "Palestyna", "pt": "Palestina", "ro": "Palestina", "ru": "Палестина", "sk": "Palestína",
        "sq": "Palestina", "sr": "Палестина", "sv": "Palestina", "sw": "Palestina", "th": "ปาเลสไตน์", "tr": "Filistin",
        "uk": "Палестина", "ur": "فلسطین", "uz": "Falastin", "vi": "Palestine", "zh": "巴勒斯坦", "am": "ፍልስጤም",
        "ckb": "فەلەستین", "hy": "Պաղեստին", "qu": "Palestina",
    },
    "CD": {"en": "DR Congo"},
    "CG": {"en": "Congo"},
    "HK": {"en": "Hong Kong", "es": "Hong Kong", "ar": "هونغ كونغ"},
    "MM": {"en": "Myanmar", "es": "Myanmar", "ar": "ميانمار"},
    "MO": {"en": "Macao", "es": "Macao", "ar": "ماكاو"},
}  # fmt: skip


#: The operator's own, put here once by the factory (see docs/operating.md).
_operators: dict[str, Mapping[str, str]] = {}


@dataclass(frozen=True, slots=True)
class Country:
    """A country's code (ISO 3166-1 alpha-2, upper case) and its name in some language."""

    code: str
    name: str


@lru_cache(maxsize=1)
def country_codes() -> tuple[str, ...]:
    """Return all codes, sorted, from the zone data's own copy of ISO 3166-1, and XK."""
    lines = files("tzdata").joinpath("zoneinfo", "iso3166.tab").read_text(encoding="utf-8").splitlines()
    return tuple(sorted([line[:2] for line in lines if line and not line.startswith("#")] + ["XK"]))


def is_country(code: str) -> bool:
    """Tell whether ``code`` is a country's code, in upper case."""
    return code in country_codes()


def country_name(code: str, language: str) -> str:
    """Return the name of a country in a language; the code itself when there is no such country.

    Languages that CLDR lacks get the name in the language that their speakers read instead.
    """
    return _country_name(code, language)


@lru_cache(maxsize=8192)
def _country_name(code: str, language: str) -> str:
    locale = locale_for(language)
    named = {**_NAMES.get(code.upper(), {}), **_operators.get(code.upper(), {})}
    ours = next((named[tag] for tag in (*fallback_chain(language), locale.language) if tag in named), None)
    return ours or str(locale.territories.get(code.upper(), code))


@lru_cache(maxsize=512)
def official_languages(code: str) -> tuple[str, ...]:
    """Return the languages that a country's offices use (BCP 47, the most used first), also in a part of it: CLDR's."""
    return tuple(tag.replace("_", "-") for tag in get_official_languages(code, regional=True, de_facto=True))


def use_names(names: Mapping[str, Mapping[str, str]]) -> None:
    """Call countries what the operator calls them, by code and language, from now on; all others keep their names."""
    _operators.clear()
    _operators.update(names)
    _country_name.cache_clear()
    _sorted_countries.cache_clear()


def list_countries(language: str) -> list[Country]:
    """Return all countries, sorted by name as readers of the language expect (accents aside)."""
    return list(_sorted_countries(language))


@lru_cache(maxsize=64)
def _sorted_countries(language: str) -> tuple[Country, ...]:
    named = (Country(code, country_name(code, language)) for code in country_codes())
    return tuple(sorted(named, key=lambda country: (fold(country.name), country.code)))
