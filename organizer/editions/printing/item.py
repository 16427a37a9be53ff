"""What one thing to print is made of, as an entry of the catalogue says; and the order of one, settled before any word is worded."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from flask_babel.speaklater import LazyString

from organizer.designs.rules.slots import Spec
from organizer.foundation.core.errors import NotFound
from organizer.record.toolkits import Toolkit
from organizer.record.types import Audience, CampaignRecord, EventRecord

from .choices import Choices
from .fonts import FONTS
from .papers import PAPERS, Sheet, Sheets, UnknownSheet, default_paper, usual_sheet

if TYPE_CHECKING:
    from .contract import Own
    from .words import Words

COLOUR, BLACK_AND_WHITE = "colour", "bw"
PDF, PNG = "application/pdf", "image/png"
#: Boxes whose words are never shortened, on whatever they stand: who is sent to another hour, place or number is misled,
#: and what the law wants or somebody signs is worth nothing in part.
ALWAYS_WHOLE = frozenset(
    {
        "address", "address-of-page", "checked", "consent", "date", "day", "destroy", "imprint", "month", "number", "phone",
        "phone-label", "place", "rule", "signature", "status", "strip-address", "strip-date", "strip-place", "time",
        "when-and-where", "zone",
    }
)  # fmt: skip
#: Of what comes with the package.
TEMPLATES = FONTS.parent / "print" / "templates"


class UnknownItem(NotFound):
    """There is no such item, or not in this mode; params: item, mode."""

    code = "unknown_item"


def nothing_own(_order: "Order", _words: "Words") -> "Own":
    """Return what an item without words of its own needs."""
    return {}


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to print or send.

    ``name`` and ``note`` are for the page that offers it. ``margin`` is a share of the piece's shorter side.
    ``standards`` are the PDF standards that the file is held to; PDF/UA-1 also refuses missing glyphs.
    ``choices`` name what a host may choose (fields of ``choices.Choices``); ``own`` makes the words that only this
    item needs. ``tells_cancelled``: still of use for an event that does not take place. ``has_marks``: pieces are cut
    apart by hand, so the sheet shows where. ``needs``: what a toolkit must hold for it (``needs.py``); ``audience``: public, or
    the event's hosts. ``folder``: where the template lies, when it is not ours. ``whole``: boxes (by the id in the report of
    fits) whose words this item never shortens, besides ``ALWAYS_WHOLE``: they become smaller, and where even that does
    not do, the file is refused.
    """

    key: str
    template: str
    name: LazyString | str
    note: LazyString
    content_type: str = PDF
    sheets: Sheets = field(default_factory=lambda: PAPERS)
    modes: tuple[str, ...] = (COLOUR, BLACK_AND_WHITE)
    margin: float = 0.062
    standards: tuple[str, ...] = ("ua-1",)
    choices: tuple[str, ...] = ()
    own: "Callable[[Order, Words], Own]" = nothing_own
    tells_cancelled: bool = False
    has_marks: bool = True
    needs: str = ""
    audience: Audience = Audience.PUBLIC
    folder: Path | None = None
    whole: frozenset[str] = frozenset()

    @property
    def all_whole(self) -> frozenset[str]:
        """Every box of the item whose words are never shortened."""
        return ALWAYS_WHOLE | self.whole

    @property
    def is_own(self) -> bool:
        """Tell whether it is drawn by a design of the campaign's own."""
        return "design" in self.choices

    @property
    def path(self) -> Path:
        """Where the template lies."""
        return (self.folder or TEMPLATES) / self.template

    @property
    def suffix(self) -> str:
        """The end of the file's name."""
        return self.content_type.rpartition("/")[2]

    @property
    def has_two_languages(self) -> bool:
        """Tell whether the item says everything twice."""
        return "also" in self.choices

    def sheet(self, key: str | None, country: str | None) -> Sheet:
        """Return the size asked for, or the country's paper. Raises UnknownSheet."""
        found = self.sheets.get(key) if key else usual_sheet(self.sheets, default_paper(country))
        if found is None:
            raise UnknownSheet(item=self.key, sheet=key)
        return found


@dataclass(frozen=True, slots=True)
class Order:
    """What, of which event, in which language (BCP 47), size and mode (``colour`` or ``bw``).

    ``second``: campaign and event, loaded with ``choices.also`` first, for what says everything twice. ``toolkit``: of the
    event's country, for what needs it. ``design``: the campaign's own.
    """

    item: Item
    sheet: Sheet
    mode: str
    language: str
    campaign: CampaignRecord
    event: EventRecord
    choices: Choices = Choices()  # noqa: RUF009 - frozen
    second: tuple[CampaignRecord, EventRecord] | None = None
    toolkit: Toolkit | None = None
    design: Spec | None = None

    @property
    def bleeds(self) -> bool:
        """Tell whether colour runs over the edge: on whole sheets that a print shop cuts, not on those that copiers print."""
        return self.choices.bleed and self.mode == COLOUR and not self.sheet.is_tiled


def items_by_key(*items: Item) -> Mapping[str, Item]:
    """Return items by their keys, in this order."""
    return {item.key: item for item in items}
