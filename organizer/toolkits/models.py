"""Sheets of the toolkit, and every version of their words."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Integer, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from organizer.foundation.db import (
    Base,
    EnumText,
    Keyed,
    PersonalKind,
    Retention,
    UtcDateTime,
    impersonal,
    personal,
)

from .rules import SheetKind


class ToolkitSheet(Keyed, Base):
    """A kit or a rights card for one country, or for everywhere (""), in one language. Its newest version is the draft."""

    __tablename__ = "toolkit_sheet"
    __table_args__ = (UniqueConstraint("campaign_id", "country", "language", "kind"),)

    campaign_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("campaign.id", ondelete="CASCADE"), info=impersonal())
    country: Mapped[str] = mapped_column(String(2), info=impersonal())
    language: Mapped[str] = mapped_column(String(16), info=impersonal())
    kind: Mapped[SheetKind] = mapped_column(EnumText(SheetKind), info=impersonal())
    #: The number of the newest version.
    newest: Mapped[int] = mapped_column(Integer, default=0, info=impersonal())
    #: The number of the version that is given out; None: none is.
    published: Mapped[int | None] = mapped_column(Integer, info=impersonal())


class ToolkitVersion(Keyed, Base):
    """The words of a sheet as somebody saved them; never changed."""

    __tablename__ = "toolkit_version"
    __table_args__ = (UniqueConstraint("sheet_id", "number"),)

    campaign_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("campaign.id", ondelete="CASCADE"), info=impersonal())
    sheet_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("toolkit_sheet.id", ondelete="CASCADE"), info=impersonal())
    number: Mapped[int] = mapped_column(Integer, info=impersonal())
    pieces: Mapped[dict[str, Any]] = mapped_column(
        JSON,
        info=personal(PersonalKind.IDENTITY, "names and numbers that the coalition gives out", Retention.CAMPAIGN),
    )
    author_id: Mapped[UUID | None] = mapped_column(
        Uuid,
        ForeignKey("person.id", ondelete="SET NULL"),
        index=True,
        info=personal(PersonalKind.LINK, "who wrote the words", Retention.ACCOUNT),
    )
    written_at: Mapped[datetime] = mapped_column(
        UtcDateTime, info=personal(PersonalKind.TRACE, "when the words were saved", Retention.CAMPAIGN)
    )
