"""Thanks to those who came, the day after: what is due is asked of the events, so that a worker that was off misses none."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from organizer.broadcasts.queries.segments import came_clause
from organizer.broadcasts.rules.thanks import LEAST_AFTER, MOST_AFTER, Thanks, thanks_of
from organizer.events.models import Event
from organizer.events.policy import is_public_clause
from organizer.events.rules import EventState
from organizer.foundation.core.ids import new_id
from organizer.foundation.db import add_row_unless_there
from organizer.foundation.outbox import Letter, enqueue
from organizer.rsvps.models import ReminderSent, Rsvp
from organizer.rsvps.queries import is_off, list_confirmed, list_off
from organizer.rsvps.rules.kinds import MailKind
from organizer.rsvps.rules.reminders import ReminderKind
from organizer.rsvps.rules.replies import Reply

_EVENTS, _GUESTS = 20, 200


class _Over(NamedTuple):
    """What decides when an event's guests are thanked."""

    id: UUID
    campaign_id: UUID
    starts: datetime
    ends: datetime | None
    zone: str


def thank_due(session: Session, *, now: datetime) -> bool:
    """Put the thanks that are due into the outbox; False when there was nothing to do."""
    due = _list_due(session, now)[:_EVENTS]
    for event, thanks in due:
        sent = ReminderSent(id=new_id(), event_id=event.id, kind=ReminderKind.THANKS, occasion=thanks.occasion)
        of = (event.campaign_id, event.id)
        is_wanted = not is_off(session, MailKind.THANKS, campaign_id=event.campaign_id, subject_ids=of)
        if add_row_unless_there(session, sent) and is_wanted:
            _thank(session, event, thanks)
    return bool(due)


def _list_due(session: Session, now: datetime) -> list[tuple[_Over, Thanks]]:
    ended = func.coalesce(Event.ends_utc, Event.starts_utc, type_=Event.starts_utc.type)
    lately = (ended <= now - LEAST_AFTER, ended > now - MOST_AFTER)
    live = (is_public_clause(), Event.state != EventState.CANCELLED, ~Event.to_be_announced)
    columns = [getattr(Event, name) for name in _Over._fields]
    events = [_Over(*row) for row in session.execute(select(*columns).where(*lately, *live).order_by(ended))]
    thanked = _thanked(session, [event.id for event in events])
    due = [(event, thanks_of(event.ends or event.starts, event.zone)) for event in events]
    return [
        (event, thanks)
        for event, thanks in due
        if thanks.due <= now < thanks.until and (event.id, thanks.occasion) not in thanked
    ]


def _thanked(session: Session, event_ids: Sequence[UUID]) -> set[tuple[UUID, str]]:
    if not event_ids:
        return set()
    query = select(ReminderSent.event_id, ReminderSent.occasion)
    sent = query.where(ReminderSent.kind == ReminderKind.THANKS, ReminderSent.event_id.in_(event_ids))
    return {(row.event_id, row.occasion) for row in session.execute(sent)}


def _thank(session: Session, event: _Over, thanks: Thanks) -> None:
    """Thank those who came; where nobody was ticked off at the door, those who said that they come."""
    after, came = None, _came(session, event.id)
    while guests := list_confirmed(session, event_id=event.id, after=after, limit=_GUESTS):
        off = list_off(session, campaign_id=event.campaign_id, subject_ids=[guest.id for guest in guests])
        for guest in guests:
            was_there = guest.id in came if came else guest.reply is Reply.GOING
            if guest.email is not None and was_there and MailKind.THANKS not in off[guest.id]:
                enqueue(session, _letter(event, thanks, guest, guest.email))
        after = guests[-1].id


def _came(session: Session, event_id: UUID) -> frozenset[UUID]:
    return frozenset(session.scalars(select(Rsvp.id).where(Rsvp.event_id == event_id, came_clause())))


def _letter(event: _Over, thanks: Thanks, guest: Rsvp, email: str) -> Letter:
    return Letter(
        kind="thanks",
        subject_id=guest.id,
        recipient=email,
        locale=guest.language,
        context={"occasion": thanks.occasion},
        campaign_id=event.campaign_id,
        recipient_index=guest.email_index,
        occurrence=thanks.occasion,
        not_after=thanks.until,
    )
