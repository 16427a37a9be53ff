"""Groups and their members."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from organizer.foundation.access import Role
from organizer.foundation.db import (
    Base,
    EnumText,
    Keyed,
    LocalizedText,
    PersonalKind,
    Retention,
    UtcDateTime,
    impersonal,
    personal,
)

from .rules import GroupKind


class Group(Keyed, Base):
    """A local group or coalition partner; may take part in many campaigns."""

    __tablename__ = "local_group"

    slug: Mapped[str] = mapped_column(String(64), unique=True, info=impersonal())
    name: Mapped[str] = mapped_column(String(120), info=impersonal())
    kind: Mapped[GroupKind] = mapped_column(EnumText(GroupKind), default=GroupKind.LOCAL, info=impersonal())
    language: Mapped[str] = mapped_column(String(16), info=impersonal())
    about: Mapped[dict[str, str]] = mapped_column(LocalizedText, default=dict, info=impersonal())
    country: Mapped[str | None] = mapped_column(String(2), info=impersonal())
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, info=impersonal())


class Membership(Keyed, Base):
    """A person in a group: admin or member. Never public."""

    __tablename__ = "membership"
    __table_args__ = (UniqueConstraint("group_id", "person_id"),)

    group_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("local_group.id", ondelete="CASCADE"), info=impersonal())
    person_id: Mapped[UUID] = mapped_column(
        Uuid,
        ForeignKey("person.id", ondelete="CASCADE"),
        index=True,
        info=personal(PersonalKind.LINK, "who belongs to the group", Retention.ACCOUNT),
    )
    role: Mapped[Role] = mapped_column(EnumText(Role), info=impersonal())
