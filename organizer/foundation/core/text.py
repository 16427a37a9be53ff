"""Cleaning of what people type, before it is stored.

Rules: Unicode NFC; control characters, lone surrogates, code points that are no
characters and bidi overrides out
(they can reorder what others read); joiners ZWJ and ZWNJ stay, Persian, Hindi and
emoji need them. Lengths are counted in code points after cleaning.
"""

import re
import unicodedata

from .errors import DomainError

#: Overrides, embeddings, isolates: U+202A-202E, U+2066-2069; and U+061C, U+200E-F marks.
_BIDI_CONTROLS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
#: Invisible characters that carry nothing: zero-width space, word joiner, BOM, soft hyphen,
#: Hangul fillers, interlinear annotation, tag characters but those of flag emoji.
_INVISIBLE = dict.fromkeys([0x200B, 0x2060, 0xFEFF, 0x00AD, 0x115F, 0x1160, 0x3164, *range(0xFFF9, 0xFFFC)])
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
#: Code points that are no characters, and never will be: neither HTML nor XML takes them.
_NO_CHARACTERS = "\ufdd0-\ufdef" + "".join(chr(plane << 16 | low) for plane in range(17) for low in (0xFFFE, 0xFFFF))
_CONTROLS = re.compile(f"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff{_NO_CHARACTERS}]")
_SPACES = re.compile(r"[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
#: Latin letters that no decomposition takes apart.
_LATIN_LETTERS = str.maketrans(
    {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ħ": "h"}
)
_MANY_MARKS = re.compile(r"(?:[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]){5,}")


class TextTooLong(DomainError):
    """The text is longer than its field; params: limit, length (code points)."""

    code = "text_too_long"


def _clean(value: str) -> str:
    value = _LINE_ENDS.sub("\n", value)
    value = _CONTROLS.sub("", value)
    value = value.translate(_BIDI_CONTROLS).translate(_INVISIBLE)
    return _MANY_MARKS.sub(lambda marks: marks.group()[:4], unicodedata.normalize("NFC", value))


def clean_line(value: str, limit: int) -> str:
    """Return ``value`` as one clean line without outer or repeated spaces.

    Raises TextTooLong when more than ``limit`` code points are left.
    """
    value = _SPACES.sub(" ", _clean(value).replace("\n", " ")).strip()
    if len(value) > limit:
        raise TextTooLong(limit=limit, length=len(value))
    return value


def clean_text(value: str, limit: int) -> str:
    """Return ``value`` as clean paragraphs: at most one empty line in a row.

    Raises TextTooLong when more than ``limit`` code points are left.
    """
    lines = [_SPACES.sub(" ", line).strip() for line in _clean(value).split("\n")]
    value = re.sub("\n{3,}", "\n\n", "\n".join(lines)).strip("\n")
    if len(value) > limit:
        raise TextTooLong(limit=limit, length=len(value))
    return value


def slugify(value: str) -> str:
    """Return an ASCII slug (lower case, hyphens), possibly empty, at most 60 characters."""
    folded = unicodedata.normalize("NFKD", value.casefold().translate(_LATIN_LETTERS))
    ascii_only = "".join(c for c in folded if c.isascii())
    return re.sub("[^a-z0-9]+", "-", ascii_only).strip("-")[:60].strip("-")


def marked(words: str) -> str:
    """Return ``words`` as they are: marks them for the catalogs where they are kept but not yet said."""
    return words


def plain_digits(text: str) -> str:
    """Return a text with the decimal digits of every script as 0 to 9: what people type on the keyboard they have."""
    return "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in text)


def read_number(text: str, digits: int = 9) -> int | None:
    """Return the whole number that at most so many ASCII digits write; None for anything else. Never raises.

    Digits of other scripts and numbers of any length are what ``int`` takes or fails on; an address or a form holds neither.
    """
    return int(text) if text.isascii() and text.isdigit() and len(text) <= digits else None
