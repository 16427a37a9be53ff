"""Reading the audit trail."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from .models import AuditEntry


def list_acts(
    session: Session, *, campaign_id: UUID, subject_id: UUID | None = None, without: str = "", limit: int = 50
) -> Sequence[AuditEntry]:
    """Return acts in a campaign, newest first; of one thing when ``subject_id`` is given.

    ``without``: what the verbs of acts to leave out begin with.
    """
    query = select(AuditEntry).where(AuditEntry.campaign_id == campaign_id)
    if subject_id is not None:
        query = query.where(AuditEntry.subject_id == subject_id)
    if without:
        query = query.where(AuditEntry.verb.not_like(f"{without}%"))
    return session.scalars(query.order_by(AuditEntry.id.desc()).limit(limit)).all()
