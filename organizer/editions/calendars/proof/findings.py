"""What a check says: the requirement by number, in plain words, and where it is broken."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from flask_babel import LazyString

from .reading import Reading

#: More places than anybody reads.
_SHOWN = 5
#: Yields the places where a file breaks a requirement: a line and what stands there.
Faults = Callable[[Reading], Iterator["Fault"]]


@dataclass(frozen=True, slots=True)
class Fault:
    """A place where something is wrong: the line (0 for the whole file), and a piece of it."""

    line: int
    piece: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """One requirement: its number, what must hold, and what finds where it does not."""

    number: str
    words: LazyString
    faults: Faults


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found: ``faults`` are the first of ``count``."""

    number: str
    words: LazyString
    count: int
    faults: tuple[Fault, ...]

    @property
    def is_right(self) -> bool:
        """True when nothing is wrong."""
        return self.count == 0


def run(checks: Iterable[Check], reading: Reading) -> tuple[Finding, ...]:
    """Return what each check finds, in their order."""
    return tuple(_run(check, reading) for check in checks)


def _run(check: Check, reading: Reading) -> Finding:
    faults = [Fault(fault.line, fault.piece[:80]) for fault in check.faults(reading)]
    return Finding(check.number, check.words, len(faults), tuple(faults[:_SHOWN]))
