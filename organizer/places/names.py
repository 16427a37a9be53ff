"""What to call a place in a reader's language.

GeoNames names carry no language here, only their script. So: the city of a time zone
has CLDR's name; a reader of another script gets the most typical name written with
letters of their language (a guess; what the host typed is better and is kept by the
event); everybody else the usual name in Latin letters, English readers the English one of a few great towns.
"""

import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from organizer.places.candidates import PlaceCandidate
from organizer.places.cldr import zone_city
from organizer.places.countries import country_name
from organizer.places.folding import squash

_SCRIPTS = {
    "ar": "ARABIC", "fa": "ARABIC", "ur": "ARABIC", "ps": "ARABIC", "ckb": "ARABIC",
    "ru": "CYRILLIC", "uk": "CYRILLIC", "bg": "CYRILLIC", "be": "CYRILLIC", "mk": "CYRILLIC", "sr": "CYRILLIC",
    "kk": "CYRILLIC", "ky": "CYRILLIC", "mn": "CYRILLIC",
    "el": "GREEK", "he": "HEBREW", "yi": "HEBREW", "hy": "ARMENIAN", "ka": "GEORGIAN", "am": "ETHIOPIC", "ti": "ETHIOPIC",
    "hi": "DEVANAGARI", "mr": "DEVANAGARI", "ne": "DEVANAGARI", "bn": "BENGALI", "pa": "GURMUKHI", "gu": "GUJARATI",
    "or": "ORIYA", "ta": "TAMIL", "te": "TELUGU", "kn": "KANNADA", "ml": "MALAYALAM", "si": "SINHALA",
    "th": "THAI", "lo": "LAO", "my": "MYANMAR", "km": "KHMER", "bo": "TIBETAN",
    "zh": "CJK", "ja": "KATAKANA", "ko": "HANGUL",
}  # fmt: skip
_ENOUGH_TO_COMPARE = 3
#: GeoNames has the English names of most towns as their usual ones (Munich, Rome); these it has in their own language.
_ENGLISH = {
    2886242: "Cologne",
    2510911: "Seville",
    2797656: "Ghent",
    3094802: "Krakow",
    104515: "Mecca",
    109223: "Medina",
}
_CYRILLIC_ELSEWHERE = "ғқңөұүһҷҳӣӯӑӗәєїґўјљњћђџѓќѕ"
#: Letters of neighbours that share the script: a name with one of them is in another language.
_FOREIGN = {
    "ar": "پچژگکیەۆێٹڈڑںھہېۋۇڭڤݢ",
    "fa": "يكةىٹڈڑںھہۆێەېۇ",
    "ur": "يكةىۆێەېۇ",
    "ru": _CYRILLIC_ELSEWHERE + "іі",
    "bg": _CYRILLIC_ELSEWHERE + "іыэё",
    "uk": "ыэёъўјљњћђџѓќѕғқңөұүһҷҳӣӯӑӗә",
    "be": "щъиїєґјљњћђџѓќѕғқңөұүһә",
    "sr": "ыэёъьйщюяіїєґўғқңөұүһә",
    "mk": "ыэёъьйщюяіїєґўћђғқңөұүһә",
}


def name_for(place: PlaceCandidate, language: str) -> str:
    """Return the name of a place for a reader: ``London`` in ``es`` is Londres, in ``ar`` لندن."""
    city = squash(zone_city(place.zone, "en"))
    if squash(place.name) in (city, city + "city"):
        return zone_city(place.zone, language)
    base = _base(language)
    if base == "en" and place.id in _ENGLISH:
        return _ENGLISH[place.id]
    script, foreign = _SCRIPTS.get(base), frozenset(_FOREIGN.get(base, ""))
    readable = [name for name in place.names if script is not None and _script(name) == script]
    own = [name for name in readable if not foreign & set(name.casefold())]
    return _most_typical(own or readable) or place.name


def _most_typical(names: Sequence[str]) -> str | None:
    """Return the spelling that is most like the others, the longer of equals: ميونخ for Munich."""
    if len(names) < _ENOUGH_TO_COMPARE:
        return max(names, key=len, default=None)
    return max(names, key=lambda name: (sum(SequenceMatcher(None, name, other).ratio() for other in names), len(name)))


def label_for(place: PlaceCandidate, language: str) -> str:
    """Return name, province and country, to tell namesakes apart: ``Springfield, Illinois, United States``."""
    return listed([name_for(place, language), detail_for(place, language)], language)


def detail_for(place: PlaceCandidate, language: str) -> str:
    """Return what tells namesakes apart, without the name: ``Illinois, United States``."""
    is_same = place.admin1 is None or squash(place.admin1) == squash(place.name)
    return listed(["" if is_same else place.admin1 or "", country_name(place.country, language)], language)


def listed(parts: Sequence[str], language: str) -> str:
    """Return the parts that are there, each once, joined by the comma of the reader's script."""
    comma = "، " if _SCRIPTS.get(_base(language)) == "ARABIC" else ", "
    return comma.join(dict.fromkeys(part for part in parts if part))


def _base(language: str) -> str:
    return language.split("-", maxsplit=1)[0].lower()


@lru_cache(maxsize=4096)
def _script(name: str) -> str:
    """Return the first word of the Unicode name of the first letter: LATIN, ARABIC, CJK."""
    letter = next((character for character in name if character.isalpha()), "")
    return unicodedata.name(letter, "").split(" ")[0] if letter else ""
