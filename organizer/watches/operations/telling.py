"""News for watches: one mail a day of what came together.

May be stopped at any point and run again, by several workers at once: news leaves its queue in the transaction that writes
the mail. How it gets there: ``matching``.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import accumulate
from uuid import UUID

from sqlalchemy import delete, exists, func, or_, select
from sqlalchemy.orm import Session

from organizer.foundation.outbox import Letter, enqueue, own_occurrence
from organizer.watches.models import Watch, WatchNews
from organizer.watches.rules import NEWS_PAUSE, WatchState

from .matching import MOST_ROWS

_WATCHES = 50
#: So many events are looked up for one mail; who has more waiting finds the others on the page that it leads to.
_MOST_IN_MAIL = 100


def send_news(session: Session, *, now: datetime) -> int:
    """Write one mail for each watch that has news and had no mail for a day; return how many. Again until it is none.

    Of a watch with more news than one transaction may take away, some of it goes first, without a mail.
    """
    watches = _due(session, now)
    waiting = _count_news(session, watches)
    taken = _few_enough(watches, waiting)
    if len(taken) == 1 and waiting[taken[0].id] > MOST_ROWS:
        _drop_newest(session, taken[0])
        return 1
    gone = delete(WatchNews).where(WatchNews.watch_id.in_([watch.id for watch in taken]))
    news: dict[UUID, list[UUID]] = defaultdict(list)
    for watch_id, event_id in session.execute(gone.returning(WatchNews.watch_id, WatchNews.event_id)):
        news[watch_id].append(event_id)
    for watch in taken:
        if news[watch.id]:
            watch.told_at = now
            enqueue(session, _letter(watch, sorted(news[watch.id])))
    return len(taken)


def _due(session: Session, now: datetime) -> Sequence[Watch]:
    waits = exists().where(WatchNews.watch_id == Watch.id)
    rested = or_(Watch.told_at.is_(None), Watch.told_at <= now - NEWS_PAUSE)
    due = select(Watch).where(Watch.state == WatchState.CONFIRMED, rested, waits).order_by(Watch.id).limit(_WATCHES)
    return session.scalars(due.with_for_update(skip_locked=True).execution_options(populate_existing=True)).all()


def _count_news(session: Session, watches: Sequence[Watch]) -> dict[UUID, int]:
    mine = WatchNews.watch_id.in_([watch.id for watch in watches])
    query = select(WatchNews.watch_id, func.count().label("news")).where(mine).group_by(WatchNews.watch_id)
    return {row.watch_id: row.news for row in session.execute(query)}


def _few_enough(watches: Sequence[Watch], waiting: Mapping[UUID, int]) -> Sequence[Watch]:
    """Return the first watches whose news one transaction may take away together; one at least."""
    rows = list(accumulate(waiting.get(watch.id, 0) for watch in watches))
    return watches[: max(1, sum(count <= MOST_ROWS for count in rows))]


def _drop_newest(session: Session, watch: Watch) -> None:
    """Take news away that no mail would tell: it begins with what was listed first, and leads to a page with all."""
    newest = select(WatchNews.id).where(WatchNews.watch_id == watch.id).order_by(WatchNews.event_id.desc())
    session.execute(delete(WatchNews).where(WatchNews.id.in_(newest.limit(MOST_ROWS - _MOST_IN_MAIL))))


def _letter(watch: Watch, event_ids: Sequence[UUID]) -> Letter:
    return Letter(
        kind="watch-news",
        subject_id=watch.id,
        recipient=watch.email or "",
        locale=watch.language,
        context={"events": [str(event_id) for event_id in event_ids[:_MOST_IN_MAIL]]},
        campaign_id=watch.campaign_id,
        recipient_index=watch.email_index,
        occurrence=own_occurrence(),
    )
