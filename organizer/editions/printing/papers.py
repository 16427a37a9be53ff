"""Sheets of paper and sizes of pictures, and which paper lies in the printers of a country."""

from collections.abc import Mapping
from dataclasses import dataclass

from organizer.foundation.core.errors import NotFound


class UnknownSheet(NotFound):
    """The item does not come in this size; params: item, sheet."""

    code = "unknown_sheet"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A size: ``unit`` is ``mm`` on paper and ``pt`` on screens, where one point is one pixel."""

    key: str
    width: float
    height: float
    unit: str = "mm"


def _by_key(*sheets: Sheet) -> Mapping[str, Sheet]:
    return {sheet.key: sheet for sheet in sheets}


#: ISO 216 and ANSI/ASME Y14.1, upright.
PAPERS = _by_key(
    Sheet("a3", 297, 420),
    Sheet("a4", 210, 297),
    Sheet("a5", 148, 210),
    Sheet("letter", 215.9, 279.4),
    Sheet("tabloid", 279.4, 431.8),
)
#: Link preview, square post, story.
PICTURES = _by_key(
    Sheet("1200x630", 1200, 630, "pt"), Sheet("1080x1080", 1080, 1080, "pt"), Sheet("1080x1920", 1080, 1920, "pt")
)
#: CLDR supplemental data, measurementData/paperSize "US-Letter".
_LETTER_COUNTRIES = frozenset("BZ CA CL CO CR GT MX NI PA PH PR SV US VE".split())


def default_paper(country: str | None) -> str:
    """Return the paper that printers hold in a country (ISO 3166-1 alpha-2): ``letter`` or ``a4``."""
    return "letter" if country and country.upper() in _LETTER_COUNTRIES else "a4"
