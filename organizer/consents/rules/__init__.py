"""Consents to be written to: for one organisation each, unticked, as easily taken back as given (GDPR article 7).

The ledger holds every act as a row of its own, with the words that were read, their language, and the day. Rows are never
changed; the last act of a guest for an organisation counts.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from uuid import UUID

from organizer.foundation.core.errors import DomainError

NAME_LIMIT = 120
#: How long a mail that asks who ticked on paper can be answered.
ASKED_FOR = timedelta(days=14)
#: Addresses from the sheets of one event: each gets a mail that nobody else asked for.
MOST_TICKS = 500
#: More boxes than this nobody reads.
MOST = 8


class AskerKind(StrEnum):
    """Which organisation asks."""

    COALITION = "coalition"
    PARTNER = "partner"
    HOST = "host"  # the group behind each event, for the guests of that event alone


class ConsentAct(StrEnum):
    """What a guest did."""

    GIVEN = "given"
    WITHDRAWN = "withdrawn"


class ConsentSource(StrEnum):
    """Where the sentence was read."""

    PAGE = "page"  # on the guest's own page
    PAPER = "paper"  # on a sign-in sheet, and once more in the mail that asked


class TooManyAskers(DomainError):
    """Params: limit."""

    code = "too_many_askers"


class AsksAlready(DomainError):
    """The organisation is one of those that ask."""

    code = "asks_already"


class TicksNotTaken(DomainError):
    """No addresses from sheets: those of this campaign stay on paper, or the list of the event is closed."""

    code = "ticks_not_taken"


class TooManyTicks(DomainError):
    """Params: limit."""

    code = "too_many_ticks"


@dataclass(frozen=True, slots=True)
class Shown:
    """The sentence beside a box, as it was read, in a language (BCP 47)."""

    words: str
    language: str


@dataclass(frozen=True, slots=True)
class Standing:
    """The last act of a guest for one organisation."""

    asker_id: UUID
    act: ConsentAct
    step: int
    wording_id: UUID
    on: date

    @property
    def is_given(self) -> bool:
        """True while the organisation may write."""
        return self.act is ConsentAct.GIVEN


def version_of(words: str) -> str:
    """Return the version of a sentence: it changes with any letter of it."""
    return sha256(words.encode()).hexdigest()[:12]


def asked_until(now: datetime, list_ends: datetime) -> datetime:
    """Return until when somebody can say yes: never longer than the hosts can take the address along."""
    return min(now + ASKED_FOR, list_ends)
