"""News about an event, expanded to one mail for each guest.

The notice was written with the change; this runs afterwards and may be stopped at any point: the
outbox's unique key makes a second run add only what is missing.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer.events.models import EventNotice
from organizer.foundation.outbox import Letter, enqueue
from organizer.rsvps.queries import list_confirmed

_CHUNK = 200


def expand_notices(session: Session, *, now: datetime, limit: int = 20) -> int:
    """Put the mails of waiting notices into the outbox; return how many were added."""
    query = select(EventNotice).where(EventNotice.expanded_at.is_(None)).order_by(EventNotice.id).limit(limit)
    added = 0
    for notice in session.scalars(query.with_for_update(skip_locked=True)).all():
        added += _expand(session, notice)
        notice.expanded_at = now
    return added


def _expand(session: Session, notice: EventNotice) -> int:
    added, after = 0, None
    while guests := list_confirmed(session, event_id=notice.event_id, after=after, limit=_CHUNK):
        for guest in guests:
            if guest.email is None:
                continue
            letter = Letter(
                kind=f"event-{notice.kind.value}",
                subject_id=guest.id,
                recipient=guest.email,
                locale=guest.language,
                context={"before": notice.before, "revision": notice.revision},
                campaign_id=notice.campaign_id,
                recipient_index=guest.email_index,
                occurrence=str(notice.id),
            )
            added += enqueue(session, letter)
        after = guests[-1].id
    return added
