"""News for watches: which events are near whom, and one mail a day of what came together.

Both steps may be stopped at any point and run again, by several workers at once. An event is looked at once, by whoever
writes its row first; news leaves its queue in the transaction that writes the mail.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, exists, insert, or_, select
from sqlalchemy.orm import Session

from organizer.campaigns.queries import get_campaign_by_id
from organizer.events.policy import address_rule, point_by_rule
from organizer.foundation.core.ids import new_id
from organizer.foundation.db import add_row_unless_there
from organizer.foundation.outbox import Letter, enqueue
from organizer.watches.models import Watch, WatchedEvent, WatchNews
from organizer.watches.queries import NewEvent, list_new_events, list_spots, list_told_series
from organizer.watches.rules import NEWS_PAUSE, RADII, SpotGrid, WatchState

_EVENTS, _WATCHES = 200, 200
#: So many events are looked up for one mail; who has more waiting finds the others on the page that it leads to.
_MOST_IN_MAIL = 100


def match_events(session: Session, *, now: datetime) -> int:
    """Queue the events that are new for each watch near them; return how many were looked at. Again until it is none."""
    claimed = [event for event in list_new_events(session, now=now, limit=_EVENTS) if _claim(session, event)]
    by_campaign: dict[UUID, list[NewEvent]] = defaultdict(list)
    for event in _first_dates(session, claimed):
        by_campaign[event.campaign_id].append(event)
    for campaign_id, events in by_campaign.items():
        rows = list(_news(session, campaign_id, events))
        if rows:
            session.execute(insert(WatchNews), rows)
    return len(claimed)


def send_news(session: Session, *, now: datetime) -> int:
    """Write one mail for each watch that has news and had no mail for a day; return how many. Again until it is none."""
    waits = exists().where(WatchNews.watch_id == Watch.id)
    rested = or_(Watch.told_at.is_(None), Watch.told_at <= now - NEWS_PAUSE)
    due = select(Watch).where(Watch.state == WatchState.CONFIRMED, rested, waits).order_by(Watch.id).limit(_WATCHES)
    locked = due.with_for_update(skip_locked=True).execution_options(populate_existing=True)
    watches = session.scalars(locked).all()
    taken = delete(WatchNews).where(WatchNews.watch_id.in_([watch.id for watch in watches]))
    news: dict[UUID, list[UUID]] = defaultdict(list)
    for watch_id, event_id in session.execute(taken.returning(WatchNews.watch_id, WatchNews.event_id)):
        news[watch_id].append(event_id)
    for watch in watches:
        if news[watch.id]:
            watch.told_at = now
            enqueue(session, _letter(watch, sorted(news[watch.id]), now))
    return len(watches)


def _claim(session: Session, event: NewEvent) -> bool:
    """Take an event; another worker that wants the same one waits here, and passes it over."""
    return add_row_unless_there(session, WatchedEvent(event_id=event.id))


def _first_dates(session: Session, events: Sequence[NewEvent]) -> Iterator[NewEvent]:
    """Yield the events, of a series only the first date that anybody could hear of: nobody wants fifty mails' worth."""
    series = {event.series_id for event in events if event.series_id is not None}
    told = list_told_series(session, series_ids=series, without=[event.id for event in events]) if series else set()
    for event in events:
        if event.series_id is None:
            yield event
        elif event.series_id not in told:
            told.add(event.series_id)
            yield event


def _news(session: Session, campaign_id: UUID, events: Sequence[NewEvent]) -> Iterator[dict[str, UUID]]:
    """Yield the rows of the queue. Distances are taken from what the public may know of a place, never from more."""
    safety = get_campaign_by_id(session, campaign_id=campaign_id).safety
    grid = SpotGrid(list_spots(session, campaign_id=campaign_id))
    for event in events:
        point = point_by_rule(event.lat, event.lon, address_rule(safety, is_withheld=event.is_withheld))
        if point is None:
            continue
        for spot, away in grid.around(point.lat, point.lon, max(RADII)):
            for watch_id, km in spot.key:
                if away <= km:
                    yield {"id": new_id(), "watch_id": watch_id, "event_id": event.id}


def _letter(watch: Watch, event_ids: Sequence[UUID], now: datetime) -> Letter:
    return Letter(
        kind="watch-news",
        subject_id=watch.id,
        recipient=watch.email or "",
        locale=watch.language,
        context={"events": [str(event_id) for event_id in event_ids[:_MOST_IN_MAIL]]},
        campaign_id=watch.campaign_id,
        recipient_index=watch.email_index,
        occurrence=now.isoformat(),
    )
