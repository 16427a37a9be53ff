"""Names of sizes, inks and lines, in the language of whoever reads."""

from collections.abc import Iterable, Mapping

from flask_babel import gettext

from organizer.foundation.core.languages import own_name

from .choices import LINES, MOST_PAGES
from .item import BLACK_AND_WHITE, COLOUR
from .papers import Sheets


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
        "a4x2": gettext("2 × A4, to glue"),
        "a4x4": gettext("4 × A4, to glue"),
        "a4x8": gettext("8 × A4, to glue"),
        "a4x14": gettext("14 × A4, to glue"),
        "letterx2": gettext("2 × Letter, to glue"),
        "letterx4": gettext("4 × Letter, to glue"),
        "letterx8": gettext("8 × Letter, to glue"),
        "letterx14": gettext("14 × Letter, to glue"),
    }


def sheets_of(sheets: Sheets) -> list[tuple[str, str]]:
    """Return keys and names of the sizes of an item."""
    names = sheet_names()
    return [(key, names.get(key, key)) for key in sheets]


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
