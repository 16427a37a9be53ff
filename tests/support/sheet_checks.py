"""What must hold for every sheet, as checks that say what is wrong: the matrix, random events and broken sheets ask them.

A check takes a finished file and what was asked for, and returns its faults; none: the sheet is whole. For each of
them ``broken_sheets`` has a sheet that it must find.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import chain
from statistics import fmean
from typing import Any, TypeAlias

from organizer.foundation.core.languages import direction
from tests.support.print_file import PrintFile
from tests.support.print_reading import ink_share, is_clean_margin, most_colour
from tests.support.print_words import clipped, unreadable

#: Which share of words can be copied, where the engine writes syllables with several marks twice.
_COPIED = {"th": 0.5, "bn": 0.7}
_LOST = frozenset({"overflow", "shortened", "too-small"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a sheet was asked to be: ``size`` in mm, ``codes`` of its first page, all of which lead to ``address``.

    ``pages`` None: as many as it takes. ``said``: words that can be copied. ``is_glued``: from several sheets, whose
    letters are cut at their edges. ``is_turned``: with words across others' direction. ``lost``: notes on fitted texts
    that stand for a fault. ``is_plain``: without colour, for a photocopier.
    """

    size: tuple[float, float]
    language: str
    address: str = ""
    codes: int = 0
    pages: int | None = 1
    said: tuple[str, ...] = ()
    fit: tuple[Mapping[str, object], ...] = ()
    lost: frozenset[str] = _LOST
    is_plain: bool = False
    is_glued: bool = False
    is_turned: bool = False
    marks: tuple[str, ...] = field(default=("ua-1",))


Check: TypeAlias = Callable[[PrintFile, Asked], object]


def _size(file: PrintFile, asked: Asked) -> object:
    wanted = tuple(round(side, 1) for side in asked.size)
    return file.sizes ^ {wanted} or [page for page in file.reader.pages if page.rotation]


def _pages(file: PrintFile, asked: Asked) -> object:
    count = len(file.reader.pages)
    return count if asked.pages not in (None, count) else None


def _codes(file: PrintFile, asked: Asked) -> object:
    if not asked.codes:  # large sheets without any are not looked through dot by dot
        return None
    first, *others = file.codes
    return [first, *others] if len(first) != asked.codes or {*first, *chain(*others)} != {asked.address} else None


def _fit(_file: PrintFile, asked: Asked) -> object:
    return [entry for entry in asked.fit if entry["note"] in asked.lost]


def _glyphs(file: PrintFile, _asked: Asked) -> object:
    return file.missing_glyphs


def _fonts(file: PrintFile, _asked: Asked) -> object:
    return file.foreign_fonts


def _copied(file: PrintFile, asked: Asked) -> object:
    least = _COPIED.get(asked.language, 0.9)
    return {words: share for words in asked.said if (share := file.share(words)) < least}


def _margin(file: PrintFile, asked: Asked) -> object:
    return not asked.is_glued and file.words_beyond(4.5)


def _overlap(file: PrintFile, asked: Asked) -> object:
    return not asked.is_glued and not asked.is_turned and file.overlaps()


def _clipped(file: PrintFile, asked: Asked) -> object:
    return not asked.is_glued and clipped(file)


def _contrast(file: PrintFile, asked: Asked) -> object:
    return not asked.is_glued and unreadable(file)


def _tags(file: PrintFile, asked: Asked) -> object:
    root: Any = file.reader.root_object
    views = root.get("/ViewerPreferences", {})
    tags = file.tags
    faults = {
        "language": str(root.get("/Lang")).split("-")[0] != asked.language.split("-")[0],
        "title": not views.get("/DisplayDocTitle") or not (file.reader.metadata and file.reader.metadata.title),
        "direction": (views.get("/Direction") == "/R2L") is not (direction(asked.language) == "rtl"),
        "headline": [tag for tag, _ in tags].count("/H1") != 1,
        "figures": any(tag == "/Figure" and not words for tag, words in tags),
        "standard": any(f"pdfuaid:part>{mark[3:]}<" not in file.metadata for mark in asked.marks),
        "unmarked": not root.get("/MarkInfo", {}).get("/Marked"),
    }
    return [name for name, is_wrong in faults.items() if is_wrong]


def _colour(file: PrintFile, asked: Asked) -> object:
    return asked.is_plain and [n for n, picture in enumerate(file.dots) if most_colour(picture)]


def _ink(file: PrintFile, asked: Asked) -> object:
    # The tiles of a banner are full of letters; its plan and its ends are not.
    return asked.is_plain and (share := fmean(map(ink_share, file.dots))) >= 0.25 and share


def _edge(file: PrintFile, asked: Asked) -> object:
    return asked.is_plain and [n for n, picture in enumerate(file.dots) if not is_clean_margin(picture, mm=5, dpi=72)]


CHECKS: Mapping[str, Check] = {
    "size": _size,
    "pages": _pages,
    "codes": _codes,
    "fit": _fit,
    "glyphs": _glyphs,
    "fonts": _fonts,
    "copied": _copied,
    "margin": _margin,
    "overlap": _overlap,
    "clipped": _clipped,
    "contrast": _contrast,
    "tags": _tags,
    "colour": _colour,
    "ink": _ink,
    "edge": _edge,
}


def faults(file: PrintFile, asked: Asked) -> dict[str, object]:
    """Return what each check has to say; nothing for a sheet that is whole."""
    return {name: found for name, check in CHECKS.items() if (found := check(file, asked))}
