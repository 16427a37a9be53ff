"""The manifest and the table of characters are those of the font files."""

import gzip
import json
from pathlib import Path

from organizer.editions.printing.build_glyphs import build
from organizer.editions.printing.fonts import FONTS, MANIFEST, missing_fonts
from organizer.foundation.core.glyphs import CODE_POINTS


def test_manifest_and_characters_match_the_fonts() -> None:
    built = build()
    assert built.manifest == MANIFEST.read_bytes()
    assert gzip.decompress(built.code_points) == gzip.decompress(CODE_POINTS.read_bytes())


def test_every_font_has_its_licence_beside_it() -> None:
    entries = json.loads(MANIFEST.read_text(encoding="utf-8"))["fonts"]
    assert len(entries) > 50
    for entry in entries:
        assert (FONTS / entry["licence_file"]).is_file(), entry
        assert entry["version"].startswith("Version "), entry


def test_arabic_is_the_version_whose_letters_can_be_copied() -> None:
    entries = json.loads(MANIFEST.read_text(encoding="utf-8"))["fonts"]
    versions = {entry["version"].split(";")[0] for entry in entries if entry["family"] == "Noto Sans Arabic"}
    assert versions == {"Version 2.005"}
    assert [entry["weight"] for entry in entries if entry["family"] == "Noto Kufi Arabic"] == [700]


def test_a_font_that_is_missing_or_damaged_is_named(tmp_path: Path) -> None:
    assert missing_fonts() == []
    (tmp_path / "NotoSans_400Regular.ttf").write_bytes(b"damaged")
    assert "NotoSans_400Regular.ttf" in missing_fonts(tmp_path)
    assert "NotoEmoji_400Regular.ttf" in missing_fonts(tmp_path)
