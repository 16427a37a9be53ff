"""The fonts that we ship: their folder, their manifest, and the hash that stands for all of them."""

import json
from functools import cache
from hashlib import sha256
from pathlib import Path

import organizer

FONTS = Path(organizer.__file__).parent / "data" / "fonts"
MANIFEST = FONTS / "MANIFEST.json"


@cache
def fonts_digest() -> str:
    """Return the hash of the manifest, which holds the hash of every font file."""
    return sha256(MANIFEST.read_bytes()).hexdigest()


@cache
def font_families() -> frozenset[str]:
    """Return the family names of the set, as templates write them."""
    return frozenset(entry["family"] for entry in _entries())


def missing_fonts(folder: Path = FONTS) -> list[str]:
    """Return the names of font files that are not in ``folder`` or not as the manifest has them."""
    return [entry["file"] for entry in _entries() if not _is_whole(folder / entry["file"], entry["sha256"])]


def _is_whole(path: Path, digest: str) -> bool:
    return path.is_file() and sha256(path.read_bytes()).hexdigest() == digest


def _entries() -> list[dict[str, str]]:
    entries: list[dict[str, str]] = json.loads(MANIFEST.read_text(encoding="utf-8"))["fonts"]
    return entries
