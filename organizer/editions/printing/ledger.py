"""What of a pack lies on the disk, and what this pass over its sheets has looked at."""

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

from organizer.exchange.rules.packs import PackFault
from organizer.foundation.core.errors import DomainError

from .sheets import EventSheet

#: A title in a refusal is quoted, not told whole.
_PARAM_LIMIT = 120


@dataclass(frozen=True, slots=True)
class Drawn:
    """A finished file: its name in the pack, the key that stands for its bytes, how many pages it has."""

    name: str
    key: str
    pages: int


@dataclass(slots=True)
class Ledger:
    """``seen``: keys of the sheets that this pass has looked at, of the record at ``version``."""

    version: int | None = None
    passes: int = 0
    drawn: dict[str, Drawn] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    refused: dict[str, PackFault] = field(default_factory=dict)
    is_mixed: bool = False

    @classmethod
    def read(cls, path: Path) -> "Ledger":
        """Return what was written; an empty one when there is nothing, or nothing whole."""
        try:
            kept = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return cls()
        return cls(
            kept["version"],
            kept["passes"],
            {key: Drawn(**drawn) for key, drawn in kept["drawn"].items()},
            set(kept["seen"]),
            {key: PackFault(**fault) for key, fault in kept["refused"].items()},
            kept["is_mixed"],
        )

    def write(self, path: Path) -> None:
        """Write all of it, whole or not at all."""
        kept = asdict(self) | {"seen": sorted(self.seen)}
        unfinished = path.with_name(f".{path.name}")
        unfinished.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
        os.replace(unfinished, path)

    def begin(self, version: int, *, most_passes: int) -> None:
        """Begin a new pass when the record changed since the last one began; after ``most_passes`` go on all the same."""
        if version == self.version:
            return
        if self.passes >= most_passes:
            self.is_mixed = True
        else:
            self.passes += 1
            self.seen.clear()
            self.refused.clear()
        self.version = version

    def unseen(self, sheets: Iterable[EventSheet]) -> Iterator[EventSheet]:
        """Yield what this pass has not looked at."""
        return (sheet for sheet in sheets if sheet.key not in self.seen)

    def count_seen(self, sheets: Iterable[EventSheet]) -> int:
        """Return how many sheets this pass has looked at."""
        return sum(sheet.key in self.seen for sheet in sheets)

    def has_file(self, sheet: EventSheet) -> bool:
        """Tell whether a sheet lies there, as this pass saw it."""
        return sheet.key in self.drawn and sheet.key not in self.refused

    def note(self, sheet: EventSheet, drawn: Drawn) -> None:
        """Note that a sheet lies there."""
        self.drawn[sheet.key] = drawn
        self.seen.add(sheet.key)

    def note_fault(self, sheet: EventSheet, refusal: DomainError) -> None:
        """Note why a sheet could not be drawn."""
        params = {name: str(value)[:_PARAM_LIMIT] for name, value in refusal.params.items()}
        wish = sheet.wish
        fault = PackFault(sheet.event.code, wish.item.key, wish.language or "", refusal.code, params)
        self.refused[sheet.key] = fault
        self.seen.add(sheet.key)

    @property
    def faults(self) -> tuple[PackFault, ...]:
        """What could not be drawn."""
        return tuple(self.refused[key] for key in sorted(self.refused))
