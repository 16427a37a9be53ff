"""Writing the audit trail."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from organizer.foundation.access import Actor
from organizer.foundation.core.clock import now

from .models import AuditEntry


@dataclass(frozen=True, slots=True)
class Act:
    """What happened: ``verb`` in the past tense (``event-approved``), to a thing, perhaps with a reason."""

    verb: str
    subject_kind: str
    subject_id: UUID | None
    campaign_id: UUID | None = None
    reason: str | None = None


def record_act(session: Session, *, actor: Actor, act: Act) -> None:
    """Add the act to the trail, in the caller's transaction."""
    session.add(
        AuditEntry(
            campaign_id=act.campaign_id,
            subject_id=act.subject_id,
            subject_kind=act.subject_kind,
            verb=act.verb,
            actor_id=actor.person_id,
            reason=act.reason or None,
            at=now(),
        )
    )
