"""Which characters our fonts draw: a bit for each code point, made from the fonts by ``editions.printing.build_glyphs``.

Here and not beside the printing: whoever takes words that end on paper says at once which of them cannot be printed.
"""

import gzip
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from .printable import CharacterNotPrintable, not_printable, printable

CODE_POINTS = Path(__file__).resolve().parents[2] / "data" / "fonts" / "code-points.gz"
#: Joiners and variation selectors: shape their neighbours, drawn by nobody.
_SHAPERS = frozenset([0x0A, 0x20, 0xA0, 0x200B, 0x200C, 0x200D, *range(0xFE00, 0xFE10), *range(0xE0020, 0xE0080)])


@cache
def _bits() -> bytes:
    return gzip.decompress(CODE_POINTS.read_bytes())


def can_print(char: str) -> bool:
    """Tell whether every mode (colour and black and white) has a glyph for ``char``."""
    point = ord(char)
    if point in _SHAPERS:
        return True
    bits = _bits()
    return point >> 3 < len(bits) and bool(bits[point >> 3] & 1 << (point & 7))


def check_glyphs(texts: Iterable[str]) -> None:
    """Raise CharacterNotPrintable for the first character that no font draws, in NFC as the fonts hold it."""
    for text in texts:
        for char in unicodedata.normalize("NFC", text):
            if not can_print(char):
                raise not_printable(char, text)


def check_printable(text: str) -> None:
    """Raise CharacterNotPrintable unless a sheet can show ``text``, as it was typed."""
    check_glyphs([printable(text)])


__all__ = ["CharacterNotPrintable", "can_print", "check_glyphs", "check_printable"]
