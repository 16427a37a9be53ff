"""A message becomes one mail for each recipient: in chunks, each whole or not at all.

How far a wave has got is written with the mails of the chunk, so a worker may be killed anywhere; the outbox's unique key
lets two workers do the same chunk without anybody getting it twice (pretix 2058, R-6). Whom it goes to is asked at that
moment, not when it was sent off.
"""

from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from organizer.broadcasts.models import Broadcast, BroadcastDay, BroadcastStop, BroadcastWave
from organizer.broadcasts.queries import Recipient, list_recipients
from organizer.broadcasts.rules import DAILY_CAP, State
from organizer.foundation.core.ids import new_id
from organizer.foundation.db import add_row_unless_there
from organizer.foundation.outbox import Letter, enqueue

#: Mails of one transaction.
CHUNK = 200
#: What could not leave for so long is of no use any more.
USEFUL = timedelta(days=3)


def expand_next(session: Session, *, now: datetime, cap: int = DAILY_CAP) -> bool:
    """Put the next chunk of a message that is due into the outbox; False when none is due.

    ``cap``: how many single messages a campaign sends in a day.
    """
    wave = session.scalar(_due(now, cap))
    if wave is None:
        return False
    row = session.get(Broadcast, wave.broadcast_id, populate_existing=True)
    if row is None or row.state is not State.RUNNING:
        return True  # stopped at this very moment; the next look passes it over
    room = _room(session, row.campaign_id, now.date(), cap)
    recipients = list_recipients(session, row, zone=wave.zone, after=wave.after, limit=min(CHUNK, room.left))
    added = sum(enqueue(session, _letter(row, one, now)) for one in recipients)
    row.written += added
    room.take(added)
    if recipients:
        wave.after = recipients[-1].key
    elif room.left:
        _end_wave(session, wave, row, now)
    return True


class _Room:
    """How many more messages a campaign may send today."""

    def __init__(self, row: BroadcastDay, cap: int) -> None:
        self._row, self._cap = row, cap

    @property
    def left(self) -> int:
        return max(0, self._cap - self._row.sent)

    def take(self, number: int) -> None:
        self._row.sent += number


def _room(session: Session, campaign_id: UUID, day: date, cap: int) -> _Room:
    add_row_unless_there(session, BroadcastDay(id=new_id(), campaign_id=campaign_id, day=day, sent=0))
    query = select(BroadcastDay).where(BroadcastDay.campaign_id == campaign_id, BroadcastDay.day == day)
    return _Room(session.scalars(query.with_for_update().execution_options(populate_existing=True)).one(), cap)


def _due(now: datetime, cap: int) -> Select[BroadcastWave]:
    today = and_(BroadcastDay.campaign_id == Broadcast.campaign_id, BroadcastDay.day == now.date())
    has_room = or_(BroadcastDay.id.is_(None), BroadcastDay.sent < cap)
    stopped = exists().where(BroadcastStop.campaign_id == Broadcast.campaign_id)
    query = select(BroadcastWave).join(Broadcast, Broadcast.id == BroadcastWave.broadcast_id)
    query = query.outerjoin(BroadcastDay, today).where(
        BroadcastWave.ended_at.is_(None),
        BroadcastWave.due_at <= now,
        Broadcast.state == State.RUNNING,
        has_room,
        ~stopped,
    )
    first = query.order_by(BroadcastWave.due_at, BroadcastWave.id).limit(1)
    return first.with_for_update(skip_locked=True, of=BroadcastWave)


def _end_wave(session: Session, wave: BroadcastWave, row: Broadcast, now: datetime) -> None:
    wave.ended_at, wave.after = now, None
    session.flush()
    open_waves = select(func.count()).select_from(BroadcastWave)
    open_waves = open_waves.where(BroadcastWave.broadcast_id == row.id, BroadcastWave.ended_at.is_(None))
    if not session.scalar(open_waves):
        row.state, row.ended_at = State.DONE, now


def _letter(row: Broadcast, to: Recipient, now: datetime) -> Letter:
    return Letter(
        kind="broadcast",
        subject_id=to.key,
        recipient=to.email,
        locale=to.language,
        context={"broadcast": str(row.id)},
        campaign_id=row.campaign_id,
        occurrence=str(row.id),
        not_after=now + USEFUL,
        recipient_index=to.email_index,
    )
