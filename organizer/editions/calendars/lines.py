"""Content lines: name, parameters and value as folded bytes (RFC 5545 section 3.1).

Names are written in our own code; values and parameters may come from anybody. The last
thing done to a line before folding is to drop every control character, so that no caller's
mistake can start a second line.
"""

import re
from collections.abc import Sequence

from .escape import escape_text, parameter, web_address

_LIMIT = 75
_CONTROL = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_BACKSLASH = 0x5C

Parameters = Sequence[tuple[str, str]]


def content_line(name: str, value: str, parameters: Parameters = ()) -> bytes:
    """Return one property as folded bytes with CRLF; ``value`` is already in its written form.

    Empty when the value is empty: a property is left out rather than written empty.
    """
    if not value:
        return b""
    for key, text in parameters:
        name += f";{key}={parameter(text)}"
    line = f"{name}:{value}"
    return fold((line if line.isprintable() else _CONTROL.sub("", line)).encode())


def text_line(name: str, value: str | None, parameters: Parameters = ()) -> bytes:
    """Return a property of type TEXT: the value is cleaned and escaped here, once."""
    return content_line(name, escape_text(value.strip()), parameters) if value else b""


def uri_line(name: str, value: str | None, parameters: Parameters = ()) -> bytes:
    """Return a property of type URI, unescaped; nothing when the value is no http(s) address."""
    address = web_address(value)
    return content_line(name, address, parameters) if address else b""


def fold(line: bytes) -> bytes:
    """Return ``line`` (UTF-8, no line end) folded at 75 octets and ended with CRLF.

    The blank that opens a continuation counts. A fold never falls inside a character, nor
    between a backslash and what it escapes: some readers lose the character after it.
    """
    if len(line) <= _LIMIT:
        return line + b"\r\n"
    pieces, start, room = [], 0, _LIMIT
    while len(line) - start > room:
        end = _place_to_fold(line, start, start + room)
        pieces.append(line[start:end])
        start, room = end, _LIMIT - 1
    pieces.append(line[start:])
    return b"\r\n ".join(pieces) + b"\r\n"


def _place_to_fold(line: bytes, start: int, end: int) -> int:
    while line[end] & 0xC0 == 0x80:
        end -= 1
    backslashes = 0
    while end - backslashes > start and line[end - backslashes - 1] == _BACKSLASH:
        backslashes += 1
    return end - backslashes % 2
