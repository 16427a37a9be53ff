"""The checks of the matrix find what is wrong with a sheet: each has sheets that it must not let pass."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.broken_sheets import ADDRESS, BROKEN, GOOD, TITLE, drawn
from tests.support.print_file import PrintFile
from tests.support.sheet_checks import CHECKS, Asked, faults

_ASKED = Asked(size=(210, 297), language="en", address=ADDRESS, codes=1, said=(TITLE,), is_plain=True)


def test_every_check_has_a_sheet_that_it_must_find() -> None:
    assert {*BROKEN, "fit"} == set(CHECKS)


def test_a_good_sheet_has_no_fault(tmp_path: Path) -> None:
    assert faults(PrintFile(drawn(GOOD, tmp_path)), _ASKED) == {}


@pytest.mark.parametrize(
    ("check", "source"), [(check, source) for check, sources in BROKEN.items() for source in sources]
)
def test_a_broken_sheet_is_found(check: str, source: str, tmp_path: Path) -> None:
    assert CHECKS[check](PrintFile(drawn(source, tmp_path, is_marked=check != "glyphs")), _ASKED)


def test_a_file_that_is_not_made_for_screen_readers_is_found(tmp_path: Path) -> None:
    assert CHECKS["tags"](PrintFile(drawn(GOOD, tmp_path, is_marked=False)), _ASKED)


@pytest.mark.parametrize("note", ["overflow", "shortened", "too-small"])
def test_a_text_that_did_not_fit_is_found(note: str, tmp_path: Path) -> None:
    file = PrintFile(drawn(GOOD, tmp_path))
    assert CHECKS["fit"](file, replace(_ASKED, fit=({"id": "headline", "note": "ok"}, {"id": "place", "note": note})))
