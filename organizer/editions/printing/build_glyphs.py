"""Writes MANIFEST.json and code-points.gz from the fonts: ``python -m organizer.editions.printing.build_glyphs``.

Run it after a font was added or replaced; a test fails when the two files do not match the fonts.
"""

import gzip
import json
import sys
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from .fonts import FONTS
from .sfnt import FontFacts, read_font

_COLOUR_EMOJI, _MONO_EMOJI = "Twemoji Mozilla", "Noto Emoji"
_OFL = ("OFL-1.1", "licences/noto-ofl.txt")
_CC_BY = ("CC-BY-4.0 (drawings), Apache-2.0 and MIT (code)", "licences/twemoji.txt")


@dataclass(frozen=True, slots=True)
class Built:
    """The two files' contents."""

    manifest: bytes
    code_points: bytes


def build(folder: Path = FONTS) -> Built:
    """Return manifest and bits for the fonts in ``folder``, the same bytes each time."""
    files = sorted([*folder.glob("*.ttf"), *folder.glob("*.otf")])
    facts = {file: read_font(file.read_bytes()) for file in files}
    entries = [
        {
            "file": file.name,
            "family": fact.family,
            "weight": fact.weight,
            "version": fact.version,
            "sha256": sha256(file.read_bytes()).hexdigest(),
            "licence": licence,
            "licence_file": text,
        }
        for file, fact in facts.items()
        for licence, text in [_CC_BY if fact.family == _COLOUR_EMOJI else _OFL]
    ]
    bits = _bits(_points_in_every_mode(list(facts.values())))
    manifest = {
        "fonts": entries,
        "credit": "Colour emoji: Twemoji by Twitter, Inc. and other contributors, CC BY 4.0",
        "code_points_sha256": sha256(bits).hexdigest(),
    }
    return Built(
        (json.dumps(manifest, indent=1, ensure_ascii=False) + "\n").encode(),
        gzip.compress(bits, compresslevel=9, mtime=0),
    )


def _points_in_every_mode(facts: list[FontFacts]) -> set[int]:
    """Return what can be drawn in colour and in black and white: each mode leaves the other's emoji out."""
    letters, emoji = set[int](), {_COLOUR_EMOJI: set[int](), _MONO_EMOJI: set[int]()}
    for fact in facts:
        emoji.get(fact.family, letters).update(fact.points)
    return letters | (emoji[_COLOUR_EMOJI] & emoji[_MONO_EMOJI])


def _bits(points: set[int]) -> bytes:
    bits = bytearray((max(points) >> 3) + 1)
    for point in points:
        bits[point >> 3] |= 1 << (point & 7)
    return bytes(bits)


def main() -> None:
    """Write both files and say what they hold."""
    built = build()
    (FONTS / "MANIFEST.json").write_bytes(built.manifest)
    (FONTS / "code-points.gz").write_bytes(built.code_points)
    count = sum(byte.bit_count() for byte in gzip.decompress(built.code_points))
    sys.stdout.write(f"{len(json.loads(built.manifest)['fonts'])} fonts, {count} characters in every mode.\n")


if __name__ == "__main__":
    main()
