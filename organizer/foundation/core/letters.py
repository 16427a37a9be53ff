"""Letters as they are compared in a search: one form for the many ways in which the same word is written.

Made for running text in any script. The gazetteer folds names in its own way, which is stored in its file.
"""

import unicodedata
from collections.abc import Callable
from functools import lru_cache

from .han import SIMPLIFIED

#: What no decomposition of Unicode takes apart, and letters that are written in several ways.
_LETTERS = str.maketrans(
    {
        "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ħ": "h", "ŋ": "n",
        "ə": "e", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ґ": "г", "ς": "σ",
        # Arabic script: alef wasla, alef maksura and the yehs, kaf, teh marbuta and the hehs, tatweel.
        "ٱ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ے": "ي", "ک": "ك", "ڪ": "ك", "ة": "ه", "ە": "ه", "ہ": "ه", "ھ": "ه",
        "ۃ": "ه", "ـ": None,
    }
)  # fmt: skip
#: Two habits of writing the same letter, after lower case: Fähre and Faehre, Århus and Aarhus, Tromsø and Tromsoe.
_SPELLED_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
#: A letter of its own, not one with an accent. Others of its kind (ё, ї, ў) are often typed without their mark.
_SHORT_I, _KEPT = "и\u0306", "\uf8ff"
#: One letter in small print; in capitals two, and of those either.
_ARMENIAN_EV = ("եվ", "եւ")
#: Katakana to hiragana.
_KANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
_INVISIBLE = frozenset([0x34F, *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)])


class Letters(dict[int, str]):
    """A table for ``str.translate`` that fills itself: what each character becomes is worked out once."""

    def __init__(self, work_out: Callable[[str], str]) -> None:
        """``work_out`` tells it for one character."""
        super().__init__()
        self._work_out = work_out

    def __missing__(self, code: int) -> str:
        """Work out one more."""
        self[code] = self._work_out(chr(code))
        return self[code]


def visible(text: str) -> str:
    """Return ``text`` in lower case, composed, without what nobody sees: soft hyphens, joiners, marks of direction."""
    text = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text).casefold())
    return text if text.isascii() else text.translate(_SEEN)


def forms_of(word: str) -> tuple[str, ...]:
    """Return the forms under which a word of ``visible`` text is found: without its accents, and with ä as ae."""
    plain = bare(word)
    spelled = word.translate(_SPELLED_OUT)
    return (plain,) if spelled == word else (plain, bare(spelled))


@lru_cache(maxsize=65536)
def bare(word: str) -> str:
    """Return a word without accents, vowel points and nuktas, in simplified characters; vowel signs, viramas and voicing marks stay."""
    if word.isascii():
        return word
    text = unicodedata.normalize("NFKD", word).replace(_SHORT_I, _KEPT).replace(*_ARMENIAN_EV)
    text = "".join(character for character in text if not _is_accent(character))
    text = unicodedata.normalize("NFC", text.replace(_KEPT, "й").translate(_LETTERS).translate(_KANA))
    return text.translate(SIMPLIFIED).translate(_DIGITS)


def _seen(character: str) -> str:
    return "" if ord(character) in _INVISIBLE or unicodedata.category(character) in ("Cf", "Cs", "Me") else character


def _is_accent(character: str) -> bool:
    """Tell whether a mark may be left out, by its combining class (Unicode standard, table 4-3).

    1 strokes and 7 nuktas, 10 to 36 points of Hebrew, Arabic and Syriac, from 200 accents. Not 0 vowel signs, 8 voicing
    of kana, 9 viramas, 84 to 132 vowels and tones of Telugu, Thai, Lao, Tibetan.
    """
    kind = unicodedata.combining(character)
    return kind in (1, 7) or 10 <= kind <= 36 or kind >= 200


def _digit(character: str) -> str:
    """Return the digit 0 to 9 for one of any script."""
    value = unicodedata.decimal(character, None)
    return character if value is None else str(value)


_SEEN, _DIGITS = Letters(_seen), Letters(_digit)
