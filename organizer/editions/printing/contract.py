"""The data contract between the view and the templates, version 1: strings, placed and measured by Typst.

Typst formats no date and translates nothing. The kit checks the version on its side.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from organizer.foundation.core.languages import Text, direction
from organizer.foundation.core.printable import printable

from .papers import TILE_EDGE, TILE_LAP
from .scripts import Piece, pieces_of, scripts_of

VERSION = 1
#: Typst knows no script subtag: the region picks the shapes of Chinese characters.
_REGIONS = {"zh-Hant": "TW", "zh-Hans": "CN", "zh": "CN"}


@dataclass(frozen=True, slots=True)
class Phrase:
    """One text as a template needs it: its language and direction, its scripts, and pieces where it must not break."""

    t: str
    lang: str
    region: str | None
    dir: str
    scripts: tuple[str, ...]
    pieces: tuple[Piece, ...] | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """Where the sheet leads: the address, the same in words, its QR code (SVG) and what a screen reader says of it.

    ``quiet`` is the share of the code's side that is its quiet zone.
    """

    url: str
    short: Phrase
    qr: str
    quiet: float
    alt: str
    label: Phrase | None


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in the folder of the job, by its file's name; ``ratio`` is its width by its height."""

    file: str
    ratio: float
    alt: str


@dataclass(frozen=True, slots=True)
class CampaignBlock:
    """The campaign's words that there are in the sheet's language, and what stands at the foot in its own."""

    mark: Phrase
    title: Phrase
    summary: Phrase | None
    demands: tuple[Phrase, ...]
    hashtag: Phrase | None
    signature: Phrase | None = None
    imprint: Phrase | None = None
    logos: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True)
class EventBlock:
    """The event: what, when, where, who. ``off``: it does not take place."""

    title: Phrase
    status: Phrase | None
    text: Phrase | None
    day: Phrase
    month: Phrase
    date: Phrase
    time: Phrase | None
    zone: Phrase | None
    place: Phrase | None
    address: Phrase | None
    note: Phrase | None
    host: Phrase | None
    off: bool


@dataclass(frozen=True, slots=True)
class Labels:
    """Our own words; None where there are none in the sheet's language and the sheet is clear without."""

    demands: Phrase | None
    host: Phrase | None
    draft: Phrase | None


@dataclass(frozen=True, slots=True)
class Theme:
    """``mode`` is ``colour`` or ``bw``; ``colours`` maps names to ``#rrggbb``."""

    mode: str
    colours: dict[str, str]


@dataclass(frozen=True, slots=True)
class Voice:
    """What a sheet says in its second language."""

    lang: str
    dir: str
    campaign: CampaignBlock
    event: EventBlock
    label: Phrase | None
    labels: Labels


@dataclass(frozen=True, slots=True)
class Page:
    """One piece, with the margin of its words, and the sheet that carries ``columns`` by ``rows`` of them, in ``unit``.

    ``marks``: the sheet shows where it is cut. ``tiles``: across and down, the piece is glued from that many sheets,
    each with a white ``edge``, each reaching over the one before by ``lap``. ``bleed``: how far colour runs over each edge.
    """

    w: float
    h: float
    unit: str
    margin: float
    sheet_w: float
    sheet_h: float
    columns: int
    rows: int
    marks: bool
    tiles: tuple[int, int] = (1, 1)
    edge: float = TILE_EDGE
    lap: float = TILE_LAP
    bleed: float = 0


@dataclass(frozen=True, slots=True)
class Document:
    """What a file says of itself; ``stamp`` is the record's time, never the clock's (year to second, UTC)."""

    title: str
    author: str
    keywords: tuple[str, ...]
    stamp: tuple[int, int, int, int, int, int]


#: What one item alone needs, by name: phrases, plain strings and numbers, and tuples and mappings of them.
Own = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class BoxBlock:
    """A box of a design: extent in millimetres of the design, letters in points."""

    field: str
    x: float
    y: float
    w: float
    h: float
    min: float
    max: float
    weight: int
    colour: str
    fill: str
    align: str
    pinned: bool


@dataclass(frozen=True, slots=True)
class DesignBlock:
    """A campaign's own design, ``scale`` times its size. ``art``: a picture of the job."""

    width: float
    height: float
    scale: float
    art: str | None
    mirror: bool
    boxes: tuple[BoxBlock, ...]


@dataclass(frozen=True, slots=True)
class PrintData:
    """Everything that a template may know."""

    lang: str
    region: str | None
    dir: str
    document: Document
    page: Page
    theme: Theme
    campaign: CampaignBlock
    event: EventBlock
    link: Link
    labels: Labels
    digits: str  # those of the sheet's readers, 0 to 9
    whole: tuple[str, ...]  # what is never shortened, by the id of its box
    second: Voice | None = None
    own: Own = field(default_factory=dict)
    design: DesignBlock | None = None
    v: int = field(default=VERSION)

    def to_json(self) -> str:
        """Return the contract as JSON, keys sorted: the same values are the same bytes."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def typst_language(tag: str) -> tuple[str, str | None]:
    """Return language and region as Typst takes them: ``pt-BR`` -> ``("pt", "BR")``."""
    first, *rest = tag.split("-")
    region = _REGIONS.get(tag) or next((part for part in rest if len(part) == 2), None)
    return first.lower(), region


def phrase(text: Text) -> Phrase:
    """Return ``text`` ready for a template. Raises CharacterNotPrintable for control characters."""
    lang, region = typst_language(text.lang)
    value, way = printable(text.value), direction(text.lang)
    return Phrase(value, lang, region, way, scripts_of(value), pieces_of(value, lang, is_rtl=way == "rtl"))


def phrase_or_none(text: Text | None) -> Phrase | None:
    """Return the phrase, or None for a missing or empty text."""
    return phrase(text) if text is not None and text.value.strip() else None


def by_script(words: str) -> Text:
    """Return words of no language, such as a hashtag, with the direction of their letters."""
    scripts = scripts_of(words)
    return Text(words, "ar" if "arab" in scripts else "he" if "hebr" in scripts else "en")
