"""The audit trail's table: append-only."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, LargeBinary, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from organizer.foundation.db import (
    Base,
    Keyed,
    PersonalKind,
    Retention,
    Sealed,
    UtcDateTime,
    impersonal,
    personal,
)


class AuditEntry(Keyed, Base):
    """An act: actor, verb, thing, reason. Holds no contact and no address."""

    __tablename__ = "audit_entry"
    __table_args__ = (Index("ix_audit_entry_campaign_subject", "campaign_id", "subject_id", "id"),)

    campaign_id: Mapped[UUID | None] = mapped_column(Uuid, info=impersonal())
    subject_id: Mapped[UUID | None] = mapped_column(Uuid, info=impersonal())
    subject_kind: Mapped[str] = mapped_column(String(32), info=impersonal())
    verb: Mapped[str] = mapped_column(String(48), info=impersonal())
    actor_id: Mapped[UUID | None] = mapped_column(
        Uuid, info=personal(PersonalKind.LINK, "who decided", Retention.AUDIT)
    )
    reason_sealed: Mapped[bytes | None] = mapped_column(
        LargeBinary, info=personal(PersonalKind.CONTENT, "why it was decided", Retention.AUDIT)
    )
    at: Mapped[datetime] = mapped_column(
        UtcDateTime, info=personal(PersonalKind.TRACE, "when it was decided", Retention.AUDIT)
    )

    reason = Sealed("reason_sealed")
