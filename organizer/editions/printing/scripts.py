"""Which scripts a text is written in: they decide how much room a line needs and where it may break.

Read from the characters, not from the language: a host's Latin title may hold a Bengali name.
"""

import re
from bisect import bisect_right

from .phrases import chinese_phrases, japanese_phrases, may_stay_whole

#: First code point of each block that belongs to a script with metrics of its own; "" ends one.
_STARTS: tuple[tuple[int, str], ...] = (
    (0x0000, ""),
    (0x0530, "armn"), (0x0590, "hebr"), (0x0600, "arab"), (0x0780, ""), (0x08A0, "arab"),
    (0x0900, "deva"), (0x0980, "beng"), (0x0A00, "guru"), (0x0A80, "gujr"), (0x0B00, "orya"), (0x0B80, "taml"),
    (0x0C00, "telu"), (0x0C80, "knda"), (0x0D00, "mlym"), (0x0D80, "sinh"), (0x0E00, "thai"), (0x0E80, "laoo"),
    (0x0F00, ""), (0x1000, "mymr"), (0x10A0, "geor"), (0x1100, "hang"), (0x1200, "ethi"), (0x13A0, ""),
    (0x1780, "khmr"), (0x1800, ""), (0x19E0, "khmr"), (0x1A00, ""), (0x1C90, "geor"), (0x1CC0, ""),
    (0x2D00, "geor"), (0x2D30, ""), (0x2D80, "ethi"), (0x2DE0, ""), (0x2E80, "hani"), (0x3040, "kana"),
    (0x3100, "hani"), (0x3130, "hang"), (0x3190, "hani"), (0xA000, ""), (0xA8E0, "deva"), (0xA900, ""),
    (0xA960, "hang"), (0xA980, ""), (0xAA60, "mymr"), (0xAA80, ""), (0xAB00, "ethi"), (0xAB30, ""),
    (0xAC00, "hang"), (0xD800, ""), (0xF900, "hani"), (0xFB00, ""), (0xFB13, "armn"), (0xFB1D, "hebr"),
    (0xFB50, "arab"), (0xFE00, ""), (0xFE70, "arab"), (0xFEFF, ""), (0xFF66, "kana"), (0xFFA0, ""),
    (0x20000, "hani"), (0x32000, ""),
)  # fmt: skip
_POINTS = [point for point, _ in _STARTS]
_SPACES = re.compile(r"(\s+)")
#: What reads from left to right among right-to-left words: addresses, tags, names of accounts, telephone numbers.
_LATIN_RUN = re.compile(r"(https?://[^\s<>]+|\bwww\.[^\s<>]+|[\w.+-]+@[\w.-]+\w|[#@][A-Za-z0-9_]+|\+?\d[\d ()-]{6,}\d)")

#: Longer Chinese is read, not shouted: lines that are full look better than lines that end with a phrase.
_LONGEST_HEADLINE = 60

#: Text that may break, text that may not, and text that may not and runs from left to right.
FREE, WHOLE, LATIN = "free", "whole", "latin"
Piece = tuple[str, str]


def scripts_of(text: str) -> tuple[str, ...]:
    """Return the ISO 15924 codes (lower case) of the scripts in ``text`` that need their own metrics, sorted."""
    found = {_STARTS[bisect_right(_POINTS, ord(char)) - 1][1] for char in set(text)}
    return tuple(sorted(found - {""}))


def pieces_of(text: str, lang: str, *, is_rtl: bool = False) -> tuple[Piece, ...] | None:
    """Return ``text`` in pieces of a kind each, where breaking at spaces is not good enough; else None.

    Korean keeps whole words (engines break between any two syllables). Japanese and Chinese keep short phrases
    (``phrases``). Right-to-left text keeps addresses and tags in their own direction.
    """
    if lang.startswith("ko"):
        return tuple((FREE if piece.isspace() else WHOLE, piece) for piece in _SPACES.split(text) if piece)
    if lang.startswith("ja"):
        return _phrased(japanese_phrases(text), lang)
    if lang.startswith(("zh", "yue")) and len(text) <= _LONGEST_HEADLINE:
        return _phrased(chinese_phrases(text), lang)
    if is_rtl and _LATIN_RUN.search(text):
        return tuple((LATIN if n % 2 else FREE, piece) for n, piece in enumerate(_LATIN_RUN.split(text)) if piece)
    return None


def _phrased(phrases: list[str], lang: str) -> tuple[Piece, ...] | None:
    parted: list[Piece] = []
    for phrase in phrases:
        if parted and not phrase.isspace() and not parted[-1][1].isspace():
            parted.append((FREE, "\u200b"))  # between two phrases a line may end
        is_free = phrase.isspace() or not may_stay_whole(phrase, lang)
        parted.append((FREE if is_free else WHOLE, phrase))
    return tuple(parted) if any(kind == WHOLE for kind, _ in parted) else None
