"""What a guest has been told of whether an event takes place: by the mails that left, not by those that were written."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from organizer.events.models import EventNotice
from organizer.events.rules.notice import NoticeKind
from organizer.foundation.outbox import Message
from organizer.foundation.outbox.rules import KEEP_ROW, State
from organizer.rsvps.models import Rsvp

_PREFIX = "event-"
#: News of whether it takes place.
STANDING = frozenset({NoticeKind.CANCELLED, NoticeKind.HIDDEN, NoticeKind.BACK_ON})
STANDING_KINDS = frozenset(f"{_PREFIX}{kind.value}" for kind in STANDING)


@dataclass(frozen=True, slots=True)
class Lost:
    """A mail that was not sent because the event was off just then; ``before``: of a change, what was true before it."""

    kind: str
    before: dict[str, object]


def last_told(session: Session, message: Message, *, now: datetime) -> NoticeKind | None:
    """Return what the recipient of ``message`` last read of whether the event takes place; None: nothing, so it does.

    Rows of mails that left are kept for a month; before that the news itself says what everybody read who was there.
    """
    sent = _of_guest(message).where(Message.state == State.SENT)
    newest = session.scalar(sent.order_by(Message.ended_at.desc(), Message.id.desc()).limit(1))
    if newest is not None:
        return NoticeKind(newest.kind.removeprefix(_PREFIX))
    rsvp = session.get(Rsvp, message.subject_id)
    if rsvp is None:
        return None
    news = select(EventNotice).where(EventNotice.event_id == rsvp.event_id, EventNotice.kind.in_(STANDING))
    old = news.where(EventNotice.created_at < now - KEEP_ROW).order_by(EventNotice.id.desc()).limit(1)
    notice = session.scalar(old)
    return notice.kind if notice is not None and rsvp.answered_on <= notice.created_at.date() else None


def is_being_told(session: Session, message: Message) -> bool:
    """Tell whether an earlier mail of this sort is on its way at this moment: nobody knows yet whether it arrives."""
    earlier = _of_guest(message).where(Message.state == State.CLAIMED, Message.id < message.id)
    return session.scalar(earlier.limit(1)) is not None


def lost_while_off(session: Session, message: Message, kinds: Collection[str]) -> Sequence[Lost]:
    """Return what of these kinds was not sent since the recipient last read how the event stands, oldest first."""
    of_guest = (Message.subject_id == message.subject_id, Message.id != message.id)
    read = select(func.max(Message.ended_at)).where(
        *of_guest, Message.state == State.SENT, Message.kind.in_({*kinds, *STANDING_KINDS})
    )
    dropped = select(Message).where(*of_guest, Message.state == State.DROPPED, Message.kind.in_(kinds))
    since = session.scalar(read)
    if since is not None:
        dropped = dropped.where(Message.ended_at >= since)
    return [Lost(row.kind, _before(session, row)) for row in session.scalars(dropped.order_by(Message.id))]


def _of_guest(message: Message) -> Select[Message]:
    return select(Message).where(
        Message.subject_id == message.subject_id, Message.kind.in_(STANDING_KINDS), Message.id != message.id
    )


def _before(session: Session, row: Message) -> dict[str, object]:
    """Return what was true before a change: from the news, the mail itself is forgotten."""
    if row.kind != f"{_PREFIX}{NoticeKind.CHANGED.value}":
        return {}
    notice = session.get(EventNotice, UUID(row.occurrence))
    return dict(notice.before) if notice is not None else {}
