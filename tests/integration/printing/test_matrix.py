"""Every item in every size and ink, read back by other programs. ``make matrix`` does it in all sixteen languages."""

import os
from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfReader

from organizer.editions.printing.catalogue import ITEMS
from organizer.editions.printing.item import PDF
from organizer.editions.printing.render import render_item, render_preview
from organizer.foundation.core.languages import Text
from tests.support.print_file import PrintFile
from tests.support.print_matrix import LANGUAGES, ROWS, Cell, sample, whole
from tests.support.print_reading import (
    all_codes_in,
    picture_of,
    share_found,
    tags_of,
)
from tests.support.sheet_checks import faults

CELLS = whole() if os.environ.get("ORGANIZER_WHOLE_MATRIX") else sample()
LONGEST = (
    "When the river was sold and the hills were fenced we stood together, from the delta to the source, to say that "
    "land is not for sale, that water is for all, and that those who defend them are not alone: come with drums, "
    "bread, children, lanterns"
)
HOSTILE = '#panic("x") #read("/etc/passwd") $x$ <b>bold</b> {{7*7}} \\u{41} @a // c /* d */'


def test_every_item_of_paper_has_its_row_and_no_other() -> None:
    assert set(ROWS) == {item.key for item in ITEMS.values() if item.content_type == PDF}


def test_the_sample_speaks_every_language() -> None:
    assert {cell.language for cell in sample()} == set(LANGUAGES)


@pytest.mark.parametrize("cell", CELLS, ids=str)
def test_a_sheet_is_whole(cell: Cell) -> None:
    printed, asked = cell.printed()
    assert printed.pages == len((file := PrintFile(printed.body)).reader.pages)
    assert faults(file, asked) == {}


@pytest.mark.parametrize("item", ROWS)
@pytest.mark.parametrize(
    "words", [LONGEST, HOSTILE, "a" * 120, "👩🏽‍🚒🏳️‍🌈🇧🇷 Emoji 1️⃣"], ids=["long", "hostile", "word", "emoji"]
)
def test_the_worst_titles_hold(item: str, words: str) -> None:
    smallest = min(ITEMS[item].sheets.values(), key=lambda sheet: sheet.piece)
    cell = Cell(ITEMS[item], smallest, "colour", "en")
    printed = render_item(cell.request(lambda event: replace(event, title=Text(words, "en"))))
    assert [entry for entry in printed.fit_report if entry["note"] == "overflow"] == []
    assert not cell.codes or len(all_codes_in(printed.body)) == cell.codes
    if ROWS[item].has_title and words in (LONGEST, HOSTILE):
        shortened = any(entry["note"] == "shortened" for entry in printed.fit_report)
        assert shortened or share_found(printed.body, words) == 1


@pytest.mark.parametrize("item", ROWS)
def test_every_item_has_a_picture_of_its_first_page(item: str) -> None:
    sheet = next(reversed(ITEMS[item].sheets.values()))
    with Image.open(BytesIO(render_preview(Cell(ITEMS[item], sheet, "colour", "en").request()))) as picture:
        assert abs(picture.width / picture.height - sheet.width / sheet.height) < 0.02
        assert len(picture.convert("RGB").getcolors(1 << 20) or ()) > 2


@pytest.mark.parametrize("item", ROWS)
def test_every_item_is_marked_as_a_draft_until_somebody_approved_it(item: str) -> None:
    cell = Cell(ITEMS[item], next(iter(ITEMS[item].sheets.values())), "colour", "en")
    plain, draft = (
        render_item(cell.request(lambda event, is_draft=is_draft: replace(event, is_draft=is_draft)))  # type: ignore[misc]
        for is_draft in (False, True)
    )
    assert picture_of(plain.body, dpi=30).tobytes() != picture_of(draft.body, dpi=30).tobytes()


@pytest.mark.parametrize("item", ROWS)
def test_screen_readers_hear_every_item_once(item: str) -> None:
    cell = Cell(ITEMS[item], next(iter(ITEMS[item].sheets.values())), "colour", "ar")
    root = PdfReader(BytesIO(render_item(cell.request()).body)).root_object
    assert root["/Lang"] == "ar"
    assert root["/ViewerPreferences"]["/Direction"] == "/R2L"
    assert [tag for tag, _ in tags_of(root["/StructTreeRoot"])].count("/H1") == 1
