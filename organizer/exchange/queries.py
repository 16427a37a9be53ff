"""What was imported before."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer.events.models import Event

from .models import ImportedEvent

_CHUNK = 400


def find_imported(
    session: Session, *, campaign_id: UUID, person_id: UUID, uids: Collection[bytes]
) -> dict[tuple[bytes, str], tuple[ImportedEvent, Event]]:
    """Return what this person imported into the campaign of these UIDs, by UID and recurrence.

    Somebody else's import of the same UID is somebody else's (calendars.md R20).
    """
    found: dict[tuple[bytes, str], tuple[ImportedEvent, Event]] = {}
    wanted = sorted(set(uids))
    for start in range(0, len(wanted), _CHUNK):
        query = (
            select(ImportedEvent, Event)
            .join(Event, Event.id == ImportedEvent.event_id)
            .where(
                ImportedEvent.campaign_id == campaign_id,
                ImportedEvent.person_id == person_id,
                ImportedEvent.uid_hash.in_(wanted[start : start + _CHUNK]),
            )
        )
        found |= {(row.uid_hash, row.recurrence): (row, event) for row, event in session.execute(query)}
    return found
