"""Which mail about whether an event takes place a guest gets: each one leads from what they read last to what is true.

Calling off and on again within a minute is no news to who never read the first; two mails or none. What was not sent
because the event was off just then is told when it is on again.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from organizer.events.rules.notice import NoticeKind
from organizer.foundation.outbox import Message
from organizer.foundation.outbox.failures import TemporaryFailure
from organizer.record.told import STANDING_KINDS, is_being_told, last_told, lost_while_off
from organizer.record.types import EventStatus, GuestRecord

#: What may be told afterwards; the first of these says all that the others say.
_AFTERWARDS = ("rsvp-confirmed", "event-changed", "event-clocks", "rsvp-invitation")


@dataclass(frozen=True, slots=True)
class Telling:
    """The mail that is sent for a row of the outbox: its kind, and the values that it is drawn from."""

    kind: str
    values: dict[str, object]


def telling_of(session: Session, message: Message, guest: GuestRecord, at: datetime) -> Telling | None:
    """Return what to tell a guest; None when nothing. Raises TemporaryFailure while an earlier one is on its way."""
    if message.kind not in STANDING_KINDS:
        return Telling(message.kind, message.values())
    if is_being_told(session, message):
        raise TemporaryFailure("not-yet")
    told = last_told(session, message, now=at) or NoticeKind.BACK_ON
    is_true = _news_of(guest.event.status)
    if f"event-{is_true.value}" != message.kind:
        return None
    if told is not is_true:
        return Telling(message.kind, message.values())
    return _afterwards(session, message, guest) if is_true is NoticeKind.BACK_ON else None


def _news_of(status: EventStatus) -> NoticeKind:
    match status:
        case EventStatus.CANCELLED:
            return NoticeKind.CANCELLED
        case EventStatus.REMOVED:
            return NoticeKind.HIDDEN
        case _:
            return NoticeKind.BACK_ON


def _afterwards(session: Session, message: Message, guest: GuestRecord) -> Telling | None:
    kinds = _AFTERWARDS if guest.wants_invitation else _AFTERWARDS[:-1]
    lost = lost_while_off(session, message, kinds)
    if not lost:
        return None
    kind = min((one.kind for one in lost), key=_AFTERWARDS.index)
    before: dict[str, object] = {}
    for one in lost:
        before = {**one.before, **before}  # as it was before the first of these changes
    return Telling(kind, {"before": before})
