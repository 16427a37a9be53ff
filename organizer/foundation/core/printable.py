"""What may go to the printer at all: no control characters, nothing that reorders the words of others or grows over them."""

import re
import unicodedata

from .errors import DomainError

#: Bidi controls (the template sets directions), and blanks that templates put in themselves.
_DROPPED = dict.fromkeys(
    [0x061C, 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
#: Marks that any writing puts on one letter: Hebrew with points and an accent has five.
_MOST_MARKS = 5
_BLANKS = re.compile(r"[ \t\r\n\u2028\u2029]+")


class CharacterNotPrintable(DomainError):
    """No font of ours draws this character; params: character, code (``U+A997``), name, text (where it stands)."""

    code = "character_not_printable"


def not_printable(char: str, text: str) -> CharacterNotPrintable:
    """Return the refusal that names ``char`` in ``text``."""
    name = unicodedata.name(char, "a control character" if unicodedata.category(char) == "Cc" else "")
    return CharacterNotPrintable(character=char, code=f"U+{ord(char):04X}", name=name, text=text[:200])


def printable(text: str) -> str:
    """Return ``text`` as one run without bidi controls and towers of accents. Raises CharacterNotPrintable for NUL and its like."""
    if bad := _CONTROL.search(text):
        raise not_printable(bad.group(), text)
    return _without_towers(_BLANKS.sub(" ", text.translate(_DROPPED)).strip())


def _without_towers(text: str) -> str:
    """Leave out marks that would reach over the lines above and below."""
    if text.isascii():
        return text
    kept, marks = [], 0
    for char in text:
        marks = marks + 1 if unicodedata.category(char) in ("Mn", "Me") else 0
        if marks <= _MOST_MARKS:
            kept.append(char)
    return "".join(kept)
