"""What time does to watches: nobody confirmed, or the campaign is over; then people are forgotten."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from organizer.campaigns.models import Campaign
from organizer.foundation.outbox import forget_subjects
from organizer.watches.models import Watch
from organizer.watches.rules import watches_end

#: Ids in one statement; engines bound how many a statement may carry.
_CHUNK = 500


def forget_unconfirmed(session: Session, *, now: datetime) -> int:
    """Delete what nobody confirmed in time, and the mails about it; return how many."""
    late = delete(Watch).where(Watch.forget_after <= now)
    return _forget(session, session.scalars(late.returning(Watch.id)).all())


def forget_over(session: Session, *, now: datetime) -> int:
    """Delete the watches of campaigns whose last day is longer ago than they keep people's data; return how many."""
    watched = select(Campaign).where(Campaign.id.in_(select(Watch.campaign_id).distinct()))
    over = [one.id for one in session.scalars(watched) if watches_end(one.schedule, one.safety) <= now]
    ended = delete(Watch).where(Watch.campaign_id.in_(over))
    return _forget(session, session.scalars(ended.returning(Watch.id)).all()) if over else 0


def _forget(session: Session, ids: Sequence[UUID]) -> int:
    for start in range(0, len(ids), _CHUNK):
        forget_subjects(session, subject_ids=ids[start : start + _CHUNK])
    return len(ids)
