"""Looking for what should be nowhere: texts in every plain writing, numbers as digits and as bytes."""

import struct
from base64 import b64encode
from io import BytesIO
from zipfile import ZipFile

from tests.support.print_reading import text_of

_TYPES = {".pdf": "application/pdf", ".png": "image/png"}


def words_of(body: bytes, content_type: str) -> str:
    """Return what a body says: of a PDF the words on it, of a calendar its unfolded lines."""
    if content_type == "application/pdf":
        return text_of(body)
    if content_type == "image/png":
        return body.decode("latin-1")
    if content_type == "application/zip":
        with ZipFile(BytesIO(body)) as archive:
            return " ".join(name + words_of(archive.read(name), _TYPES[name[-4:]]) for name in archive.namelist())
    return body.decode().replace("\r\n ", "")


def standing_in(*texts: str, needles: tuple[str, ...]) -> list[str]:
    """Return the needles that stand in any of the texts, blanks or not."""
    return [n for n in needles for text in texts if n in text or n.replace(" ", "") in text]


def writings(text: str) -> set[bytes]:
    """Return the ways in which a program may write a text without hiding it."""
    plain = text.encode()
    ways = {
        plain,
        text.encode("utf-16-le"),
        text.encode("utf-16-be"),
        plain.hex().encode(),
        plain.hex().upper().encode(),
    }
    return ways | {way for offset in range(3) for way in base64_writings(plain, offset)}


def base64_writings(plain: bytes, offset: int) -> set[bytes]:
    """Return the inner part of the base64 of ``plain`` when it begins ``offset`` bytes after a group of three."""
    coded = b64encode(b"\0" * offset + plain)
    return {coded[4 if offset else 0 : len(coded) - 4]}


def numbers(value: float) -> set[bytes]:
    """Return a coordinate as digits and as the eight bytes of a database."""
    return {f"{abs(value):.4f}".encode(), struct.pack(">d", value), struct.pack("<d", value)}
