"""What time does to messages: their words go when their event's guests do, and subscriptions with the campaign."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session

from organizer.broadcasts.models import Broadcast, BroadcastDay, NewsSubscription
from organizer.broadcasts.rules.news import news_ends
from organizer.campaigns.models import Campaign
from organizer.campaigns.rules import SAFETY
from organizer.events.models import Event
from organizer.foundation.outbox import forget_subjects

_CHUNK = 500
#: Counts of days are looked at on the day itself only.
_DAYS_KEPT = timedelta(days=30)


def forget_over(session: Session, *, now: datetime) -> int:
    """Delete messages and subscriptions that have outlived their event or campaign; return how many."""
    session.execute(delete(BroadcastDay).where(BroadcastDay.day < (now - _DAYS_KEPT).date()))
    gone = _messages_of_events(session, now)
    over = [one.id for one in session.scalars(select(Campaign)) if news_ends(one.schedule, one.safety) <= now]
    if over:
        ended = delete(NewsSubscription).where(NewsSubscription.campaign_id.in_(over))
        gone += _forget(session, session.scalars(ended.returning(NewsSubscription.id)).all())
        messages = delete(Broadcast).where(Broadcast.campaign_id.in_(over), Broadcast.event_id.is_(None))
        gone += _forget(session, session.scalars(messages.returning(Broadcast.id)).all())
    return gone


def _messages_of_events(session: Session, now: datetime) -> int:
    ends = func.coalesce(Event.ends_utc, Event.starts_utc, type_=Event.starts_utc.type)
    lines = [
        (Campaign.safety == profile) & (ends < now - timedelta(days=rules.purge_days))
        for profile, rules in SAFETY.items()
    ]
    over = select(Event.id).join(Campaign, Campaign.id == Event.campaign_id).where(or_(*lines))
    ended = delete(Broadcast).where(Broadcast.event_id.in_(over))
    return _forget(session, session.scalars(ended.returning(Broadcast.id)).all())


def _forget(session: Session, ids: Sequence[UUID]) -> int:
    for start in range(0, len(ids), _CHUNK):
        forget_subjects(session, subject_ids=ids[start : start + _CHUNK])
    return len(ids)
