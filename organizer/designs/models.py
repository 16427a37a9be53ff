"""Pictures that a campaign uploaded, and designs made from them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Integer, LargeBinary, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from organizer.foundation.db import Base, Keyed, UtcDateTime, impersonal


class Picture(Keyed, Base):
    """A picture drawn anew from what somebody uploaded, named by the hash of its content. It goes when nothing uses it."""

    __tablename__ = "picture"
    __table_args__ = (UniqueConstraint("campaign_id", "digest"),)

    campaign_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("campaign.id", ondelete="CASCADE"), info=impersonal())
    digest: Mapped[str] = mapped_column(String(64), index=True, info=impersonal())
    kind: Mapped[str] = mapped_column(String(8), info=impersonal())
    width: Mapped[int] = mapped_column(Integer, info=impersonal())
    height: Mapped[int] = mapped_column(Integer, info=impersonal())
    body: Mapped[bytes] = mapped_column(LargeBinary, nullable=False, deferred=True, info=impersonal())
    added_at: Mapped[datetime] = mapped_column(UtcDateTime, info=impersonal())


class Design(Keyed, Base):
    """Artwork with boxes for the words of an event. ``draft`` is worked on, ``published`` is what hosts print."""

    __tablename__ = "design"
    __table_args__ = (UniqueConstraint("campaign_id", "code"),)

    campaign_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("campaign.id", ondelete="CASCADE"), info=impersonal())
    code: Mapped[str] = mapped_column(String(16), info=impersonal())
    #: Rises with every change of the draft.
    number: Mapped[int] = mapped_column(Integer, default=1, info=impersonal())
    draft: Mapped[dict[str, Any]] = mapped_column(JSON, info=impersonal())
    published: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True), info=impersonal())
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime, info=impersonal())
