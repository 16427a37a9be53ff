"""What taking one event of a calendar file would do, as it is shown before anything is done."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from organizer.events.rules import EventDetails
from organizer.exchange.queries import Known
from organizer.exchange.rules.found import FoundEvent
from organizer.exchange.rules.remarks import Remark
from organizer.foundation.core.errors import DomainError


class Change(StrEnum):
    """What taking an event would do."""

    NEW = "new"
    UPDATE = "update"  # imported before; the file says something else now
    CANCEL = "cancel"  # imported before; the file calls it off
    GONE = "gone"  # imported before; its series does not have this date any more
    SAME = "same"  # nothing to do
    OFF = "off"  # called off, and never imported
    SHUT = "shut"  # imported before, and off here
    LOST = "lost"  # imported before, and somebody else's now
    UNFIT = "unfit"  # can't be an event of ours; see ``refusal``


_TAKEN = frozenset({Change.NEW, Change.UPDATE, Change.CANCEL, Change.GONE})
#: What somebody must look at is not ticked for them.
_ASKS = frozenset({Remark.TURNED, Remark.OVER})


@dataclass(frozen=True, slots=True)
class Planned:
    """One event of the file and what taking it would do.

    ``details`` are what would be public afterwards; ``ours`` what is here now, None for a new one. ``is_edited``:
    somebody changed ours by hand since. ``key`` tells it from the others, and is another when something else would be
    done than was shown.
    """

    key: str
    found: FoundEvent
    change: Change
    details: EventDetails | None = None
    ours: EventDetails | None = None
    known: Known | None = None
    is_edited: bool = False
    refusal: DomainError | None = None

    @property
    def can_be_taken(self) -> bool:
        """True when there is something to do."""
        return self.change in _TAKEN

    @property
    def has_zone(self) -> bool:
        """True when the event's zone is known without asking: by the file, by a town, or from before."""
        has_town = self.details is not None and self.details.place_id is not None
        return self.found.start.zone is not None or has_town or self.known is not None

    @property
    def is_usual(self) -> bool:
        """True when most people would take it: nothing is lost by it, and nothing was asked."""
        asks = self.is_edited or self.change is Change.GONE or bool(self.found.remarks & _ASKS)
        return self.can_be_taken and not asks


def needs_zone(planned: Sequence[Planned]) -> bool:
    """Tell whether somebody must say in which zone new events are: the file names none, and nobody chose a town."""
    return any(one.change in (Change.NEW, Change.UNFIT) and not one.has_zone for one in planned)


def chosen(planned: Sequence[Planned], keys: Collection[str]) -> list[Planned]:
    """Return those that somebody ticked."""
    wanted = set(keys)
    return [one for one in planned if one.key in wanted and one.can_be_taken]


def key_of(found: FoundEvent, change: Change, known: Known | None = None) -> str:
    """Return what tells a planned event from the others, and from itself when something else would be done."""
    version = f"{known.written_at:%Y%m%dT%H%M%S%f}" if known is not None and known.written_at is not None else ""
    return f"{found.uid_hash.hex()[:24]}.{found.recurrence}.{change.value}.{version}"
