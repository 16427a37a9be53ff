"""Many finished PDFs bound into one: a list in front, bookmarks by country and event, page labels."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from flask_babel import force_locale, gettext

from organizer.foundation.core.languages import interface_language
from organizer.foundation.core.printable import printable
from organizer.places.countries import country_name
from organizer.record.types import CampaignRecord

from .fonts import font_families
from .papers import OFFICE, usual_sheet
from .sheets import EventSheet
from .typst_pool import Job, Outcome, TypstPool
from .typst_process import Limits
from .view import stamp_of

TEMPLATE = "bound.typ"
MOST_PAGES = 12_000
#: A whole campaign at once takes more than a sheet does.
_LIMITS = Limits(memory=3_000_000_000, cpu=120, wall=240)


@dataclass(frozen=True, slots=True)
class Leaf:
    """One finished file: where it lies, its name in the pack, what it is, and how many pages it has."""

    path: Path
    name: str
    sheet: EventSheet
    pages: int


def bind(leaves: Sequence[Leaf], campaign: CampaignRecord) -> Outcome:
    """Return one file of all; the same leaves are the same bytes. Needs an application context. Raises PrintFailed."""
    with force_locale(interface_language([campaign.default_language])):
        data = _data(leaves, campaign)
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    stamp = int(datetime(*_stamp(leaves, campaign), tzinfo=UTC).timestamp())
    held = {_inside(number): leaf.path for number, leaf in enumerate(leaves)}
    pool = TypstPool(1, _LIMITS)
    try:
        return pool.run(Job(TEMPLATE, text, "pdf", stamp, files=held, most_pages=MOST_PAGES))
    finally:
        pool.close()


def _data(leaves: Sequence[Leaf], campaign: CampaignRecord) -> dict[str, object]:
    is_us = bool(leaves) and leaves[0].sheet.sheet.is_us
    front = usual_sheet(OFFICE, "letter" if is_us else "a4")
    return {
        "title": printable(campaign.title.value),
        "author": printable(campaign.mark),
        "heading": campaign.slug,
        "contents": gettext("What is in it"),
        "stamp": _stamp(leaves, campaign),
        # Signs last: they hold digits and blanks of their own.
        "fonts": sorted(font_families(), key=lambda family: (not family.startswith("Noto Sans"), family)),
        "width": front.width,
        "height": front.height,
        "files": list(_files(leaves, campaign.default_language)),
    }


def _files(leaves: Sequence[Leaf], language: str) -> Iterator[dict[str, object]]:
    first, before = 1, ("", "")
    for number, leaf in enumerate(leaves):
        event, sheet = leaf.sheet.event, leaf.sheet.sheet
        here = (event.place.country or "").upper(), event.code
        marks: list[tuple[int, str]] = [(3, leaf.name.rpartition("/")[2])]
        if here != before:
            marks.insert(0, (2, " – ".join(filter(None, (event.place.city, printable(event.title.value))))))
        if here[0] != before[0] or not number:
            marks.insert(0, (1, country_name(here[0], language) if here[0] else gettext("Online")))
        yield {
            "name": _inside(number),
            "path": leaf.name,
            "folder": leaf.sheet.folder if here != before else None,
            "pages": leaf.pages,
            "first": first,
            "size": (sheet.width, sheet.height),
            "marks": marks,
        }
        first, before = first + leaf.pages, here


def _inside(number: int) -> str:
    return f"{number:05}.pdf"


def _stamp(leaves: Sequence[Leaf], campaign: CampaignRecord) -> tuple[int, int, int, int, int, int]:
    return stamp_of(campaign, *(leaf.sheet.event for leaf in leaves))
