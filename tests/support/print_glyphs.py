"""Counts the boxes that a font draws for what it has no letter for: readers of text say nothing of them."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pypdf import PdfReader

_FONT_OR_STRING = re.compile(rb"/(\w+) [\d.]+ Tf|\(((?:[^()\\]|\\.)*)\)", re.DOTALL)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r?\n|.)", re.DOTALL)
_LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r\n": b""}


def boxes_drawn(reader: PdfReader) -> int:
    """Return how many glyphs of number 0 the file draws, in fonts whose glyphs have numbers of two bytes."""
    found = 0
    for data, resources in _drawings(reader):
        fonts = {name[1:]: font.get_object() for name, font in _get(resources, "/Font").items()}
        is_wide = False
        for token in _FONT_OR_STRING.finditer(data):
            if token[1]:
                is_wide = fonts.get(token[1].decode(), {}).get("/Encoding") == "/Identity-H"
            elif is_wide and token[2]:
                found += _zeros(_ESCAPE.sub(_unescaped, token[2]))
    return found


def _zeros(glyphs: bytes) -> int:
    return sum(glyphs[at : at + 2] == b"\0\0" for at in range(0, len(glyphs), 2))


def _unescaped(match: re.Match[bytes]) -> bytes:
    sign = match[1]
    return bytes([int(sign, 8) & 255]) if sign[:1].isdigit() else _LETTERS.get(sign, sign)


def _drawings(reader: PdfReader) -> Iterator[tuple[bytes, Any]]:
    """Yield what draws each page, and each piece placed on it once, with the names that it uses."""
    seen: set[int] = set()
    waiting: list[Any] = []
    for page in reader.pages:
        contents = page.get_contents()
        if contents is not None:
            yield contents.get_data(), page["/Resources"]
        waiting.append(page["/Resources"])
    while waiting:
        for piece in _get(waiting.pop(), "/XObject").values():
            drawing = piece.get_object()
            if drawing.get("/Subtype") == "/Form" and id(drawing) not in seen:
                seen.add(id(drawing))
                yield drawing.get_data(), drawing.get("/Resources", {})
                waiting.append(drawing.get("/Resources", {}))


def _get(resources: Any, name: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = resources.get_object().get(name, {})
    return found.get_object() if hasattr(found, "get_object") else found
