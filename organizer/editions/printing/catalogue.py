"""What can be printed. A new item is one entry here and one template in ``organizer/data/print/templates``."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from organizer.foundation.core.errors import NotFound

from .papers import PAPERS, PICTURES, Sheet, UnknownSheet, default_paper

COLOUR, BLACK_AND_WHITE = "colour", "bw"


class UnknownItem(NotFound):
    """There is no such item, or not in this mode; params: item, mode."""

    code = "unknown_item"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to print or send.

    ``margin`` is a share of the shorter side. ``standards`` are the PDF standards that the file is held to; PDF/UA-1
    also refuses missing glyphs. ``tells_cancelled``: still of use for an event that does not take place.
    """

    key: str
    template: str
    content_type: str
    sheets: Mapping[str, Sheet] = field(default_factory=lambda: PAPERS)
    modes: tuple[str, ...] = (COLOUR, BLACK_AND_WHITE)
    margin: float = 0.062
    standards: tuple[str, ...] = ("ua-1",)
    tells_cancelled: bool = False

    @property
    def suffix(self) -> str:
        """The end of the file's name."""
        return self.content_type.rpartition("/")[2]

    def sheet(self, key: str | None, country: str | None) -> Sheet:
        """Return the size asked for, or the country's paper. Raises UnknownSheet."""
        usual = default_paper(country) if self.sheets is PAPERS else next(iter(self.sheets))
        found = self.sheets.get(key or usual)
        if found is None:
            raise UnknownSheet(item=self.key, sheet=key)
        return found


_ALL = (
    Item("poster", "poster.typ", "application/pdf"),
    Item(
        "share",
        "share.typ",
        "image/png",
        sheets=PICTURES,
        modes=(COLOUR,),
        margin=0.07,
        standards=(),
        tells_cancelled=True,
    ),
)
ITEMS: Mapping[str, Item] = {item.key: item for item in _ALL}


def get_item(key: str, mode: str = COLOUR) -> Item:
    """Return the item. Raises UnknownItem, also when it does not come in ``mode``."""
    item = ITEMS.get(key)
    if item is None or mode not in item.modes:
        raise UnknownItem(item=key, mode=mode)
    return item
