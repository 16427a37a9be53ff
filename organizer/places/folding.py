"""Folding: one searchable form for the many ways in which people write a name.

``São Paulo``, ``SAO-PAULO`` and ``sao paulo`` fold to the same words; so do ``القُدس``
and ``القدس``, ``İzmir`` and ``izmir``. What comes out holds letters, digits, marks and
single spaces only, so that any input is safe inside a full-text query.
"""

import re
import unicodedata
from functools import lru_cache

#: Longer names are not typed by people; longer queries are cut before any work is done.
MAX_QUERY = 120

#: Letters that no Unicode decomposition takes apart, and Arabic letters that are
#: written in several ways (alef wasla, alef maksura, teh marbuta, Persian kaf and yeh).
_LETTERS = str.maketrans(
    {
        "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ħ": "h",
        "ŋ": "n", "ə": "e", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ґ": "г",
        # Hiragana as katakana: きょうと, キョウト.
        **{chr(code): chr(code + 0x60) for code in range(0x3041, 0x3097)},
        "ٱ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ک": "ك", "ة": "ه", "ە": "ه", "ہ": "ه", "ھ": "ه", "ـ": None,
    }
)  # fmt: skip
#: Written and left out at will: apostrophes of every keyboard, ʻokina, ayin, hamza, modifier letters.
_APOSTROPHES = re.compile("['’‘ʼʻʽʾʿˈ`´′‛＇ʹ״׳\"“”«»]")
_ASCII_WORDS = re.compile("[a-z0-9]+")


def fold(text: str) -> str:
    """Return the searchable words of ``text``, joined by single spaces; possibly empty.

    Case, accents, vowel points, apostrophes and punctuation are gone; input is cut at
    ``MAX_QUERY`` characters. Never raises.
    """
    text = _APOSTROPHES.sub("", text[:MAX_QUERY])
    if text.isascii():  # the same result, ten times faster, for most names of the world
        return " ".join(_ASCII_WORDS.findall(text.lower()))
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold()).translate(_LETTERS)
    return " ".join("".join(map(_kept, text)).split())


def squash(text: str) -> str:
    """Return ``text`` folded and without spaces: the form in which whole names are compared."""
    return fold(text).replace(" ", "")


@lru_cache(maxsize=65536)
def _kept(character: str) -> str:
    """Return what one character leaves: itself, nothing (accents), or a space (punctuation).

    Vowel signs of Indic scripts are marks too, but not combining ones: they stay.
    """
    if unicodedata.combining(character) or unicodedata.category(character) in ("Cf", "Cs"):
        return ""
    return character if unicodedata.category(character)[0] in "LNM" else " "
