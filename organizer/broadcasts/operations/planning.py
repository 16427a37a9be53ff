"""When the recipients of a message get it: one wave for each clock."""

from datetime import datetime

from sqlalchemy.orm import Session

from organizer.broadcasts.models import Broadcast, BroadcastWave
from organizer.broadcasts.queries import zones_of
from organizer.broadcasts.rules import UNDO, Audience, HourIsOver, Moment, due_in
from organizer.events.models import Event

EVERYBODY = ""


def refuse_past(session: Session, row: Broadcast, moment: Moment | None, now: datetime) -> None:
    """Raise HourIsOver when the moment is over everywhere."""
    if moment is not None and all(due <= now for due in _dues(session, row, moment).values()):
        raise HourIsOver


def plan_waves(session: Session, row: Broadcast, now: datetime) -> None:
    """Write when the message leaves, for each clock; where its hour is over already, after the minute for taking back."""
    soonest = now + UNDO
    if row.asked_wall is None:
        waves = {EVERYBODY: soonest}
    else:
        # What was asked for while it waited may be over by now; nobody is passed over for that.
        waves = _dues(session, row, Moment(datetime.fromisoformat(row.asked_wall), row.asked_zone))
    for zone, due in waves.items():
        session.add(BroadcastWave(broadcast_id=row.id, zone=zone, due_at=max(due, soonest)))
    session.flush()


def _dues(session: Session, row: Broadcast, moment: Moment) -> dict[str, datetime]:
    if moment.zone is not None:
        return {EVERYBODY: due_in(moment.zone, moment.wall)}
    if row.audience is Audience.HOSTS:
        return {zone: due_in(zone, moment.wall) for zone in zones_of(session, row)}
    event = None if row.event_id is None else session.get(Event, row.event_id)
    return {EVERYBODY: due_in(event.zone if event is not None else "UTC", moment.wall)}
