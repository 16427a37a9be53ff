"""Every item in every size and ink, read back by other programs. ``make matrix`` does it in all sixteen languages."""

import os
from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfReader

from organizer.editions.printing import render
from organizer.editions.printing.catalogue import ITEMS
from organizer.editions.printing.item import BLACK_AND_WHITE, PDF
from organizer.editions.printing.render import PrintRequest, render_item, render_preview
from organizer.foundation.core.languages import Text
from organizer.record.printed import printed_url
from tests.support.print_file import PrintFile
from tests.support.print_matrix import LANGUAGES, ROWS, TURNED, Cell, sample, whole
from tests.support.print_reading import (
    all_codes_in,
    ink_share,
    is_clean_margin,
    most_colour,
    picture_of,
    share_found,
    tags_of,
)

CELLS = whole() if os.environ.get("ORGANIZER_WHOLE_MATRIX") else sample()
_LOST = {"overflow", "shortened", "too-small"}
#: Which share of words can be copied, where the engine writes syllables with several marks twice.
_COPIED = {"th": 0.5, "bn": 0.7}
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
    request = cell.request()
    printed = render_item(request)
    file = PrintFile(printed.body)
    assert file.sizes == {(round(cell.sheet.width, 1), round(cell.sheet.height, 1))}
    assert printed.pages == len(file.reader.pages) == (cell.pages or printed.pages)
    if cell.codes:  # large sheets without any are not looked through dot by dot
        assert all_codes_in(printed.body) == [printed_url(request.event)] * cell.codes
    assert [entry for entry in printed.fit_report if entry["note"] in _LOST] == []
    _assert_words(file, cell, request)
    _assert_tags(file, request)
    if cell.mode == BLACK_AND_WHITE:
        _assert_fit_for_copiers(file)


def _assert_words(file: PrintFile, cell: Cell, request: PrintRequest) -> None:
    assert file.missing_glyphs == 0
    assert file.foreign_fonts == []
    # What is glued shows parts of letters at the edges of its sheets.
    if not cell.sheet.is_tiled:
        assert file.words_beyond(4.5) == []
    if cell.item.key not in TURNED and not cell.sheet.is_tiled:
        assert file.overlaps() == []
    event = render._plan(request)[1].event
    said = [event.title] if ROWS[cell.item.key].has_title else []
    if said and ROWS[cell.item.key].codes:
        said += [event.date, *filter(None, (event.time, event.place))]
    least = _COPIED.get(cell.language, 0.9)
    assert {phrase.t: share for phrase in said if (share := file.share(phrase.t)) < least} == {}


def _assert_tags(file: PrintFile, request: PrintRequest) -> None:
    root = file.reader.root_object
    assert root["/Lang"].split("-")[0] == request.language.split("-")[0]
    assert bool(root["/ViewerPreferences"]["/DisplayDocTitle"])
    tags = file.tags
    assert [tag for tag, _ in tags].count("/H1") == 1
    assert [tag for tag, words in tags if tag == "/Figure" and not words] == []


def _assert_fit_for_copiers(file: PrintFile) -> None:
    picture = file.picture("-aa", "no", "-aaVector", "no", dpi=72)
    assert most_colour(picture) == 0
    assert ink_share(picture) < 0.25
    assert is_clean_margin(picture, mm=5, dpi=72)


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
