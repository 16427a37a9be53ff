"""The door: codes of guests, who is there, rows of paper lists that come back, and when it is open."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from uuid import UUID

from organizer.foundation.core.email import CleanEmail, EmailNotUsable, clean_email, lookup_form
from organizer.foundation.core.errors import DomainError
from organizer.foundation.core.ids import code_of

CODE_LENGTH = 5
#: The door is set up on the day before, and what was ticked without a network is sent in on the way home.
OPENS_BEFORE, CLOSES_AFTER = timedelta(hours=24), timedelta(hours=12)
#: How long after that a telephone may still send what it ticked without a network.
LATE = timedelta(days=7)
#: After so many codes that nobody has, the door asks for its PIN; after so many wrong PINs, the link ends.
MOST_MISSES, MOST_WRONG_PINS = 10, 5
PIN_LENGTH = 6
#: More rows than a stack of sign-in sheets has.
MOST_ROWS = 2000
#: A group that comes by together.
MOST_AT_ONCE = 50
#: Bad lines that are named; who has more finds them after these.
_MOST_NAMED = 5
#: What stands between a row and its address, also in a table that is pasted.
_BETWEEN = re.compile(r"[\s:;,،；：，、]+")
_RANGE = re.compile(r"(\d{1,4})(?:\s*[-–—]\s*(\d{1,4}))?")


class ArrivalSource(StrEnum):
    """How it is known that people were there."""

    GUEST = "guest"  # who had answered, ticked at the door
    WALK_IN = "walk-in"  # who just came: a number, nothing else
    SHEET = "sheet"  # a filled row of a paper list


class RowsNotUnderstood(DomainError):
    """Not numbers of rows; params: piece."""

    code = "rows_not_understood"


class PinWrong(DomainError):
    """Not the door's PIN; params: left, how often it may be tried again."""

    code = "pin_wrong"


class AddressesNotUnderstood(DomainError):
    """Lines that are no row of a sheet with an address; params: pieces."""

    code = "addresses_not_understood"


@dataclass(frozen=True, slots=True)
class DoorGuest:
    """A guest as the door sees them: one name, a code, how many are expected and how many are here."""

    code: str
    name: str | None
    people: int
    here: int
    is_sure: bool


@dataclass(frozen=True, slots=True)
class Turnout:
    """How many persons were there."""

    guests: int
    walk_ins: int
    rows: int

    @property
    def people(self) -> int:
        """All of them."""
        return self.guests + self.walk_ins + self.rows


@dataclass(frozen=True, slots=True)
class Tick:
    """What was seen at the door: so many of a guest's party are here (0: nobody after all), or just came.

    ``guest`` is a guest's code; without one, ``key`` (random, made where it was ticked) stands for people who just came.
    """

    people: int
    guest: str | None = None
    key: str | None = None


def guest_code(rsvp_id: UUID) -> str:
    """Return a guest's code at the door. Answers' keys hold 74 random bits and are told to nobody."""
    return code_of(sha256(b"door\x1f" + rsvp_id.bytes).digest(), CODE_LENGTH)


def read_code(typed: str) -> str:
    """Return a code as it was typed or scanned: the code itself, or the address that a guest's QR code holds."""
    return typed.rpartition("#")[2].removeprefix("in-").strip().replace(" ", "").lower()


def first_word(name: str | None) -> str | None:
    """Return what the door calls a guest: the first of their names (security.md, report 9)."""
    return name.split()[0] if name and name.split() else None


def is_door_open(starts: datetime, ends: datetime | None, now: datetime) -> bool:
    """Tell whether people can be ticked off now."""
    return starts - OPENS_BEFORE <= now <= (ends or starts) + CLOSES_AFTER


def takes_ticks(starts: datetime, ends: datetime | None, now: datetime) -> bool:
    """Tell whether ticks are taken: as long as the door is open, and late ones for a week."""
    return starts - OPENS_BEFORE <= now <= (ends or starts) + CLOSES_AFTER + LATE


def read_rows(typed: str, event_code: str) -> frozenset[int]:
    """Return numbers of rows from words such as ``1-14, 17, K7M037-21``. Raises RowsNotUnderstood."""
    found: set[int] = set()
    for piece in re.split(r"[,;،؛、\n]+", typed):
        # A row's own code may be copied whole from the sheet, at both ends of a range.
        numbers = re.sub(re.escape(event_code) + r"\s*[-–—]\s*", "", piece.strip(), flags=re.IGNORECASE)
        if not numbers:
            continue
        match = _RANGE.fullmatch(numbers)
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
        if not 1 <= first <= last <= MOST_ROWS:
            raise RowsNotUnderstood(piece=piece.strip()[:40])
        found.update(range(first, last + 1))
    return frozenset(found)


def read_addresses(typed: str, event_code: str) -> dict[int, CleanEmail]:
    """Return addresses by number of row from lines such as ``17 ana@example.org``. Raises AddressesNotUnderstood.

    All lines are read before any counts, and those that are no row with an address are named.
    """
    found: dict[int, CleanEmail] = {}
    bad: list[str] = []
    for line in filter(None, map(str.strip, typed.splitlines())):
        one = _row_and_address(line, event_code)
        if one is None or lookup_form(found.get(one[0], one[1])) != lookup_form(one[1]):
            bad.append(line[:60])
        else:
            found[one[0]] = one[1]
    if bad:
        raise AddressesNotUnderstood(pieces=" · ".join(bad[:_MOST_NAMED]))
    return found


def _row_and_address(line: str, event_code: str) -> tuple[int, CleanEmail] | None:
    row, _, address = _BETWEEN.sub(" ", line).strip().rpartition(" ")
    try:
        rows, email = read_rows(row, event_code), clean_email(address)
    except (RowsNotUnderstood, EmailNotUsable):
        return None
    return (min(rows), email) if len(rows) == 1 else None
