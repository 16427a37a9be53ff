"""Looks at the words of a finished file where they stand: whether all of their ink is there, and can be told from the ground."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from io import BytesIO

from PIL import ImageChops
from pypdf import PdfReader, PdfWriter
from pypdf.generic import StreamObject

from organizer.foundation.core.colour import contrast
from tests.support.print_file import PrintFile, Word
from tests.support.print_reading import pictures_of

_DPI = 72
_DOTS = _DPI / 25.4
#: PDF 2.0, table 60: the operators that cut off what is drawn after them.
_CLIP = re.compile(rb"(?<![^\s])W\*?(?=\s+n\b)")
#: WCAG 2.2, 1.4.3: letters of 18 points and more may be paler. Boxes of words are a third higher than their letters.
_LEAST, _LEAST_LARGE, _LARGE = 4.5, 3.0, 18 * 1.3 * 25.4 / 72
#: A sign above another letter has no width of its own, in mm: its ink is in that letter's box.
_WIDE = 0.05
#: Of the dots in a word's box, so many must be of a colour for it to count.
_SOME = 0.004
#: Boxes are as high as the font allows: such a share above and below has no letters, but perhaps an edge of the ground.
_TRIM = 0.12


def clipped(file: PrintFile) -> list[str]:
    """Return the words of which ink is cut off, though the file has all their letters: it looks otherwise without cuts."""
    free = _without_cuts(file.body)
    if free is None:
        return []
    found = []
    for page, (cut, whole) in enumerate(
        zip(file.dots, pictures_of(free, "-aa", "no", "-aaVector", "no", dpi=_DPI), strict=True)
    ):
        apart = ImageChops.difference(cut.convert("RGB"), whole.convert("RGB")).convert("L")
        if apart.getbbox():
            found += [word.text for word in file.words if word.page == page and apart.crop(_box(word)).getbbox()]
    return found


def unreadable(file: PrintFile) -> list[str]:
    """Return the words that cannot be told from their ground: too pale, or not drawn at all."""
    return [
        f"{word.text}: {ratio:.1f}" for word, ratio in _contrasts(file) if ratio < _least(word) and not _is_drawn(word)
    ]


def _contrasts(file: PrintFile) -> Iterator[tuple[Word, float]]:
    dots = [picture.convert("RGB") for picture in file.dots]
    for word in file.words:
        if word.right - word.left < _WIDE or not any(map(str.isalnum, word.text)):
            continue
        part = dots[word.page].crop(_box(word))
        colours = sorted(part.getcolors(part.width * part.height) or (), reverse=True)
        ground = colours[0][1]
        least = part.width * part.height * _SOME
        yield word, max(_ratio(ground, colour) for count, colour in colours if count >= least)


def _is_drawn(word: Word) -> bool:
    """Tell whether a word holds pictures, in colours of their own: symbols, flags, keycaps."""
    return any(unicodedata.category(char) == "So" or char in "\ufe0f\u20e3" for char in word.text)


def _least(word: Word) -> float:
    return _LEAST_LARGE if min(word.bottom - word.top, word.right - word.left) >= _LARGE else _LEAST


@cache
def _ratio(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    return contrast("#{:02x}{:02x}{:02x}".format(*one), "#{:02x}{:02x}{:02x}".format(*other))


def _box(word: Word) -> tuple[int, int, int, int]:
    trim = (word.bottom - word.top) * _TRIM
    # A letter of two dots may be drawn one beside its place.
    left, top = max(0, int(word.left * _DOTS) - 1), int((word.top + trim) * _DOTS)
    return left, top, max(left + 1, round(word.right * _DOTS) + 1), max(top + 1, round((word.bottom - trim) * _DOTS))


def _without_cuts(body: bytes) -> bytes | None:
    """Return the file without its clipping paths; None if there are none."""
    writer, is_cut = PdfWriter(clone_from=PdfReader(BytesIO(body))), False
    for thing in writer._objects:
        if isinstance(thing, StreamObject) and _is_drawing(thing):
            data, count = _CLIP.subn(b"", thing.get_data())
            if count:
                thing.set_data(data)
                is_cut = True
    if not is_cut:
        return None
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _is_drawing(stream: StreamObject) -> bool:
    return stream.get("/Subtype") == "/Form" or not ({"/Type", "/Subtype", "/Length1", "/FunctionType"} & set(stream))
