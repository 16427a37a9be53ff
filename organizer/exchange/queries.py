"""What was imported before."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from organizer.accounts.models import Person
from organizer.events.models import Event, EventRevision

from .models import ImportedEvent

_CHUNK = 400


@dataclass(frozen=True, slots=True)
class Known:
    """What is kept of an import, and the event that came of it; ``written_at``: when its words were last changed."""

    row: ImportedEvent
    event: Event
    written_at: datetime | None

    @property
    def is_edited(self) -> bool:
        """True when somebody changed it by hand since."""
        return self.written_at is not None and self.written_at > self.row.imported_at


def list_imported(session: Session, *, campaign_id: UUID, person_id: UUID, uids: Collection[bytes]) -> list[Known]:
    """Return what this person imported into the campaign of these UIDs, in the order of its dates.

    Somebody else's import of the same UID is somebody else's (calendars.md R20).
    """
    newest = (
        select(func.max(EventRevision.created_at)).where(EventRevision.event_id == Event.id).scalar_subquery()
    )  # fmt: skip
    found: list[Known] = []
    wanted = sorted(set(uids))
    for start in range(0, len(wanted), _CHUNK):
        query = (
            select(ImportedEvent, Event, newest)
            .join(Event, Event.id == ImportedEvent.event_id)
            .where(
                ImportedEvent.campaign_id == campaign_id,
                ImportedEvent.person_id == person_id,
                ImportedEvent.uid_hash.in_(wanted[start : start + _CHUNK]),
            )
            .order_by(ImportedEvent.uid_hash, ImportedEvent.recurrence)
        )
        found.extend(Known(row, event, written_at) for row, event, written_at in session.execute(query))
    return found


def wait_for_imports_of(session: Session, *, person_id: UUID) -> None:
    """Let one import of a person finish before the next looks: a button that was pressed twice brings nothing twice."""
    session.execute(select(Person.id).where(Person.id == person_id).with_for_update())
