"""What each item of the catalogue must show, and which sheets of the whole matrix a run looks at.

One row here for each item: a test fails for an item without one.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from organizer.editions.printing import render
from organizer.editions.printing.catalogue import ITEMS
from organizer.editions.printing.item import BLACK_AND_WHITE, PDF, Item
from organizer.editions.printing.papers import Sheet
from organizer.editions.printing.render import Printed, PrintRequest, render_item
from organizer.record.printed import printed_url
from organizer.record.types import EventRecord
from tests.support.print_requests import demo_events, poster
from tests.support.sheet_checks import Asked

#: Every script that we ship a headline font for, both directions, and languages without words of ours.
LANGUAGES = ("en", "ar", "hi", "zh-Hant", "es", "he", "ja", "am", "fr", "ur", "ko", "th", "pt-BR", "bn", "ru", "ka")


@dataclass(frozen=True, slots=True)
class Row:
    """``codes``: QR codes on one piece, ``sheet_codes``: on the whole sheet instead. ``pages`` None: as many as it takes. ``has_title``: the event's title stands on it in words that can be copied."""

    codes: int = 1
    has_title: bool = True
    pages: int | None = 1
    sheet_codes: int | None = None


ROWS = {
    "poster": Row(),
    "handbill": Row(),
    "leaflet": Row(pages=2, sheet_codes=1),
    "tearoff": Row(codes=9),
    "scan": Row(),
    "signin": Row(),
    "placard": Row(codes=0, has_title=False),
    "banner": Row(codes=0, has_title=False),
    "tent": Row(codes=2),
    "badges": Row(codes=0),
    "stickers": Row(codes=0, has_title=False),
    "poster-two": Row(),
    "handbill-two": Row(),
    "placard-two": Row(codes=0, has_title=False),
    "petition": Row(has_title=False),
    "chants": Row(codes=0, has_title=False),
    "rights": Row(codes=0, has_title=False),
    "kit": Row(pages=None),
    "briefing": Row(pages=None),
    "role-badges": Row(codes=0),
    "press": Row(pages=None),
}
#: Items with words across others' direction: boxes of turned words are those of their lines.
TURNED = frozenset({"tearoff", "tent"})


@dataclass(frozen=True, slots=True)
class Cell:
    """One sheet of the matrix."""

    item: Item
    sheet: Sheet
    mode: str
    language: str

    def __str__(self) -> str:
        return "-".join((self.item.key, self.sheet.key, self.mode, self.language))

    @property
    def codes(self) -> int:
        """How many codes the sheet carries."""
        row = ROWS[self.item.key]
        return row.codes * self.sheet.columns * self.sheet.rows if row.sheet_codes is None else row.sheet_codes

    @property
    def pages(self) -> int | None:
        """How many pages the file has: what is glued from several sheets has a plan before them."""
        across, down = self.sheet.tiles
        return across * down + 1 if self.sheet.is_tiled else ROWS[self.item.key].pages

    def request(self, change: Callable[[EventRecord], EventRecord] = lambda event: event) -> PrintRequest:
        """Return the request for the sheet, of an event that speaks the language if the demo has one."""
        event = change(event_in(self.language))
        return poster(event, self.language, item=self.item.key, sheet=self.sheet.key, mode=self.mode)

    def printed(self, request: PrintRequest | None = None) -> tuple[Printed, Asked]:
        """Return the sheet, and what it was asked to be: as the demo has it, or of another event."""
        request = request or self.request()
        printed, row = render_item(request), ROWS[self.item.key]
        asked = Asked(
            size=(self.sheet.width, self.sheet.height),
            language=self.language,
            address=printed_url(request.event),
            codes=self.codes,
            pages=self.pages,
            said=_said(row, request),
            fit=printed.fit_report,
            is_plain=self.mode == BLACK_AND_WHITE,
            is_glued=self.sheet.is_tiled,
            is_turned=self.item.key in TURNED,
        )
        return printed, asked


def _said(row: Row, request: PrintRequest) -> tuple[str, ...]:
    event = render._plan(request)[1].event
    if not row.has_title:
        return ()
    more = (event.date, event.time, event.place) if row.codes else ()
    return tuple(phrase.t for phrase in (event.title, *more) if phrase)


def event_in(language: str) -> EventRecord:
    """Return an event of the demo in ``language``; one in English that is said to speak it where there is none."""
    for event in demo_events():
        if event.languages[0] == language and event.status == "confirmed":
            return event
    return replace(demo_events()[36], languages=(language, "en"))


def cells(languages_of: Callable[[int], tuple[str, ...]]) -> Iterator[Cell]:
    """Yield the sheets of every item, size and mode; ``languages_of`` picks the languages for the nth of them."""
    kinds = [
        (item, sheet, mode)
        for item in ITEMS.values()
        if item.content_type == PDF
        for sheet in item.sheets.values()
        for mode in item.modes
    ]
    for n, (item, sheet, mode) in enumerate(kinds):
        for language in languages_of(n):
            yield Cell(item, sheet, mode, language)


def sample() -> list[Cell]:
    """Return each sheet in one language, another for each next one: all languages in turn."""
    return list(cells(lambda n: (LANGUAGES[n % len(LANGUAGES)],)))


def whole() -> list[Cell]:
    """Return each sheet in each language."""
    return list(cells(lambda n: LANGUAGES))
