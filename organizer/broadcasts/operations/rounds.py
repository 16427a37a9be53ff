"""Still coming? After the event was moved each guest is asked in the mail that tells of it, the silent once more a day later."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer.broadcasts.queries import latest_change
from organizer.broadcasts.queries.rounds import silent_clause
from organizer.events.models import Event, EventNotice
from organizer.events.policy import is_public_clause
from organizer.events.rules import EventState
from organizer.events.rules.notice import NoticeKind
from organizer.foundation.core.ids import new_id
from organizer.foundation.db import add_row_unless_there
from organizer.foundation.outbox import Letter, enqueue
from organizer.rsvps.models import ReminderSent, Rsvp, StillComing
from organizer.rsvps.operations import cancel, confirm
from organizer.rsvps.queries import get_rsvp, is_off, list_off
from organizer.rsvps.rules.kinds import MailKind
from organizer.rsvps.rules.reminders import ReminderKind

#: So long people have to say it by themselves, and so long asking again is of use.
_PAUSE, _UNTIL = timedelta(hours=24), timedelta(days=14)
#: Whoever is asked later than this before the start could not answer in time.
_LEAST = timedelta(hours=3)
_GUESTS = 200


def say_still_coming(session: Session, *, rsvp_id: UUID, link_version: int, comes: bool, now: datetime) -> bool:
    """Keep whether a guest still comes after the last change; False when there was none. Who does not gives the places back.

    Doing it again, or the other way round, leaves what was said last. Raises NotFound, EventIsFull, EventTakesNoAnswers.
    """
    rsvp = get_rsvp(session, rsvp_id=rsvp_id, link_version=link_version)
    notice = latest_change(session, event_id=rsvp.event_id)
    if notice is None:
        return False
    if comes:
        confirm(session, rsvp_id=rsvp_id, link_version=link_version, now=now)
    else:
        cancel(session, rsvp_id=rsvp_id, link_version=link_version)
    said = StillComing(id=new_id(), rsvp_id=rsvp_id, notice_id=notice.id, comes=comes, said_on=now.date())
    if not add_row_unless_there(session, said):
        mine = (StillComing.rsvp_id == rsvp_id, StillComing.notice_id == notice.id)
        before = session.scalars(select(StillComing).where(*mine).with_for_update()).one()
        before.comes, before.said_on = comes, now.date()
    return True


def ask_silent(session: Session, *, now: datetime, limit: int = 20) -> bool:
    """Ask those who said nothing for a day, once for each change; False when there is nobody to ask."""
    due = _due(session, now, limit)
    for notice, event in due:
        sent = ReminderSent(id=new_id(), event_id=event.id, kind=ReminderKind.STILL_COMING, occasion=notice.id.hex)
        of = (event.campaign_id, event.id)
        is_wanted = not is_off(session, MailKind.STILL_COMING, campaign_id=event.campaign_id, subject_ids=of)
        if add_row_unless_there(session, sent) and is_wanted:
            _ask(session, notice, event)
    return bool(due)


def _due(session: Session, now: datetime, limit: int) -> list[tuple[EventNotice, Event]]:
    """Return the last changes of events still to come whose silent guests were not asked again."""
    query = select(EventNotice, Event).join(Event, Event.id == EventNotice.event_id)
    query = query.where(
        EventNotice.kind == NoticeKind.CHANGED,
        EventNotice.expanded_at <= now - _PAUSE,
        EventNotice.expanded_at > now - _UNTIL,
        Event.starts_utc > now + _LEAST,
        is_public_clause(),
        Event.state != EventState.CANCELLED,
    )
    latest = {event.id: (notice, event) for notice, event in session.execute(query.order_by(EventNotice.id)).all()}
    ids = list(latest)
    asked = select(ReminderSent.event_id, ReminderSent.occasion).where(
        ReminderSent.kind == ReminderKind.STILL_COMING, ReminderSent.event_id.in_(ids)
    )
    done = {(row.event_id, row.occasion) for row in session.execute(asked)} if ids else set()
    waiting = [pair for key, pair in latest.items() if (key, pair[0].id.hex) not in done]
    # A change that nobody was told of yet makes a round of its own.
    return [pair for pair in waiting if latest_change(session, event_id=pair[1].id) is pair[0]][:limit]


def _ask(session: Session, notice: EventNotice, event: Event) -> None:
    after = None
    while guests := _silent(session, notice, after):
        off = list_off(session, campaign_id=event.campaign_id, subject_ids=[guest.id for guest in guests])
        for guest in guests:
            if guest.email is not None and MailKind.STILL_COMING not in off[guest.id]:
                enqueue(session, _letter(guest, guest.email, notice, event))
        after = guests[-1].id


def _silent(session: Session, notice: EventNotice, after: UUID | None) -> list[Rsvp]:
    query = select(Rsvp).where(silent_clause(notice))
    if after is not None:
        query = query.where(Rsvp.id > after)
    return list(session.scalars(query.order_by(Rsvp.id).limit(_GUESTS)))


def _letter(guest: Rsvp, email: str, notice: EventNotice, event: Event) -> Letter:
    return Letter(
        kind="still-coming",
        subject_id=guest.id,
        recipient=email,
        locale=guest.language,
        context={"notice": str(notice.id)},
        campaign_id=event.campaign_id,
        recipient_index=guest.email_index,
        occurrence=str(notice.id),
        not_after=event.starts_utc,
    )
