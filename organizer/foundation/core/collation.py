"""Names in the order of a language: å after z in Swedish, ñ after n in Spanish, ch after h in Czech.

Rules after CLDR's collation (Unicode License v3), for the primary difference of letters; accents that make no letter of
their own count only between names that are equal otherwise (UTS 10 section 1.1). Names in the language's own script
come first. Languages that sort by another thing than letters (Chinese, Japanese) keep the order of code points: their
rules need data that nothing here brings (docs/decisions).
"""

import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from .languages import fallback_chain

#: Letters of their own, each after the letter before it: ``n ñ`` puts ñ between n and o; ``h ch`` takes two as one.
_LETTERS: Mapping[str, str] = {
    "az": "c ç|e ə|g ğ|h ı|o ö|s ş|u ü",
    "be": "е ё|и і|у ў",
    "bs": "c č ć|d dž đ|l lj|n nj|s š|z ž",
    "cs": "c č|h ch|r ř|s š|z ž",
    "cy": "c ch|d dd|f ff|g ng|l ll|p ph|r rh|t th",
    "da": "z æ ø å",
    "eo": "c ĉ|g ĝ|h ĥ|j ĵ|s ŝ|u ŭ",
    "es": "n ñ",
    "et": "s š z ž|w õ ä ö ü",
    "fa": "ب پ|ج چ|ز ژ|ق ک گ|ه ی",
    "fi": "z å ä ö",
    "fil": "n ñ ng",
    "gl": "n ñ",
    "hr": "c č ć|d dž đ|l lj|n nj|s š|z ž",
    "hu": "c cs|d dz dzs|g gy|l ly|n ny|o ö|s sz|t ty|u ü|z zs",
    "is": "a á|d ð|e é|i í|o ó|u ú|y ý|z þ æ ö",
    "lt": "c č|s š|z ž",
    "lv": "c č|g ģ|k ķ|l ļ|n ņ|s š|z ž",
    "nb": "z æ ø å",
    "nn": "z æ ø å",
    "no": "z æ ø å",
    "pl": "a ą|c ć|e ę|l ł|n ń|o ó|s ś|z ź ż",
    "ro": "a ă â|i î|s ș|t ț",
    "sk": "a ä|c č|h ch|o ô|s š|z ž",
    "sl": "c č ć|d đ|s š|z ž",
    "sq": "c ç|d dh|e ë|g gj|l ll|n nj|r rr|s sh|t th|x xh|z zh",
    "sv": "z å ä ö",
    "tr": "c ç|g ğ|h ı|o ö|s ş|u ü",
    "uk": "г ґ|е є|и і ї",
    "ur": "ب پ|ت ٹ|ج چ|د ڈ|ر ڑ|ز ژ|ق ک گ|ن ں|و ہ ھ|ی ے",
    "vi": "a ă â|d đ|e ê|o ô ơ|u ư",
}
#: The script of languages that do not write in Latin letters, as Unicode names its letters.
_SCRIPTS = {
    "am": "ETHIOPIC", "ar": "ARABIC", "be": "CYRILLIC", "bg": "CYRILLIC", "bn": "BENGALI", "el": "GREEK", "fa": "ARABIC",
    "gu": "GUJARATI", "he": "HEBREW", "hi": "DEVANAGARI", "hy": "ARMENIAN", "ja": "HIRAGANA", "ka": "GEORGIAN",
    "km": "KHMER", "kn": "KANNADA", "ko": "HANGUL", "lo": "LAO", "ml": "MALAYALAM", "mk": "CYRILLIC", "mr": "DEVANAGARI",
    "my": "MYANMAR", "ne": "DEVANAGARI", "or": "ORIYA", "pa": "GURMUKHI", "ps": "ARABIC", "ru": "CYRILLIC",
    "si": "SINHALA", "sr": "CYRILLIC", "ta": "TAMIL", "te": "TELUGU", "th": "THAI", "ti": "ETHIOPIC", "uk": "CYRILLIC",
    "ur": "ARABIC", "zh": "CJK",
}  # fmt: skip
_DOTTED = str.maketrans({"I": "ı", "İ": "i"})
#: Latin letters that no decomposition takes apart, where no language makes letters of their own of them.
_LIKE = {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ə": "e", "ß": "ss"}
_Weights = tuple[tuple[int, int], ...]
SortKey = tuple[bool, _Weights, str]


def sort_key(name: str, language: str) -> SortKey:
    """Return what names are sorted by in a language (BCP 47). Blanks, signs and case don't count."""
    base = next((tag for tag in fallback_chain(language) if tag in _LETTERS), fallback_chain(language)[-1])
    plain = unicodedata.normalize("NFC", name.translate(_DOTTED) if base in ("tr", "az") else name).casefold()
    plain = unicodedata.normalize("NFC", plain)
    return not _is_own(plain, base), _weights(plain, _rules(base)), plain


def _weights(text: str, rules: Mapping[str, tuple[int, int]]) -> _Weights:
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(text):
        size = next((size for size in (3, 2, 1) if text[at : at + size] in rules and len(text) >= at + size), 0)
        if size:
            found.append(rules[text[at : at + size]])
        else:
            found += [(ord(letter), 0) for letter in _plain(text[at])]
        at += size or 1
    return tuple(found)


def _plain(letter: str) -> str:
    """Return a letter without its accents; nothing for what is no letter and no digit."""
    apart = unicodedata.normalize("NFKD", _LIKE.get(letter, letter))
    return "".join(part for part in apart if part.isalnum())


@lru_cache(maxsize=64)
def _rules(language: str) -> Mapping[str, tuple[int, int]]:
    """Return the place of each letter of its own: the letter before the first, and how far after it."""
    rules: dict[str, tuple[int, int]] = {}
    for group in filter(None, _LETTERS.get(language, "").split("|")):
        first, *after = group.split()
        rules |= {letter: (ord(first), place) for place, letter in enumerate(after, 1)}
    return rules


def _is_own(text: str, language: str) -> bool:
    """Tell whether the first letter is of the language's own script; numbers and signs are everybody's."""
    first = next((letter for letter in text if letter.isalpha()), "")
    return not first or unicodedata.name(first, "").startswith(_SCRIPTS.get(language, "LATIN"))
