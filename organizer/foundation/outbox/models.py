"""The outbox table: one row for each mail to one recipient, written with the change that it tells of."""

import json
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index, LargeBinary, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from organizer.foundation.db import (
    Base,
    EnumText,
    Keyed,
    PersonalKind,
    Retention,
    Sealed,
    UtcDateTime,
    impersonal,
    personal,
)

from .purposes import Purpose, Reason
from .rules import State


class Message(Keyed, Base):
    """A mail that must leave once. ``kind`` says how it is rendered, ``subject_id`` what it is about.

    ``next_attempt_at``: when it is due; for a claimed message, when the claim runs out; empty once it is over.
    """

    __tablename__ = "outbox_message"
    __table_args__ = (
        # Starts with the subject, so that erasing a subject finds its messages.
        UniqueConstraint("subject_id", "kind", "recipient_index", "occurrence", name="uq_outbox_message_once"),
        Index("ix_outbox_message_due", "next_attempt_at", "id"),
        Index("ix_outbox_message_ended", "ended_at"),
        Index("ix_outbox_message_message_id", "message_id"),
    )

    campaign_id: Mapped[UUID | None] = mapped_column(Uuid, info=impersonal())
    kind: Mapped[str] = mapped_column(String(48), info=impersonal())
    subject_id: Mapped[UUID] = mapped_column(
        Uuid, info=personal(PersonalKind.LINK, "what the mail is about", Retention.EVENT_END)
    )
    occurrence: Mapped[str] = mapped_column(String(80), default="", info=impersonal())
    recipient_sealed: Mapped[bytes | None] = mapped_column(
        LargeBinary, info=personal(PersonalKind.IDENTITY, "where the mail goes", Retention.DELIVERY)
    )
    recipient_index: Mapped[bytes] = mapped_column(
        LargeBinary(32), info=personal(PersonalKind.IDENTITY, "so that no mail goes twice", Retention.EVENT_END)
    )
    locale: Mapped[str] = mapped_column(
        String(35), info=personal(PersonalKind.TRACE, "language of the mail", Retention.EVENT_END)
    )
    context_sealed: Mapped[bytes | None] = mapped_column(
        LargeBinary, info=personal(PersonalKind.CONTENT, "what the mail says", Retention.DELIVERY)
    )
    message_id: Mapped[str] = mapped_column(
        String(64), info=personal(PersonalKind.LINK, "so that a doubled mail is shown once", Retention.EVENT_END)
    )
    state: Mapped[State] = mapped_column(EnumText(State), default=State.QUEUED, info=impersonal())
    attempts: Mapped[int] = mapped_column(default=0, info=impersonal())
    next_attempt_at: Mapped[datetime | None] = mapped_column(UtcDateTime, info=impersonal())
    not_after: Mapped[datetime | None] = mapped_column(UtcDateTime, info=impersonal())
    claimed_by: Mapped[str | None] = mapped_column(String(16), info=impersonal())
    error: Mapped[str | None] = mapped_column(String(80), info=impersonal())
    created_at: Mapped[datetime] = mapped_column(
        UtcDateTime, info=personal(PersonalKind.TRACE, "when it was written", Retention.EVENT_END)
    )
    ended_at: Mapped[datetime | None] = mapped_column(
        UtcDateTime, info=personal(PersonalKind.TRACE, "when it left or was given up", Retention.EVENT_END)
    )

    recipient = Sealed("recipient_sealed")
    context = Sealed("context_sealed")

    def values(self) -> dict[str, object]:
        """Return the values that the mail is rendered from. Raises SealBroken; empty once they are forgotten."""
        found: dict[str, object] = json.loads(self.context or "{}")
        return found


class Suppression(Keyed, Base):
    """An address, known by its blind index in a campaign alone, that gets no mails of a purpose; once for each reason.

    Kept when everything else about a person is erased: it is how their wish outlives it.
    """

    __tablename__ = "outbox_suppression"
    __table_args__ = (
        UniqueConstraint("recipient_index", "purpose", "reason", name="uq_outbox_suppression_once"),
        Index("ix_outbox_suppression_campaign", "campaign_id"),
    )

    campaign_id: Mapped[UUID | None] = mapped_column(Uuid, info=impersonal())
    recipient_index: Mapped[bytes] = mapped_column(
        LargeBinary(32), info=personal(PersonalKind.IDENTITY, "so that no mail goes there", Retention.CAMPAIGN)
    )
    purpose: Mapped[Purpose] = mapped_column(
        EnumText(Purpose), info=personal(PersonalKind.TRACE, "which mails are refused", Retention.CAMPAIGN)
    )
    reason: Mapped[Reason] = mapped_column(
        EnumText(Reason), info=personal(PersonalKind.TRACE, "why no mail goes there", Retention.CAMPAIGN)
    )
    since: Mapped[date] = mapped_column(
        info=personal(PersonalKind.TRACE, "the day on which it began", Retention.CAMPAIGN)
    )


class Tally(Base):
    """Mails of a purpose that an address got in one day. The index is another one each day: it follows nobody."""

    __tablename__ = "outbox_tally"
    __table_args__ = (Index("ix_outbox_tally_day", "day"),)

    day_index: Mapped[bytes] = mapped_column(
        LargeBinary(32),
        primary_key=True,
        info=personal(PersonalKind.IDENTITY, "so that nobody is flooded with mails", Retention.DELIVERY),
    )
    purpose: Mapped[Purpose] = mapped_column(EnumText(Purpose), primary_key=True, info=impersonal())
    count: Mapped[int] = mapped_column(info=impersonal())
    day: Mapped[date] = mapped_column(info=impersonal())


class Brake(Base):
    """What is held: ``all``, a purpose, or a relay. ``until`` None: until somebody lets it go."""

    __tablename__ = "outbox_brake"

    name: Mapped[str] = mapped_column(String(48), primary_key=True, info=impersonal())
    until: Mapped[datetime | None] = mapped_column(UtcDateTime, info=impersonal())
    cause: Mapped[str] = mapped_column(String(80), info=impersonal())
    misses: Mapped[int] = mapped_column(default=0, info=impersonal())
