"""Answers for tests, given and confirmed as guests do."""

from datetime import UTC, datetime

from sqlalchemy.orm import Session

from organizer.events.models import Event
from organizer.rsvps.models import Rsvp
from organizer.rsvps.operations import Answer, answer, confirm

ANSWERED = datetime(2027, 3, 1, 12, tzinfo=UTC)


def make_rsvp(
    session: Session,
    event: Event,
    email: str = "guest@example.net",
    *,
    name: str | None = "Marisol",
    people: int = 1,
    is_confirmed: bool = True,
) -> Rsvp:
    """Return an answer to ``event``; the session needs a vault (``app_database`` and ``session`` have one)."""
    rsvp = answer(session, code=event.code, given=Answer(email, name, people, "en"), now=ANSWERED)
    if is_confirmed:
        confirm(session, rsvp_id=rsvp.id, link_version=rsvp.link_version, now=ANSWERED)
    session.flush()
    return rsvp
