"""A message is written, changed, thrown away."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from organizer.broadcasts.models import Broadcast
from organizer.broadcasts.queries import lock_broadcast
from organizer.broadcasts.rules import Audience, State, check_state, check_words
from organizer.foundation.access import Actor
from organizer.foundation.core.ids import new_id


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody writes, and to whom. ``language``: of the words (BCP 47)."""

    campaign_id: UUID
    audience: Audience
    language: str
    subject: str
    body: str
    event_id: UUID | None = None
    segments: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()


def save_draft(
    session: Session, *, actor: Actor, draft: Draft, now: datetime, broadcast_id: UUID | None = None
) -> Broadcast:
    """Keep a message that is sent to nobody yet, a new one or an earlier draft changed.

    Raises UnknownField, LinkNotAllowed, MessageIsElsewhere, NotFound.
    """
    check_words(draft.subject, draft.body, draft.audience)
    if broadcast_id is None:
        row = Broadcast(id=new_id(), campaign_id=draft.campaign_id, event_id=draft.event_id, state=State.DRAFT)
        row.audience, row.author_id, row.created_at, row.written = draft.audience, actor.person_id, now, 0
        session.add(row)
    else:
        row = lock_broadcast(session, broadcast_id=broadcast_id)
        check_state(row.state, State.DRAFT)
        row.author_id = actor.person_id  # whoever wrote the words answers for them
    row.segments, row.countries = list(draft.segments), sorted(draft.countries)
    row.language, row.subject, row.body = draft.language, draft.subject, draft.body
    session.flush()
    return row


def discard(session: Session, *, broadcast_id: UUID) -> None:
    """Throw a draft away. Raises MessageIsElsewhere, NotFound."""
    row = lock_broadcast(session, broadcast_id=broadcast_id)
    check_state(row.state, State.DRAFT)
    session.delete(row)
