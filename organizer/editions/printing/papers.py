"""Sheets of paper and sizes of pictures, and which paper lies in the printers of a country."""

from collections.abc import Mapping
from dataclasses import dataclass

from organizer.foundation.core.errors import NotFound


class UnknownSheet(NotFound):
    """The item does not come in this size; params: item, sheet."""

    code = "unknown_sheet"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A size: ``unit`` is ``mm`` on paper and ``pt`` on screens, where one point is one pixel.

    A sheet may carry equal pieces in ``columns`` and ``rows``, cut apart when printed; ``cell`` is the size of one
    where they do not fill the sheet. ``tiles``: across and down, one piece is glued together from that many sheets.
    ``is_us``: of the papers that printers in the Americas hold.
    """

    key: str
    width: float
    height: float
    unit: str = "mm"
    columns: int = 1
    rows: int = 1
    cell: tuple[float, float] | None = None
    is_us: bool = False
    tiles: tuple[int, int] = (1, 1)

    @property
    def piece(self) -> tuple[float, float]:
        """Width and height of one piece; of the sheet where it is the only one, of all sheets where it is glued."""
        if self.is_tiled:
            return _glued(self.width, self.tiles[0]), _glued(self.height, self.tiles[1])
        return self.cell or (self.width / self.columns, self.height / self.rows)

    @property
    def is_tiled(self) -> bool:
        """Tell whether a piece is glued together from several sheets."""
        return self.tiles != (1, 1)


#: What printers leave white at each edge of a sheet, and how far one sheet of several reaches over the next, in mm.
TILE_EDGE, TILE_LAP = 6.0, 12.0
#: How far colour runs over the edge where a print shop cuts, in mm.
BLEED = 3.0
Sheets = Mapping[str, Sheet]


def _glued(length: float, count: int) -> float:
    return round(count * (length - 2 * TILE_EDGE) - (count - 1) * TILE_LAP, 3)


def by_key(*sheets: Sheet) -> Sheets:
    """Return sheets by their keys, in this order: the usual one of a family first."""
    return {sheet.key: sheet for sheet in sheets}


#: ISO 216 and ANSI/ASME Y14.1, upright.
_A3, _A4, _A5 = Sheet("a3", 297, 420), Sheet("a4", 210, 297), Sheet("a5", 148, 210)
_LETTER, _TABLOID = Sheet("letter", 215.9, 279.4, is_us=True), Sheet("tabloid", 279.4, 431.8, is_us=True)
PAPERS = by_key(_A4, _A3, _A5, _LETTER, _TABLOID)
OFFICE = by_key(_A4, _LETTER)
SMALL = by_key(_A4, _A5, _LETTER)
LARGE = by_key(_A3, _TABLOID)
#: As large, and twice that, from a printer at home: sheets to glue.
PLACARDS = by_key(
    *LARGE.values(),
    Sheet("a4x2", 297, 210, tiles=(1, 2)),
    Sheet("a4x4", 210, 297, tiles=(2, 2)),
    Sheet("letterx2", 279.4, 215.9, tiles=(1, 2), is_us=True),
    Sheet("letterx4", 215.9, 279.4, tiles=(2, 2), is_us=True),
)
#: As wide as two people can hold, or four.
BANNERS = by_key(
    Sheet("a4x8", 210, 297, tiles=(8, 1)),
    Sheet("a4x14", 210, 297, tiles=(14, 1)),
    Sheet("letterx8", 215.9, 279.4, tiles=(8, 1), is_us=True),
    Sheet("letterx14", 215.9, 279.4, tiles=(14, 1), is_us=True),
)
#: Cut by one or two straight cuts: pieces fill the sheet, so every piece has the same margins.
HANDBILLS = by_key(
    Sheet("a6x4", 210, 297, columns=2, rows=2),
    Sheet("a5x2", 297, 210, columns=2),
    Sheet("quarter-letter", 215.9, 279.4, columns=2, rows=2, is_us=True),
    Sheet("half-letter", 279.4, 215.9, columns=2, is_us=True),
)
#: The same, the larger first: what is long.
BOOKLETS = by_key(*(HANDBILLS[key] for key in ("a5x2", "a6x4", "half-letter", "quarter-letter")))
#: Folded once: two pages side by side.
FOLDED = by_key(Sheet("a4", 297, 210, columns=2), Sheet("letter", 279.4, 215.9, columns=2, is_us=True))
#: Cards of 90 × 55 mm (ISO 7810 holders take them), and the card of 3½ × 2 inches.
CARDS = by_key(
    Sheet("a4", 210, 297, columns=2, rows=5, cell=(90, 55)),
    Sheet("letter", 215.9, 279.4, columns=2, rows=5, cell=(88.9, 50.8), is_us=True),
)
#: Cards of 85 × 55 mm, for purses; the card of 3½ × 2 inches.
WALLET = by_key(
    Sheet("a4", 210, 297, columns=2, rows=5, cell=(85, 55)),
    Sheet("letter", 215.9, 279.4, columns=2, rows=5, cell=(88.9, 50.8), is_us=True),
)
#: Rounds of 63 mm to cut out, or for presses that make buttons.
ROUNDS = by_key(
    Sheet("a4", 210, 297, columns=3, rows=4, cell=(65, 67)),
    Sheet("letter", 215.9, 279.4, columns=3, rows=4, cell=(66, 64), is_us=True),
)
#: Link preview, square post, story.
PICTURES = by_key(
    Sheet("1200x630", 1200, 630, "pt"), Sheet("1080x1080", 1080, 1080, "pt"), Sheet("1080x1920", 1080, 1920, "pt")
)
#: CLDR supplemental data, measurementData/paperSize "US-Letter".
_LETTER_COUNTRIES = frozenset("BZ CA CL CO CR GT MX NI PA PH PR SV US VE".split())


def default_paper(country: str | None) -> str:
    """Return the paper that printers hold in a country (ISO 3166-1 alpha-2): ``letter`` or ``a4``."""
    return "letter" if country and country.upper() in _LETTER_COUNTRIES else "a4"


def usual_sheet(sheets: Sheets, paper: str) -> Sheet:
    """Return the first of ``sheets`` for printers that hold ``paper`` (``letter`` or ``a4``)."""
    return next((sheet for sheet in sheets.values() if sheet.is_us == (paper == "letter")), next(iter(sheets.values())))
