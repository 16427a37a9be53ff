"""Writing the audit trail."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from organizer.foundation.access import Actor
from organizer.foundation.core.clock import now
from organizer.foundation.db import add_row

from .models import AuditEntry


@dataclass(frozen=True, slots=True)
class Act:
    """What happened: ``verb`` in the past tense (``event-approved``), to a thing, perhaps with a reason.

    ``is_dated``: kept with its day and without its hour, for what a guest did.
    """

    verb: str
    subject_kind: str
    subject_id: UUID | None
    campaign_id: UUID | None = None
    reason: str | None = None
    is_dated: bool = False


def record_act(session: Session, *, actor: Actor, act: Act) -> None:
    """Add the act to the trail, in the caller's transaction."""
    session.add(_entry(actor, act))


def record_act_of_crowd(session: Session, *, actor: Actor, act: Act) -> None:
    """Add the act to the trail as ``record_act`` does, at once: cheaper where an act stands alone and many do the same."""
    add_row(session, _entry(actor, act))


def _entry(actor: Actor, act: Act) -> AuditEntry:
    at = now()
    return AuditEntry(
        campaign_id=act.campaign_id,
        subject_id=act.subject_id,
        subject_kind=act.subject_kind,
        verb=act.verb,
        actor_id=actor.person_id,
        reason=act.reason or None,
        at=at.replace(hour=0, minute=0, second=0, microsecond=0) if act.is_dated else at,
    )
