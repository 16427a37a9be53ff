"""Where imported events came from, and packs of sheets that were asked for."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, Integer, LargeBinary, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from organizer.foundation.db import Base, EnumText, Keyed, PersonalKind, Retention, UtcDateTime, impersonal, personal

from .rules.packs import PackState


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


class PrintPack(Keyed, Base):
    """The sheets of a campaign in one file: what was asked for, how far it got. Its files lie in a folder of its key."""

    __tablename__ = "print_pack"
    __table_args__ = (
        Index("ix_print_pack_campaign", "campaign_id", "asked_at"),
        Index("ix_print_pack_state", "state", "asked_at"),
    )

    campaign_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("campaign.id", ondelete="CASCADE"), info=impersonal())
    wish: Mapped[dict[str, object]] = mapped_column(JSON, info=impersonal())
    state: Mapped[PackState] = mapped_column(EnumText(PackState), default=PackState.WAITING, info=impersonal())
    done: Mapped[int] = mapped_column(Integer, default=0, info=impersonal())
    total: Mapped[int] = mapped_column(Integer, default=0, info=impersonal())
    #: Sheets that could not be drawn; words in them are those of public events.
    faults: Mapped[list[dict[str, object]]] = mapped_column(JSON, default=list, info=impersonal())
    #: The code of what ended it.
    fault: Mapped[str] = mapped_column(String(40), default="", info=impersonal())
    #: The campaign's version that the sheets show; ``is_mixed``: several.
    version: Mapped[int] = mapped_column(Integer, default=0, info=impersonal())
    is_mixed: Mapped[bool] = mapped_column(default=False, info=impersonal())
    pages: Mapped[int] = mapped_column(Integer, default=0, info=impersonal())
    size: Mapped[int] = mapped_column(BigInteger, default=0, info=impersonal())
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime, info=impersonal())
    ready_at: Mapped[datetime | None] = mapped_column(UtcDateTime, info=impersonal())
