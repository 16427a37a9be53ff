"""Contact sheets: small pictures of many sheets on a page, so that a person can look at all of them at once."""

from collections.abc import Iterable, Iterator
from io import BytesIO
from itertools import islice
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

_COLUMNS, _ROWS = 6, 4
_CELL, _GAP, _CAPTION = 300, 16, 28
_GROUND, _INK = "#d5d5d5", "#111111"


def write_contact_sheets(folder: Path, pictures: Iterable[tuple[str, bytes]]) -> list[str]:
    """Write ``contact-sheet-01.png`` and so on into ``folder``; return their names. ``pictures``: caption and PNG."""
    names = []
    for number, page in enumerate(_pages(pictures), 1):
        name = f"contact-sheet-{number:02}.png"
        page.save(folder / name, optimize=True)
        names.append(name)
    return names


def _pages(pictures: Iterable[tuple[str, bytes]]) -> Iterator[Image.Image]:
    font = ImageFont.load_default(size=15)
    waiting = iter(pictures)
    while batch := list(islice(waiting, _COLUMNS * _ROWS)):
        rows = -(-len(batch) // _COLUMNS)
        size = (_COLUMNS * (_CELL + _GAP) + _GAP, rows * (_CELL + _CAPTION + _GAP) + _GAP)
        page = Image.new("RGB", size, _GROUND)
        draw = ImageDraw.Draw(page)
        for place, (caption, body) in enumerate(batch):
            row, column = divmod(place, _COLUMNS)
            x, y = _GAP + column * (_CELL + _GAP), _GAP + row * (_CELL + _CAPTION + _GAP)
            with Image.open(BytesIO(body)) as picture:
                small = picture.convert("RGB")
            small.thumbnail((_CELL, _CELL))
            page.paste(small, (x + (_CELL - small.width) // 2, y + _CELL - small.height))
            draw.text((x, y + _CELL + 6), caption, fill=_INK, font=font)
        yield page
