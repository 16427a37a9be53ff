"""PMTiles archives (version 3) of two zoom levels with the same tile everywhere: all water, as vectors or as a picture."""

import gzip
import io
import json
import struct
from pathlib import Path

from PIL import Image

_HEAD = struct.Struct("<7sB11QBBBBBB4iB2i")
_KINDS = {"mvt": 1, "png": 2, "avif": 5}
_EXTENT = 4096
#: The colour of the picture.
PICTURE = (12, 200, 34)


def write_pmtiles(
    path: Path, *, kind: str = "mvt", version: int = 3, attribution: str = "<a href='x'>Maps</a> of ours"
) -> None:
    """Write an archive to ``path``."""
    path.parent.mkdir(parents=True, exist_ok=True)
    tile = gzip.compress(_water()) if kind == "mvt" else _picture()
    metadata = gzip.compress(json.dumps({"attribution": attribution}).encode())
    # One entry: from tile 0 a run of five, so long, at the beginning.
    root = gzip.compress(b"".join(map(_varint, (1, 0, 5, len(tile), 1))))
    at_metadata = _HEAD.size + len(root)
    at_tiles = at_metadata + len(metadata)
    head = _HEAD.pack(
        b"PMTiles", version,
        _HEAD.size, len(root), at_metadata, len(metadata), 0, 0, at_tiles, len(tile), 5, 1, 1,
        1, 2, 2 if kind == "mvt" else 1, _KINDS[kind], 0, 1,
        -1_800_000_000, -850_000_000, 1_800_000_000, 850_000_000, 0, 0, 0,
    )  # fmt: skip
    path.write_bytes(head + root + metadata + tile)


def _water() -> bytes:
    corners = ((0, 0), (_EXTENT, 0), (0, _EXTENT), (-_EXTENT, 0))
    moves = [_zigzag(step) for corner in corners for step in corner]
    geometry = b"".join(map(_varint, [9, *moves[:2], 26, *moves[2:], 15]))
    feature = _field(2, b"\0\0") + _number(3, 3) + _field(4, geometry)
    layer = _field(1, b"water") + _field(2, feature) + _field(3, b"kind") + _field(4, _field(1, b"ocean"))
    return _field(3, layer + _number(5, _EXTENT) + _number(15, 2))


def _picture() -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (256, 256), PICTURE).save(target, "PNG")
    return target.getvalue()


def _field(number: int, body: bytes) -> bytes:
    return _varint(number << 3 | 2) + _varint(len(body)) + body


def _number(number: int, value: int) -> bytes:
    return _varint(number << 3) + _varint(value)


def _zigzag(value: int) -> int:
    return value * 2 if value >= 0 else -value * 2 - 1


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*out, value])
