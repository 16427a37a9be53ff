"""Where imported events came from."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Integer, LargeBinary, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from organizer.foundation.db import Base, Keyed, PersonalKind, Retention, UtcDateTime, impersonal, personal


class ImportedEvent(Keyed, Base):
    """What another calendar calls an event of ours, so that the same file read again updates it.

    Its foreign UID is known for one importer only: somebody else's file can't reach the event (calendars.md R20).
    ``recurrence`` is the date within a series as the file writes it, empty for a single event.
    """

    __tablename__ = "imported_event"
    __table_args__ = (UniqueConstraint("campaign_id", "person_id", "uid_hash", "recurrence"),)

    campaign_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("campaign.id", ondelete="CASCADE"), info=impersonal())
    event_id: Mapped[UUID] = mapped_column(
        Uuid, ForeignKey("event.id", ondelete="CASCADE"), unique=True, info=impersonal()
    )
    person_id: Mapped[UUID] = mapped_column(
        Uuid,
        ForeignKey("person.id", ondelete="CASCADE"),
        index=True,
        info=personal(PersonalKind.LINK, "who imported the event", Retention.ACCOUNT),
    )
    #: SHA-256 of the UID: foreign ones may hold a mail address and be of any length.
    uid_hash: Mapped[bytes] = mapped_column(LargeBinary, info=impersonal())
    recurrence: Mapped[str] = mapped_column(String(40), default="", info=impersonal())
    sequence: Mapped[int] = mapped_column(Integer, default=0, info=impersonal())
    stamp: Mapped[datetime | None] = mapped_column(UtcDateTime, info=impersonal())
    #: SHA-256 of what the file said, to tell what changed from what did not.
    digest: Mapped[bytes] = mapped_column(LargeBinary, info=impersonal())
    imported_at: Mapped[datetime] = mapped_column(UtcDateTime, info=impersonal())
