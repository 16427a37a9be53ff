"""A message is sent off: at once, or for a moment; taken back within a minute; tried on oneself."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from organizer.accounts.queries import get_person
from organizer.broadcasts.models import Broadcast, BroadcastWave
from organizer.broadcasts.queries import (
    count_lately,
    count_recipients,
    is_known_author,
    is_stopped,
    lock_broadcast,
    others_may_decide,
)
from organizer.broadcasts.rules import (
    LIMIT_DAYS,
    MOST_PER_EVENT,
    MessageIsElsewhere,
    Moment,
    NobodyToWriteTo,
    State,
    TooManyMessages,
    check_state,
)
from organizer.events.models import Event
from organizer.events.queries import get_event_for_update
from organizer.foundation.access import Actor, Permission, can
from organizer.foundation.audit import Act, record_act
from organizer.foundation.core.email import stored_email
from organizer.foundation.outbox import Letter, enqueue, own_occurrence

from .planning import plan_waves, refuse_past

_TEST_IS_USEFUL = timedelta(days=1)


def send(session: Session, *, broadcast_id: UUID, actor: Actor, moment: Moment | None, now: datetime) -> Broadcast:
    """Send a draft off: it leaves after a minute or at its moment, or waits for another pair of eyes first.

    Raises MessageIsElsewhere, TooManyMessages, NobodyToWriteTo, HourIsOver, NotFound.
    """
    row = lock_broadcast(session, broadcast_id=broadcast_id)
    check_state(row.state, State.DRAFT)
    event = None if row.event_id is None else get_event_for_update(session, event_id=row.event_id)
    if is_stopped(session, campaign_id=row.campaign_id):
        raise MessageIsElsewhere(current=State.STOPPED.value)
    if event is not None and count_lately(session, event_id=event.id, now=now) >= MOST_PER_EVENT:
        raise TooManyMessages(most=MOST_PER_EVENT, days=LIMIT_DAYS)
    if not count_recipients(session, row):
        raise NobodyToWriteTo
    refuse_past(session, row, moment, now)
    row.author_id, row.asked_at = actor.person_id, now
    row.asked_wall = None if moment is None else moment.wall.isoformat(timespec="minutes")
    row.asked_zone = None if moment is None else moment.zone
    is_held = _needs_other_hands(session, row, event, actor)
    row.state = State.HELD if is_held else State.RUNNING
    if not is_held:
        plan_waves(session, row, now)
    _record(session, row, actor, "message-held" if is_held else "message-sent")
    return row


def take_back(session: Session, *, broadcast_id: UUID, actor: Actor) -> Broadcast:
    """Make a message a draft again while nothing of it has left. Raises MessageIsElsewhere, NotFound."""
    row = lock_broadcast(session, broadcast_id=broadcast_id)
    check_state(row.state, State.RUNNING, State.HELD)
    waves = session.scalars(select(BroadcastWave).where(BroadcastWave.broadcast_id == row.id).with_for_update()).all()
    if row.written or any(wave.after is not None or wave.ended_at is not None for wave in waves):
        raise MessageIsElsewhere(current=row.state.value)
    session.execute(delete(BroadcastWave).where(BroadcastWave.broadcast_id == row.id))
    row.state, row.asked_at, row.asked_wall, row.asked_zone = State.DRAFT, None, None, None
    _record(session, row, actor, "message-taken-back")
    return row


def send_test(session: Session, *, broadcast_id: UUID, actor: Actor, now: datetime) -> None:
    """Send the message, as a recipient would get it, to its writer alone. Raises NotFound."""
    row = lock_broadcast(session, broadcast_id=broadcast_id)
    if actor.person_id is None:
        return
    person = get_person(session, person_id=actor.person_id)
    letter = Letter(
        kind="broadcast-test",
        subject_id=row.id,
        recipient=stored_email(person.email),
        locale=person.locale,
        context={},
        campaign_id=row.campaign_id,
        occurrence=own_occurrence(),
        not_after=now + _TEST_IS_USEFUL,
    )
    enqueue(session, letter)


def _needs_other_hands(session: Session, row: Broadcast, event: Event | None, actor: Actor) -> bool:
    """Tell whether somebody else must look first: at the first message of a host, and at all that go to a region or more."""
    if event is None:
        return others_may_decide(session, campaign_id=row.campaign_id, author_id=actor.person_id)
    if can(actor, Permission.MESSAGE_APPROVE, event.target):
        return False
    return not is_known_author(session, campaign_id=row.campaign_id, person_id=actor.person_id)


def _record(session: Session, row: Broadcast, actor: Actor, verb: str) -> None:
    record_act(session, actor=actor, act=Act(verb, "broadcast", row.id, row.campaign_id))
