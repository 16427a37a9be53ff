"""What the pages that lead to a sheet say of it: names of papers, choices, how it fits."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext

from organizer.foundation.core.languages import own_name
from organizer.record.types import EventRecord

from .catalogue import ITEMS
from .choices import LINES, MOST_PAGES
from .item import BLACK_AND_WHITE, COLOUR, PDF, Item
from .papers import Sheets, default_paper, usual_sheet

PAPERS_HELD = ("a4", "letter")


@dataclass(frozen=True, slots=True)
class Offered:
    """One item as a card of the page shows it: what ``components/materials.html`` takes."""

    name: str
    note: str
    picture: str
    files: tuple[tuple[str, str], ...]


def print_offer(event: EventRecord, language: str, paper: str) -> Mapping[str, object]:
    """Return what the page of all items offers in ``language``, for printers that hold ``paper`` ("": the country's)."""
    held = paper if paper in PAPERS_HELD else default_paper(event.place.country)
    names = sheet_names()
    return {
        "papers": [(key, names[key], key == held) for key in PAPERS_HELD],
        "items": [_card(event, item, language, held) for item in ITEMS.values() if item.content_type == PDF],
        "pictures": [_picture(event, size, language) for size in ITEMS["share"].sheets],
        "everything": url_for("printing.everything", code=event.code, lang=language, paper=held),
    }


def _card(event: EventRecord, item: Item, language: str, held: str) -> Offered:
    asked: dict[str, Any] = {
        "code": event.code,
        "item": item.key,
        "lang": language,
        "paper": usual_sheet(item.sheets, held).key,
    }
    modes = {mode: url_for("printing.item", **asked, mode=mode) for mode in item.modes}
    return Offered(
        name=str(item.name),
        note=str(item.note),
        picture=url_for("printing.preview", **asked),
        files=(
            *((name, modes[mode]) for mode, name in mode_names() if mode in modes),
            (gettext("Change it"), url_for("printing.item_page", **asked)),
        ),
    )


def _picture(event: EventRecord, size: str, language: str) -> Offered:
    url = url_for("printing.share", code=event.code, size=size, lang=language)
    names = {
        "1200x630": gettext("For messages"),
        "1080x1080": gettext("For posts"),
        "1080x1920": gettext("For stories"),
    }
    return Offered(names.get(size, size), size.replace("x", " × "), url, ((gettext("Picture (PNG)"), url),))


def mode_names() -> tuple[tuple[str, str], ...]:
    """Return the inks with their names."""
    return (COLOUR, gettext("Colour")), (BLACK_AND_WHITE, gettext("Photocopier"))


def sheet_names() -> Mapping[str, str]:
    """Return the names of sheets by key."""
    return {
        "a3": "A3",
        "a4": "A4",
        "a5": "A5",
        "letter": gettext("Letter"),
        "tabloid": gettext("Tabloid"),
        "a6x4": gettext("4 × A6 on A4"),
        "a5x2": gettext("2 × A5 on A4"),
        "quarter-letter": gettext("4 on Letter"),
        "half-letter": gettext("2 on Letter"),
    }


def sheets_of(sheets: Sheets) -> list[tuple[str, str]]:
    """Return keys and names of the sizes of an item."""
    names = sheet_names()
    return [(key, names.get(key, key)) for key in sheets]


def column_names() -> Mapping[str, str]:
    """Return the columns of a sign-in sheet with the words of their heads."""
    return {
        "first": gettext("First name"),
        "name": gettext("Full name"),
        "email": gettext("E-mail"),
        "phone": gettext("Phone"),
        "postcode": gettext("Postcode"),
        "town": gettext("Town"),
        "help": gettext("I can help"),
        "news": gettext("Keep me posted"),
    }


def role_names() -> Mapping[str, str]:
    """Return the roles on a badge."""
    return {
        "none": gettext("No role"),
        "host": gettext("Host"),
        "steward": gettext("Steward"),
        "first-aid": gettext("First aid"),
        "observer": gettext("Legal observer"),
        "press": gettext("Press contact"),
        "access": gettext("Access support"),
        "helper": gettext("Helper"),
    }


def line_names(demands: Iterable[str]) -> dict[str, str]:
    """Return what a placard may say, with the words for it."""
    numbered = {f"demand-{n}": demand for n, demand in enumerate(demands, 1)}
    fixed = {
        "campaign": gettext("The campaign’s title"),
        "event": gettext("The event’s title"),
        "hashtag": gettext("The hashtag"),
    }
    found = {**numbered, **fixed}
    return {key: found[key] for key in LINES if key in found}


def language_names(tags: Iterable[str]) -> list[tuple[str, str]]:
    """Return languages by their own names."""
    return [(tag, own_name(tag)) for tag in dict.fromkeys(tags)]


def numbers_of_pages() -> list[int]:
    """Return how many pages may be asked for at once."""
    return list(range(1, MOST_PAGES + 1))
