"""Faces of events: the few values by which one can tell whether what the public sees of an event has changed."""

from sqlalchemy import Select, String, type_coerce
from sqlalchemy.orm import Session

from organizer.events.models import Event

from .memory import Face

#: Whatever the public can see of an event changes with one of these, in the database's own values: nothing is converted.
FACE = [type_coerce(column, String) for column in (
    Event.code, Event.revision, Event.updated_at, Event.state, Event.band, Event.starts_utc, Event.group_id,
    Event.takes_rsvp, Event.series_id,
)]  # fmt: skip


def faces_of(session: Session, asked: Select[*tuple[str, ...]]) -> list[Face]:
    """Return rows as the driver gives them: they are only compared, and there are as many as events."""
    with session.connection().execute(asked) as result:
        return list(result.cursor.fetchall())
