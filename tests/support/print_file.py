"""A finished file as other programs read it: each of them is asked once, and what it said is kept."""

import re
import subprocess
import unicodedata
from dataclasses import dataclass, replace
from functools import cached_property
from io import BytesIO
from itertools import combinations

import zxingcpp
from PIL import Image
from pypdf import PdfReader

from organizer.editions.printing.fonts import font_families
from tests.support.print_glyphs import boxes_drawn
from tests.support.print_reading import fonts_of, pictures_of, plain, tags_of, text_as_read

_MM = 25.4 / 72
_WORD = re.compile(r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>')
#: Boxes of words are as high as the font allows; the letters fill the middle.
_TRIM = 0.28
_SHARED = 0.2
#: Signs as wide as an ideograph whose ink is at their left.
_HALF_WHITE = frozenset("、。，．：；）」』】")
#: UAX 44, canonical combining class 9: the sign in Indic scripts that joins the letters around it.
_VIRAMA = 9
_QR = zxingcpp.BarcodeFormat.QRCodeModel2


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its box in mm, from the upper left corner."""

    page: int
    left: float
    top: float
    right: float
    bottom: float
    text: str

    def shares(self, other: "Word") -> float:
        """Return which part of the smaller of two boxes the other covers."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        smaller = min(self._area, other._area)
        return width * height / smaller if width > 0 and height > 0 and smaller > 0 else 0.0

    @property
    def _area(self) -> float:
        return (self.right - self.left) * (self.bottom - self.top)


class PrintFile:
    """A PDF."""

    def __init__(self, body: bytes) -> None:
        self.body = body

    @cached_property
    def reader(self) -> PdfReader:
        """The file in pypdf."""
        return PdfReader(BytesIO(self.body))

    @property
    def sizes(self) -> set[tuple[float, float]]:
        """Width and height of the pages in mm."""
        boxes = [page.mediabox for page in self.reader.pages]
        return {(round(float(box.width) * _MM, 1), round(float(box.height) * _MM, 1)) for box in boxes}

    @cached_property
    def text(self) -> str:
        """All words as poppler gives them."""
        return text_as_read(self.body)

    @cached_property
    def text_as_drawn(self) -> str:
        """All words in the order in which the file draws them."""
        said = subprocess.run(["pdftotext", "-raw", "-", "-"], input=self.body, capture_output=True, check=True)
        return said.stdout.decode()

    def share(self, words: str) -> float:
        """Return which share of ``words`` can be copied from the file."""
        text = plain(self.text)
        wanted = [word for part in words.split() if len(word := plain(part).strip("/–—.,:;،()“”")) > 1]
        # Side by side on a sheet of several pieces, poppler reads line by line; a word on two lines is whole as drawn.
        found = sum(word in text or word in plain(self.text_as_drawn) for word in wanted)
        return found / len(wanted) if wanted else 1.0

    @property
    def missing_glyphs(self) -> int:
        """How many glyphs stand for no character: what poppler cannot name, and the box that fonts draw instead."""
        return self.text.count("\ufffd") + self.text.count("\x00") + boxes_drawn(self.reader)

    @property
    def foreign_fonts(self) -> list[str]:
        """Fonts that are not of our set, not in the file, or without a way back to the characters."""
        ours = {family.replace(" ", "") for family in font_families()}
        return [" ".join(row) for row in fonts_of(self.body) if not _is_ours(row, ours)]

    @cached_property
    def words(self) -> list[Word]:
        """All words with their boxes."""
        said = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=self.body, capture_output=True, check=True)
        found = []
        # The title in the head may be cut within a letter; no word on the page is.
        for number, page in enumerate(said.stdout.decode(errors="replace").split("<page ")[1:]):
            for box in _WORD.finditer(page):
                found.append(Word(number, *[float(edge) * _MM for edge in box.groups()[:4]], text=box[5]))
        return found

    def words_beyond(self, edge: float) -> list[str]:
        """Return the words nearer than ``edge`` mm to the left or right of their page, or beyond its top or bottom."""
        pages = [(float(page.mediabox.width) * _MM, float(page.mediabox.height) * _MM) for page in self.reader.pages]
        return [
            word.text
            for word in self.words
            if word.left < edge
            or word.right > pages[word.page][0] - edge
            or _letters(word).top < edge
            or _letters(word).bottom > pages[word.page][1] - edge
        ]

    def overlaps(self) -> list[tuple[str, str]]:
        """Return the pairs of words that lie on one another; many pages of small words are looked at page by page."""
        found = []
        for page in range(len(self.reader.pages)):
            boxes = sorted((_letters(word) for word in self.words if word.page == page), key=lambda word: word.top)
            for one, other in combinations(boxes, 2):
                if other.top < one.bottom and one.shares(other) > _SHARED and not _is_torn(one, other):
                    found.append((one.text, other.text))
        return found

    @property
    def tags(self) -> list[tuple[str, str | None]]:
        """Tags in reading order, with their alternative texts."""
        return tags_of(self.reader.root_object["/StructTreeRoot"])

    @property
    def metadata(self) -> str:
        """What the file says of itself to programs, as XML."""
        return (
            self.reader.root_object["/Metadata"].get_data().decode() if "/Metadata" in self.reader.root_object else ""
        )

    @cached_property
    def dots(self) -> list[Image.Image]:
        """All pages, 72 dots to the inch, each of one colour that stands in the file."""
        return pictures_of(self.body, "-aa", "no", "-aaVector", "no", dpi=72)

    @cached_property
    def codes(self) -> list[list[str]]:
        """What the QR codes of each page say, read from grey dots, 150 to the inch."""
        # Only QR codes: dashed lines beside small letters look like a bar code to a reader of every kind.
        pages = [zxingcpp.read_barcodes(page, formats=_QR) for page in pictures_of(self.body, "-gray", dpi=150)]
        return [[code.text for code in page] for page in pages]

    def picture(self, *options: str, dpi: int) -> Image.Image:
        """Return the first page."""
        command = ["pdftoppm", "-r", str(dpi), "-singlefile", *options, "-"]
        return Image.open(BytesIO(subprocess.run(command, input=self.body, capture_output=True, check=True).stdout))


def _is_torn(*parts: Word) -> bool:
    """Tell whether poppler made two words of one: within letters that melt together, whose sign says so at an end."""
    return any(unicodedata.combining(part.text[-1]) == _VIRAMA for part in parts if part.text)


def _letters(word: Word) -> Word:
    height = word.bottom - word.top
    # Half of the box of such a sign is white, and what follows may stand there.
    white = height / 2 if word.text[-1:] in _HALF_WHITE else 0
    return replace(word, top=word.top + height * _TRIM, bottom=word.bottom - height * _TRIM, right=word.right - white)


def _is_ours(row: list[str], families: set[str]) -> bool:
    if row[1:3] == ["Type", "3"]:  # drawings of ours in colour, emoji, which have no name
        return row[-5] == "yes"
    _, _, name = row[0].partition("+")
    embedded, subset, to_unicode = row[-5:-2]
    # Some families write their name in one word with the weight or the region: NotoSansCJKsc-Bold.
    is_known = any(name.casefold().startswith(family.casefold()) for family in families)
    return is_known and (embedded, subset, to_unicode) == ("yes", "yes", "yes")
