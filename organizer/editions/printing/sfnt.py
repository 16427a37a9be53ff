"""Reads what we need of a font file: its names and the characters that it has glyphs for (OpenType 1.9)."""

import struct
from dataclasses import dataclass

_FAMILY, _VERSION, _TYPOGRAPHIC_FAMILY = 1, 5, 16


@dataclass(frozen=True, slots=True)
class FontFacts:
    """Family as layout engines know it, weight (OS/2), version string, code points with a glyph."""

    family: str
    weight: int
    version: str
    points: frozenset[int]


def read_font(data: bytes) -> FontFacts:
    """Return the facts of one TrueType or CFF font. Raises ValueError when it has no Unicode map."""
    count = struct.unpack_from(">H", data, 4)[0]
    tables = {}
    for at in range(12, 12 + 16 * count, 16):
        tag, _, offset, length = struct.unpack_from(">4sIII", data, at)
        tables[tag] = data[offset : offset + length]
    names = _names(tables[b"name"])
    return FontFacts(
        family=names.get(_TYPOGRAPHIC_FAMILY) or names[_FAMILY],
        weight=struct.unpack_from(">H", tables[b"OS/2"], 4)[0],
        version=names.get(_VERSION, ""),
        points=frozenset(_points(tables[b"cmap"])),
    )


def _names(table: bytes) -> dict[int, str]:
    """Return names by id, of the Windows platform in English (platform 3, language 0x409)."""
    _, count, start = struct.unpack_from(">HHH", table)
    found = {}
    for at in range(6, 6 + 12 * count, 12):
        platform, _, language, name, length, offset = struct.unpack_from(">HHHHHH", table, at)
        if platform == 3 and language == 0x409:
            found[name] = table[start + offset : start + offset + length].decode("utf-16-be")
    return found


def _points(table: bytes) -> set[int]:
    """Return the code points of the best Unicode subtable: format 12, else format 4."""
    found: dict[int, bytes] = {}
    for at in range(4, 4 + 8 * struct.unpack_from(">H", table, 2)[0], 8):
        platform, encoding, offset = struct.unpack_from(">HHI", table, at)
        if platform == 0 or (platform == 3 and encoding in (1, 10)):
            found[struct.unpack_from(">H", table, offset)[0]] = table[offset:]
    if 12 in found:
        return _format_12(found[12])
    if 4 in found:
        return _format_4(found[4])
    raise ValueError("the font has no Unicode character map")


def _format_12(table: bytes) -> set[int]:
    points: set[int] = set()
    for at in range(16, 16 + 12 * struct.unpack_from(">I", table, 12)[0], 12):
        first, last, _ = struct.unpack_from(">III", table, at)
        points.update(range(first, last + 1))
    return points


def _format_4(table: bytes) -> set[int]:
    double = struct.unpack_from(">H", table, 6)[0]
    half = double // 2
    ends = struct.unpack_from(f">{half}H", table, 14)
    starts = struct.unpack_from(f">{half}H", table, 16 + double)
    deltas = struct.unpack_from(f">{half}H", table, 16 + 2 * double)
    offsets_at = 16 + 3 * double
    points: set[int] = set()
    for i, (first, last, delta) in enumerate(zip(starts, ends, deltas, strict=True)):
        offset = struct.unpack_from(">H", table, offsets_at + 2 * i)[0]
        for point in range(first, last + 1):
            glyph = point
            if offset:
                glyph = struct.unpack_from(">H", table, offsets_at + 2 * i + offset + 2 * (point - first))[0]
                if glyph == 0:
                    continue
            if (glyph + delta) & 0xFFFF and point != 0xFFFF:
                points.add(point)
    return points
