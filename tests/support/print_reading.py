"""Reads finished files back with other programs than the one that wrote them: poppler, zxing, pypdf, Pillow."""

import subprocess
import unicodedata
from collections.abc import Iterable
from io import BytesIO

import zxingcpp
from PIL import Image, ImageChops, ImageStat
from pypdf import PdfReader

_IGNORED = dict.fromkeys([0x200B, 0x200C, 0x200E, 0x200F, 0xFE0F, 0xAD, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_MM = 25.4 / 72


def _run(*command: str, stdin: bytes) -> bytes:
    return subprocess.run(command, input=stdin, capture_output=True, check=True).stdout


def picture_of(pdf: bytes, *options: str, dpi: int = 150) -> Image.Image:
    """Return the first page as a picture."""
    return Image.open(BytesIO(_run("pdftoppm", "-r", str(dpi), "-singlefile", *options, "-", stdin=pdf)))


def pictures_of(pdf: bytes, *options: str, dpi: int) -> list[Image.Image]:
    """Return all pages as pictures."""
    stream, found = BytesIO(_run("pdftoppm", "-r", str(dpi), *options, "-", stdin=pdf)), []
    # Netpbm pictures one after another: each says its kind and its size in its head.
    while kind := stream.readline():
        mode = {b"P5\n": "L", b"P6\n": "RGB"}[kind]
        width, height = map(int, stream.readline().split())
        assert stream.readline() == b"255\n"
        found.append(Image.frombytes(mode, (width, height), stream.read(len(mode) * width * height)))
    return found


def codes_in(pdf: bytes) -> list[str]:
    """Return what the QR codes in the lower half of the page say, read from grey dots, 150 to the inch."""
    height = round(float(PdfReader(BytesIO(pdf)).pages[0].mediabox.height) / 72 * 150)
    half = ("-x", "0", "-y", str(height // 2), "-W", "4000", "-H", str(height))
    return [code.text for code in zxingcpp.read_barcodes(picture_of(pdf, "-gray", *half))]


def all_codes_in(pdf: bytes) -> list[str]:
    """Return what every QR code on the first page says, read from grey dots, 150 to the inch."""
    # Only QR codes: dashed lines beside small letters look like a bar code to a reader of every kind.
    found = zxingcpp.read_barcodes(picture_of(pdf, "-gray"), formats=zxingcpp.BarcodeFormat.QRCodeModel2)
    return [code.text for code in found]


def pages_of(pdf: bytes) -> int:
    """Return the number of pages."""
    return len(PdfReader(BytesIO(pdf)).pages)


def first_size_in_mm(pdf: bytes) -> tuple[float, float]:
    """Return width and height of the first page."""
    box = PdfReader(BytesIO(pdf)).pages[0].mediabox
    return round(float(box.width) * _MM, 1), round(float(box.height) * _MM, 1)


def tags_of(node: object) -> list[tuple[str, str | None]]:
    """Return the tags below a node of the structure tree, in reading order, with their alternative texts."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        return [tag for child in node for tag in tags_of(child)]
    if not isinstance(node, dict):
        return []
    own = [(str(node["/S"]), node.get("/Alt"))] if "/S" in node else []
    return own + tags_of(node.get("/K", []))


def size_in_mm(pdf: bytes) -> tuple[float, float]:
    """Return width and height of the only page."""
    (page,) = PdfReader(BytesIO(pdf)).pages
    return round(float(page.mediabox.width) * _MM, 1), round(float(page.mediabox.height) * _MM, 1)


def text_of(pdf: bytes) -> str:
    """Return the words on the page without blanks, in NFKC, as a search would compare them."""
    return plain(text_as_read(pdf))


def text_as_read(pdf: bytes) -> str:
    """Return all words as poppler gives them."""
    return _run("pdftotext", "-", "-", stdin=pdf).decode()


def share_found(pdf: bytes, words: str) -> float:
    """Return which share of ``words`` can be found in the page's text."""
    text, wanted = text_of(pdf), [plain(word) for word in words.split()]
    wanted = [word.strip("/–—.,:;") for word in wanted]
    wanted = [word for word in wanted if len(word) > 1]
    return sum(word in text for word in wanted) / max(1, len(wanted))


def plain(words: str) -> str:
    """Return words without blanks, in NFKC, as a search would compare them."""
    folded = unicodedata.normalize("NFKC", words).translate(_IGNORED)
    # Poppler gives the two letters of the lam-alef ligature in the order of the eye.
    for pair in ("لا", "لأ", "لإ", "لآ"):
        folded = folded.replace(pair, pair[::-1])
    return "".join(folded.split())


def missing_glyphs(pdf: bytes) -> int:
    """Count glyphs of no character in the page's text: poppler draws them as U+FFFD or leaves a null."""
    return sum(_run("pdftotext", "-", "-", stdin=pdf).decode().count(char) for char in ("\ufffd", "\x00"))


def fonts_of(pdf: bytes) -> list[list[str]]:
    """Return the rows of ``pdffonts``."""
    return [line.split() for line in _run("pdffonts", "-", stdin=pdf).decode().splitlines()[2:]]


def most_colour(picture: Image.Image) -> int:
    """Return how far any dot is from grey, 0 to 255."""
    red, green, blue = picture.convert("RGB").split()
    pairs: Iterable[Image.Image] = (ImageChops.difference(red, green), ImageChops.difference(green, blue))
    return max(int(pair.getextrema()[1]) for pair in pairs)  # type: ignore[call-overload]


def ink_share(picture: Image.Image) -> float:
    """Return the share of black, 0 to 1."""
    return 1 - float(ImageStat.Stat(picture.convert("L")).mean[0]) / 255


def is_clean_margin(picture: Image.Image, *, mm: float, dpi: int) -> bool:
    """Tell whether the outer ring of the page is white."""
    grey, ring = picture.convert("L"), round(mm / 25.4 * dpi)
    width, height = grey.size
    for box in (
        (0, 0, width, ring),
        (0, height - ring, width, height),
        (0, 0, ring, height),
        (width - ring, 0, width, height),
    ):
        if int(grey.crop(box).getextrema()[0]) < 250:  # type: ignore[arg-type]
            return False
    return True


def share_of_last_page(pdf: bytes) -> float:
    """Return how far down the last page its words reach, without its foot; of its height."""
    return share_down(pictures_of(pdf, dpi=36)[-1])


def share_down(page: Image.Image) -> float:
    """Return how far down a page its words reach, without its foot; of its height."""
    words = page.convert("L").crop((0, 0, page.width, round(page.height * 0.93)))
    box = words.point(lambda grey: 255 if grey < 200 else 0).getbbox()
    return box[3] / page.height if box else 0.0
