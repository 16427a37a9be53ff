"""Reminders: put into the outbox when they are due, once for each guest, and not when they are of no use any more.

What is due is asked of the events, not kept in a list of times: a worker that was off for days finds what is still
useful, and passes over the rest. The row of a reminder is written with its mails, so that no crash doubles them.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer.events.models import Event
from organizer.events.policy import is_public_clause
from organizer.events.rules import EventState
from organizer.foundation.core.ids import new_id
from organizer.foundation.db import add_row_unless_there
from organizer.foundation.outbox import Letter, enqueue
from organizer.rsvps.models import ReminderSent, Rsvp
from organizer.rsvps.queries import get_rsvp, is_off, list_confirmed
from organizer.rsvps.rules.kinds import MailKind
from organizer.rsvps.rules.reminders import LONGEST_AHEAD, Reminder, reminders_of

#: Reminders of one transaction, and guests read at once.
_EVENTS, _GUESTS = 20, 200


class _Coming(NamedTuple):
    """What decides when an event's guests are reminded."""

    id: UUID
    campaign_id: UUID
    starts: datetime
    starts_utc: datetime
    zone: str
    all_day: bool
    to_be_announced: bool


def remind_due(session: Session, *, now: datetime) -> bool:
    """Put the mails of reminders that are due into the outbox; False when there was nothing to do."""
    due = _list_due(session, now)[:_EVENTS]
    for event, reminder in due:
        sent = ReminderSent(id=new_id(), event_id=event.id, kind=reminder.kind, occasion=reminder.occasion)
        if add_row_unless_there(session, sent):
            _remind_guests(session, event, reminder)
    return bool(due)


def stop_reminders(session: Session, *, rsvp_id: UUID, link_version: int) -> None:
    """Send a guest no more reminders of this event. Doing it again changes nothing. Raises NotFound."""
    get_rsvp(session, rsvp_id=rsvp_id, link_version=link_version).wants_reminders = False


def _list_due(session: Session, now: datetime) -> list[tuple[_Coming, Reminder]]:
    """Return what is due and not sent yet, by the events' start."""
    soon = (Event.starts_utc > now, Event.starts_utc <= now + LONGEST_AHEAD)
    live = (is_public_clause(), Event.state != EventState.CANCELLED)
    columns = [getattr(Event, name) for name in _Coming._fields]
    events = [_Coming(*row) for row in session.execute(select(*columns).where(*soon, *live).order_by(Event.starts_utc))]
    sent = _sent(session, [event.id for event in events])
    return [
        (event, reminder)
        for event in events
        for reminder in reminders_of(
            event.starts, event.starts_utc, event.zone, is_date_only=event.all_day or event.to_be_announced
        )
        if reminder.due <= now < reminder.until and (event.id, reminder.kind, reminder.occasion) not in sent
    ]


def _sent(session: Session, event_ids: Sequence[UUID]) -> set[tuple[UUID, str, str]]:
    soon = select(ReminderSent).where(ReminderSent.event_id.in_(event_ids)) if event_ids else None
    rows = session.scalars(soon).all() if soon is not None else ()
    return {(row.event_id, row.kind, row.occasion) for row in rows}


def _remind_guests(session: Session, event: _Coming, reminder: Reminder) -> None:
    of = (event.campaign_id, event.id)
    if is_off(session, MailKind.REMINDERS, campaign_id=event.campaign_id, subject_ids=of):
        return
    after = None
    while guests := list_confirmed(session, event_id=event.id, after=after, limit=_GUESTS):
        for guest in guests:
            if guest.wants_reminders and guest.email is not None:
                enqueue(session, _letter(event, reminder, guest, guest.email))
        after = guests[-1].id


def _letter(event: _Coming, reminder: Reminder, guest: Rsvp, email: str) -> Letter:
    return Letter(
        kind=f"reminder-{reminder.kind.value}",
        subject_id=guest.id,
        recipient=email,
        locale=guest.language,
        context={"occasion": reminder.occasion},
        campaign_id=event.campaign_id,
        recipient_index=guest.email_index,
        occurrence=reminder.occasion,
        not_after=reminder.until,
    )
