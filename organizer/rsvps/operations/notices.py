"""News about an event, expanded to one mail for each guest.

The notice was written with the change; this runs afterwards and may be stopped at any point: the
outbox's unique key makes a second run add only what is missing.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer.events.models import EventNotice
from organizer.events.rules.notice import NoticeKind
from organizer.foundation.outbox import Letter, enqueue
from organizer.rsvps.queries import list_live_of

_CHUNK = 200


def expand_notices(session: Session, *, now: datetime, limit: int = 20) -> int:
    """Put the mails of waiting notices into the outbox; return how many were added."""
    query = select(EventNotice).where(EventNotice.expanded_at.is_(None)).order_by(EventNotice.id).limit(limit)
    waiting = session.scalars(query.with_for_update(skip_locked=True)).all()
    added = sum(_expand(session, notice) for notice in _told_once(waiting))
    for notice in waiting:
        notice.expanded_at = now
    return added


def _told_once(waiting: Sequence[EventNotice]) -> Iterator[EventNotice]:
    """Yield the news; of changes that nobody was told of yet only the last, with what was true before the first."""
    moved: dict[UUID, EventNotice] = {}
    for notice in waiting:
        if notice.kind is NoticeKind.CHANGED:
            earlier = moved.get(notice.event_id)
            if earlier is not None:
                notice.before = {**notice.before, **earlier.before}
            moved[notice.event_id] = notice
    for notice in waiting:
        if notice.kind is not NoticeKind.CHANGED or moved[notice.event_id] is notice:
            yield notice


def _expand(session: Session, notice: EventNotice) -> int:
    added, after = 0, None
    while guests := list_live_of(session, event_id=notice.event_id, after=after, limit=_CHUNK):
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
