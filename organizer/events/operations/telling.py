"""Mails to the hosts of an event: one each, filed with the event."""

from typing import Any

from sqlalchemy.orm import Session

from organizer.events.models import Event
from organizer.events.queries import list_hosts
from organizer.foundation.core.email import stored_email
from organizer.foundation.outbox import Letter, enqueue


def tell_hosts(session: Session, *, event: Event, kind: str, context: dict[str, Any] | None = None) -> None:
    """Put a mail of ``kind`` for every host into the outbox; once for each visible version of the event."""
    for host, person in list_hosts(session, event_id=event.id):
        if person.email is None:
            continue
        letter = Letter(
            kind=kind,
            subject_id=event.id,
            recipient=stored_email(person.email),
            locale=person.locale,
            context={**(context or {}), "host_id": str(host.id)},
            campaign_id=event.campaign_id,
            occurrence=f"{event.revision}-{event.updated_at.isoformat()}",
        )
        enqueue(session, letter)
