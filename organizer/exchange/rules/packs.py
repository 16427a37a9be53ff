"""A pack: the sheets of a whole campaign in one file. What is asked for, how far it got, how long it is kept."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from organizer.foundation.core.errors import DomainError

#: What a small disk holds three times, and what can be bound in under a gigabyte of memory.
MOST_SHEETS = 3000
MOST_PACKS = 3
KEPT = timedelta(days=7)
#: Disk that must stay free, in bytes.
SPARE = 1_000_000_000


#: What nobody has to tick: what hangs on walls, what is handed out, what lies on the table.
USUAL_ITEMS = ("poster", "handbill", "signin")
#: Of one file on the way and in the zip, measured on the demo campaign (docs/decisions/0026): what an estimate is made of,
#: no promise.
_SECONDS_OF_FILE, _BYTES_OF_FILE = 0.4, 40_000


class PackState(StrEnum):
    """Where a pack stands."""

    WAITING = "waiting"
    PACKING = "packing"
    READY = "ready"
    FAILED = "failed"
    #: Taken away by somebody; its files and row go with the next look.
    GONE = "gone"


UNFINISHED = frozenset({PackState.WAITING, PackState.PACKING})


class TooManyPacks(DomainError):
    """As many are kept as may be; params: most."""

    code = "too_many_packs"


class TooManySheets(DomainError):
    """More than one pack holds; params: number, most."""

    code = "too_many_sheets"


class NothingToPack(DomainError):
    """No public event that takes place, or none that the items are for."""

    code = "nothing_to_pack"


class NotPublicAnyMore(DomainError):
    """The campaign was withdrawn while its pack was made."""

    code = "pack_not_public"


class DiskFull(DomainError):
    """Too little room for the files."""

    code = "pack_disk_full"


@dataclass(frozen=True, slots=True)
class Printable:
    """One thing that can be printed: its key and its name in the reader's language."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class PackWish:
    """What is asked for; empty: all there is, or the usual.

    ``items``: keys of the catalogue. ``languages``: BCP 47, else each event's own. ``paper``: what printers hold, else
    each country's. ``modes``: inks. ``countries``: ISO 3166-1 alpha-2, "" for what is online alone.
    """

    items: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    paper: str = ""
    modes: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()

    def as_json(self) -> dict[str, object]:
        """Return what a row keeps."""
        return {
            "items": list(self.items),
            "languages": list(self.languages),
            "paper": self.paper,
            "modes": list(self.modes),
            "countries": list(self.countries),
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, object]) -> "PackWish":
        """Return the wish of a row."""
        lists = {name: _words(kept.get(name)) for name in ("items", "languages", "modes", "countries")}
        return cls(paper=str(kept.get("paper") or ""), **lists)


@dataclass(frozen=True, slots=True)
class PackEstimate:
    """What a wish comes to: files by country (ISO 3166-1 alpha-2, "" for what is online alone)."""

    by_country: Mapping[str, int]

    @property
    def number(self) -> int:
        """All files."""
        return sum(self.by_country.values())

    @property
    def megabytes(self) -> int:
        """About how large the zip is; the one PDF is as large again."""
        return max(1, round(self.number * _BYTES_OF_FILE / 1_000_000))

    @property
    def minutes(self) -> int:
        """About how long the worker draws, once it is this pack's turn."""
        return max(1, round(self.number * _SECONDS_OF_FILE / 60))

    def parts(self, order: Iterable[str], most: int) -> list[tuple[str, ...]]:
        """Return the countries, in this ``order``, in as few parts as hold ``most`` files; a larger country is a part by itself."""
        parts: list[tuple[str, ...]] = []
        room = 0
        for country in order:
            number = self.by_country.get(country, 0)
            if number and number <= room:
                parts[-1] = (*parts[-1], country)
            elif number:
                parts.append((country,))
                room = most
            room -= number
        return parts


@dataclass(frozen=True, slots=True)
class PackOrder:
    """A pack that is to be worked on: which, and of what."""

    id: UUID
    slug: str
    wish: PackWish


@dataclass(frozen=True, slots=True)
class PackFault:
    """A sheet that could not be drawn, and why: a refusal's code and params."""

    event: str
    item: str
    language: str
    code: str
    params: Mapping[str, str]

    def as_json(self) -> dict[str, object]:
        """Return what a row keeps."""
        return {
            "event": self.event,
            "item": self.item,
            "language": self.language,
            "code": self.code,
            "params": dict(self.params),
        }


@dataclass(frozen=True, slots=True)
class PackProgress:
    """How far a pack got. ``fault``: the code of what ended it. ``pages``: of the one PDF, 0 when it could not be bound.

    ``version``: the campaign's, that the sheets show; ``is_mixed``: it changed again and again, so they show several.
    """

    done: int
    total: int
    faults: tuple[PackFault, ...] = ()
    is_ready: bool = False
    fault: str = ""
    version: int = 0
    is_mixed: bool = False
    pages: int = 0
    bytes: int = 0


def _words(value: object) -> tuple[str, ...]:
    return tuple(str(one) for one in value) if isinstance(value, list) else ()
