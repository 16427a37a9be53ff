from pathlib import Path

import pytest

from organizer.foundation.web.assets import FOLDER
from organizer.foundation.web.stylesheet import BUDGET, join_sheets, squeeze


def test_the_style_sheet_keeps_its_budget() -> None:
    assert len(join_sheets(FOLDER / "css").encode()) <= BUDGET


def test_every_part_is_joined_once() -> None:
    main = (FOLDER / "css" / "organizer.css").read_text()
    parts = sorted(path.relative_to(FOLDER / "css").as_posix() for path in (FOLDER / "css").rglob("*.css"))
    assert sorted(line.split('"')[1] for line in main.splitlines() if line.startswith("@import")) == [
        part for part in parts if part != "organizer.css"
    ]


def test_every_layer_is_in_the_order() -> None:
    sheet = join_sheets(FOLDER / "css")
    assert sheet.startswith("@layer reset, tokens, theme, base, components, utilities, print;")
    assert "@import" not in sheet
    assert sheet.count("{") == sheet.count("}")


def test_a_missing_part_stops_the_start(tmp_path: Path) -> None:
    (tmp_path / "organizer.css").write_text('@layer base;\n@import "base.css" layer(base);\n')
    with pytest.raises(FileNotFoundError):
        join_sheets(tmp_path)


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("a { color: red; }", "a{color:red}"),
        ("/* why */ a,\n b > c { margin: calc(1px + 2px) }", "a,b>c{margin:calc(1px + 2px)}"),
        (".x > * + * { gap: 0 1rem; }", ".x>* + *{gap:0 1rem}"),
        ("@media (min-width: 1px) and (x: y) { a { b: c } }", "@media (min-width:1px) and (x:y){a{b:c}}"),
    ],
)
def test_squeezing_drops_only_what_means_nothing(written: str, sent: str) -> None:
    assert squeeze(written) == sent
