"""What is glued from several sheets: the sheets together are the picture on the plan."""

import pytest
from PIL import Image, ImageChops, ImageStat

from organizer.editions.printing.catalogue import ITEMS
from organizer.editions.printing.papers import TILE_EDGE, TILE_LAP, Sheet
from organizer.editions.printing.render import render_item
from tests.support.print_matrix import Cell
from tests.support.print_reading import ink_share, is_clean_margin, pictures_of, share_found

_DPI = 50
_MM = _DPI / 25.4


def glued(sheets: list[Image.Image], sheet: Sheet) -> Image.Image:
    """Lay the sheets over one another as the plan says: white edges off, each over the strip of the one before."""
    across, _ = sheet.tiles
    width, height = sheet.width - 2 * TILE_EDGE, sheet.height - 2 * TILE_EDGE
    whole = Image.new("L", (round(sheet.piece[0] * _MM), round(sheet.piece[1] * _MM)), 128)
    for number, page in enumerate(sheets):
        row, column = divmod(number, across)
        box = tuple(round(mm * _MM) for mm in (TILE_EDGE, TILE_EDGE, TILE_EDGE + width, TILE_EDGE + height))
        place = round(column * (width - TILE_LAP) * _MM), round(row * (height - TILE_LAP) * _MM)
        whole.paste(page.convert("L").crop(box), place)
    return whole


@pytest.mark.parametrize(
    ("item", "key", "language"),
    [("placard", "a4x2", "en"), ("placard", "letterx4", "ar"), ("banner", "a4x8", "he"), ("placard-two", "a4x4", "en")],
)
def test_the_sheets_glued_by_the_plan_are_one_picture(item: str, key: str, language: str) -> None:
    cell = Cell(ITEMS[item], ITEMS[item].sheets[key], "bw", language)
    printed = render_item(cell.request())
    plan, *sheets = pictures_of(printed.body, dpi=_DPI)
    planned = _shown_on(plan, cell.sheet)
    assert ink_share(planned) > 0.02
    right = _difference(planned, glued(sheets, cell.sheet))
    # Numbers and dashes are on the plan alone; what lies wrong differs far more.
    exchanged = _difference(planned, glued(sheets[::-1], cell.sheet))
    assert right < 0.5 * exchanged, (right, exchanged)
    assert all(is_clean_margin(page, mm=5, dpi=_DPI) for page in sheets)


def _difference(planned: Image.Image, found: Image.Image) -> float:
    return float(ImageStat.Stat(ImageChops.difference(planned, found.resize(planned.size))).mean[0]) / 255


def test_the_plan_tells_how_to_glue_them_in_the_language_of_the_sheet() -> None:
    cell = Cell(ITEMS["placard"], ITEMS["placard"].sheets["a4x2"], "colour", "en")
    body = render_item(cell.request()).body
    assert share_found(body, "From sheet 2 on, cut off the white edges at the left and at the top.") == 1


def _shown_on(plan: Image.Image, sheet: Sheet) -> Image.Image:
    """Return the picture on the plan: as large as fits between margins of 18 mm, above 50 mm for the steps."""
    width, height = sheet.piece
    share = min((sheet.width - 36) / width, (sheet.height - 36 - 50) / height)
    left, top = (sheet.width - width * share) / 2, 18.0
    box = tuple(round(mm * _MM) for mm in (left, top, left + width * share, top + height * share))
    return plan.convert("L").crop(box)
