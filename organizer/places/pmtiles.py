"""Reading of the head of a PMTiles archive (version 3): what kind of tiles, where, how fine, and whom to name.

https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md
"""

import gzip
import json
import re
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

_MAGIC, _VERSION = b"PMTiles", 3
_HEAD = struct.Struct("<7sB11QBBBBBB4iB2i")
_KINDS = {1: "mvt", 2: "png", 3: "jpeg", 4: "webp"}
_PLAIN, _GZIP = 1, 2
_DEGREES = 10_000_000
#: Bytes of metadata that are looked at, and letters of a credit that are shown.
_MOST_METADATA, _LONGEST_CREDIT = 4_000_000, 200
_TAG = re.compile(r"<[^>]*>")


class NotPMTiles(Exception):
    """The file is no archive that a map could be drawn from; the message says why."""


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive: its kind of tiles, zoom levels, box (west, south, east, north; degrees) and credit (plain text)."""

    kind: str
    min_zoom: int
    max_zoom: int
    box: tuple[float, float, float, float]
    credit: str


def read_archive(path: Path) -> Archive:
    """Return what the archive says of itself. Raises NotPMTiles or OSError."""
    with path.open("rb") as file:
        head = file.read(_HEAD.size)
        if len(head) < _HEAD.size or not head.startswith(_MAGIC):
            raise NotPMTiles("it is no PMTiles archive")
        facts = _HEAD.unpack(head)
        if facts[1] != _VERSION:
            raise NotPMTiles(f"it is of version {facts[1]}; version 3 is needed: pmtiles convert")
        packing, _, kind, low, high = facts[14:19]
        if kind not in _KINDS:
            raise NotPMTiles("its tiles are neither vector tiles (MVT) nor PNG, JPEG or WebP")
        west, south, east, north = (value / _DEGREES for value in facts[19:23])
        return Archive(_KINDS[kind], low, high, (west, south, east, north), _credit(file, facts[4], facts[5], packing))


def _credit(file: BinaryIO, offset: int, length: int, packing: int) -> str:
    """Return whom the archive wants to be named, without markup; empty when it says nothing that can be read."""
    if packing not in (_PLAIN, _GZIP) or length > _MOST_METADATA:
        return ""
    file.seek(offset)
    body = file.read(length)
    try:
        found = json.loads(gzip.decompress(body) if packing == _GZIP else body)
    except (OSError, EOFError, ValueError, RecursionError):
        return ""
    credit = found.get("attribution") if isinstance(found, dict) else None
    return " ".join(_TAG.sub(" ", credit).split())[:_LONGEST_CREDIT] if isinstance(credit, str) else ""
