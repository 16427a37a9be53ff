"""An event in one line: what lists and desks show of it, frozen, so that no page can ask for more."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from organizer.foundation.core.languages import Text

from .acts import Stand
from .details import Mode
from .state import EventState


@dataclass(frozen=True, slots=True)
class EventLine:
    """An event as the lists and desks of those who work on it show it. Holds no withheld place."""

    id: UUID
    code: str
    state: EventState
    stand: Stand
    title: Text
    group_name: str
    mode: Mode
    zone: str
    start: datetime
    end: datetime | None
    fold: int
    all_day: bool
    to_be_announced: bool
    city: str | None
    country: str | None
    revision: int
    updated_at: datetime
    published_at: datetime | None
    reason: str | None
    capacity: int | None
    taken: int  # persons with places, in all ways of taking part
    left: int | None  # None: no limit
    waiting: int
