"""What a sheet of the toolkit is made of: plain words in one language."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID


class SheetKind(StrEnum):
    """A kit is published by whoever writes it; a rights card by somebody else."""

    KIT = "kit"
    CARD = "card"


@dataclass(frozen=True, slots=True)
class Role:
    """Something that somebody does on the day."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Step:
    """What is done so many minutes after the start; before it, they are below 0."""

    minutes: int
    text: str


@dataclass(frozen=True, slots=True)
class Chant:
    """One calls, all answer; without a response all say it together."""

    call: str
    response: str


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom hosts reach: what for, and a number or an address that the coalition gives out."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, and the lines below it."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody says, and who that is."""

    text: str
    who: str


@dataclass(frozen=True, slots=True)
class Press:
    """For journalists; ``embargo_until``: an instant in UTC before which nothing is to be published."""

    headline: str
    text: str
    quotes: tuple[Quote, ...]
    contact: str
    embargo_until: datetime | None


@dataclass(frozen=True, slots=True)
class Petition:
    """What people put their names to, whole: a sheet that shows half of it is worth nothing."""

    title: str
    text: str
    addressed_to: str
    consent: str


@dataclass(frozen=True, slots=True)
class Kit:
    """Everything but the rights card; empty where nothing was written."""

    checklist: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    timeline: tuple[Step, ...] = ()
    chants: tuple[Chant, ...] = ()
    talking_points: tuple[str, ...] = ()
    contacts: tuple[Contact, ...] = ()
    briefing: tuple[Section, ...] = ()
    press: Press | None = None
    petition: Petition | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """What to know when the police stop somebody, in one country; ``valid_until``: no longer than that, whatever the rules say."""

    title: str
    lines: tuple[str, ...]
    phone_label: str
    phone: str
    checked_on: date
    checked_by: str
    valid_until: date | None


@dataclass(frozen=True, slots=True)
class Where:
    """Whose words they are: the campaign's, for a country (None: everywhere), in a language (BCP 47)."""

    campaign_id: UUID
    country: str | None
    language: str


#: The pieces of a kit, in the order of the pages that show them.
PIECES = tuple(Kit.__dataclass_fields__)


def pieces_of(sheet: Kit | Card) -> dict[str, Any]:
    """Return a sheet as JSON has it, without what is empty."""
    return {name: plain for name, value in asdict(sheet).items() if (plain := _plain(value))}


def _plain(value: object) -> Any:
    if isinstance(value, Mapping):
        return {name: _plain(part) for name, part in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value
