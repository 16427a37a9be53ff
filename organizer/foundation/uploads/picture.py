"""From a file of somebody to a picture of ours: decoded and drawn anew, or refused with the reason.

Pixels are decoded in a process of their own, with limits and without our keys; drawings (SVG) are written anew from
an allow-list. The same pixels give the same bytes.
"""

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from .drawing import clean_drawing
from .refusals import (
    PictureDamaged,
    PictureHidesMore,
    PictureMoves,
    PictureRefused,
    PictureTooHeavy,
    PictureTooLarge,
)

MOST_BYTES = 6_000_000
MOST_DRAWING_BYTES = 500_000
MOST_PIXELS = 40_000_000
_PROGRAM = Path(__file__).with_name("decoder.py")
#: Seconds by the wall clock; the process has limits of its own for memory and processor.
_PATIENCE = 20
#: What makes a file also a page, a program or a document, wherever it stands. Long enough to be in no picture by chance.
_MORE = re.compile(rb"<script|<!doctype|<html|<\?php|<svg|%PDF-|<iframe|<body", re.IGNORECASE)
#: A zip ends with this, in its last 65,557 bytes.
_ZIP_END, _ZIP_TAIL = b"PK\x05\x06", 65_557
_STARTS = ((b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpeg"))
TYPES = {"png": "image/png", "jpeg": "image/jpeg", "svg": "image/svg+xml"}


@dataclass(frozen=True, slots=True)
class CleanPicture:
    """A picture drawn anew. ``kind``: png, jpeg or svg; ``width`` and ``height`` in pixels (of an SVG its units)."""

    kind: str
    width: int
    height: int
    body: bytes

    @property
    def digest(self) -> str:
        """The hash of the content, which names it."""
        return sha256(self.body).hexdigest()


def clean_picture(file: bytes) -> CleanPicture:
    """Return the picture that ``file`` shows. Raises PictureRefused; the file's name is never looked at."""
    kind = _kind(file)
    most = MOST_DRAWING_BYTES if kind == "svg" else MOST_BYTES
    if len(file) > most:
        raise PictureTooHeavy(most=most / 1_000_000)
    if kind == "svg":
        drawing = clean_drawing(file)
        return CleanPicture("svg", drawing.width, drawing.height, drawing.body)
    if _MORE.search(file) or _ZIP_END in file[-_ZIP_TAIL:]:
        raise PictureHidesMore
    return _decoded(file, kind)


def _kind(file: bytes) -> str:
    for start, kind in _STARTS:
        if file.startswith(start):
            return kind
    if file.startswith(b"RIFF") and file[8:12] == b"WEBP":
        return "webp"
    head = file[:2000].removeprefix(b"\xef\xbb\xbf").lstrip()
    # Whatever else begins like XML is looked at as a drawing, and refused as one.
    if head.startswith((b"<?xml", b"<svg", b"<!DOCTYPE svg", b"<!--")) and not head.lower().startswith(
        b"<!doctype html"
    ):
        return "svg"
    raise PictureRefused


def _decoded(file: bytes, kind: str) -> CleanPicture:
    """Have the pixels decoded and encoded anew, elsewhere."""
    spec = find_spec("PIL")
    assert spec is not None
    assert spec.origin is not None
    try:
        done = subprocess.run(  # noqa: S603 - our own program, fixed arguments
            [sys.executable, "-s", "-P", str(_PROGRAM), kind, str(MOST_PIXELS)],
            input=file,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            # Nothing of ours: the environment may hold keys.
            env={"PATH": os.defpath, "LC_ALL": "C.UTF-8", "PYTHONPATH": str(Path(spec.origin).parents[1])},
            cwd=_PROGRAM.anchor,
            timeout=_PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise PictureDamaged from None
    head, _, body = done.stdout.partition(b"\n")
    if done.returncode != 0 or not head:
        raise PictureDamaged
    said = json.loads(head)
    if "refused" in said:
        raise _REFUSALS[said["refused"]](most=MOST_PIXELS // 1_000_000)
    return CleanPicture(said["kind"], said["width"], said["height"], body)


_REFUSALS: dict[str, type[PictureRefused]] = {
    "large": PictureTooLarge,
    "moves": PictureMoves,
    "damaged": PictureDamaged,
}
