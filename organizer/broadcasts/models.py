"""Messages to many, how far each has got, and who asked for a campaign's news."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    UniqueConstraint,
    Uuid,
)
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

from .rules import Audience, State
from .rules.news import NewsState


class Broadcast(Keyed, Base):
    """One message to many. ``event_id``: whose guests; ``countries``: whose hosts, empty for all of the campaign."""

    __tablename__ = "broadcast"
    __table_args__ = (
        Index("ix_broadcast_event_asked", "event_id", "asked_at"),
        Index("ix_broadcast_campaign_state", "campaign_id", "state"),
        CheckConstraint("(audience = 'guests') = (event_id IS NOT NULL)", name="guests_of_an_event"),
    )

    campaign_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("campaign.id", ondelete="CASCADE"), info=impersonal())
    event_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("event.id", ondelete="CASCADE"), info=impersonal())
    audience: Mapped[Audience] = mapped_column(EnumText(Audience), info=impersonal())
    segments: Mapped[list[str]] = mapped_column(JSON, default=list, info=impersonal())
    countries: Mapped[list[str]] = mapped_column(JSON, default=list, info=impersonal())
    language: Mapped[str] = mapped_column(String(16), info=impersonal())
    subject_sealed: Mapped[bytes | None] = mapped_column(
        LargeBinary, info=personal(PersonalKind.CONTENT, "what somebody wrote to many", Retention.EVENT_END)
    )
    body_sealed: Mapped[bytes | None] = mapped_column(
        LargeBinary, info=personal(PersonalKind.CONTENT, "what somebody wrote to many", Retention.EVENT_END)
    )
    author_id: Mapped[UUID | None] = mapped_column(
        Uuid,
        ForeignKey("person.id", ondelete="SET NULL"),
        index=True,
        info=personal(PersonalKind.LINK, "who wrote to many", Retention.ACCOUNT),
    )
    state: Mapped[State] = mapped_column(EnumText(State), default=State.DRAFT, info=impersonal())
    #: The naive wall time and zone that were asked for (ISO 8601, IANA); empty for at once, the zone for each one's own.
    asked_wall: Mapped[str | None] = mapped_column(String(19), info=impersonal())
    asked_zone: Mapped[str | None] = mapped_column(String(64), info=impersonal())
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, info=impersonal())
    asked_at: Mapped[datetime | None] = mapped_column(UtcDateTime, info=impersonal())
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime, info=impersonal())
    decided_by: Mapped[UUID | None] = mapped_column(
        Uuid, info=personal(PersonalKind.LINK, "who let it through or did not", Retention.ACCOUNT)
    )
    reason_sealed: Mapped[bytes | None] = mapped_column(
        LargeBinary, info=personal(PersonalKind.CONTENT, "why it was not let through", Retention.EVENT_END)
    )
    #: Messages to single people that are in the outbox.
    written: Mapped[int] = mapped_column(Integer, default=0, info=impersonal())

    subject = Sealed("subject_sealed")
    body = Sealed("body_sealed")
    reason = Sealed("reason_sealed")


class BroadcastWave(Keyed, Base):
    """The recipients of a message whose clocks show its hour at the same instant, and how far it has got among them.

    ``zone``: of whose events; empty for everybody.
    """

    __tablename__ = "broadcast_wave"
    __table_args__ = (
        UniqueConstraint("broadcast_id", "zone"),
        Index("ix_broadcast_wave_due", "ended_at", "due_at"),
    )

    broadcast_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("broadcast.id", ondelete="CASCADE"), info=impersonal())
    zone: Mapped[str] = mapped_column(String(64), default="", info=impersonal())
    due_at: Mapped[datetime] = mapped_column(UtcDateTime, info=impersonal())
    #: The last recipient, by the order of their keys, whose mail is in the outbox.
    after: Mapped[UUID | None] = mapped_column(
        Uuid, info=personal(PersonalKind.LINK, "how far a message has got", Retention.DELIVERY)
    )
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime, info=impersonal())


class BroadcastDay(Keyed, Base):
    """How many single messages a campaign has sent on one day (UTC)."""

    __tablename__ = "broadcast_day"
    __table_args__ = (UniqueConstraint("campaign_id", "day"),)

    campaign_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("campaign.id", ondelete="CASCADE"), info=impersonal())
    day: Mapped[date] = mapped_column(Date, info=impersonal())
    sent: Mapped[int] = mapped_column(Integer, default=0, info=impersonal())


class BroadcastStop(Keyed, Base):
    """No message to many leaves in this campaign, as long as the row is there."""

    __tablename__ = "broadcast_stop"

    campaign_id: Mapped[UUID] = mapped_column(
        Uuid, ForeignKey("campaign.id", ondelete="CASCADE"), unique=True, info=impersonal()
    )
    stopped_at: Mapped[datetime] = mapped_column(UtcDateTime, info=impersonal())


class NewsSubscription(Keyed, Base):
    """Somebody wants a campaign's news by mail. Found again by the blind index of the address."""

    __tablename__ = "news_subscription"
    __table_args__ = (
        UniqueConstraint("campaign_id", "email_index"),
        Index("ix_news_subscription_forget_after", "forget_after"),
    )

    campaign_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("campaign.id", ondelete="CASCADE"), info=impersonal())
    state: Mapped[NewsState] = mapped_column(
        EnumText(NewsState), info=personal(PersonalKind.TRACE, "whether the address was confirmed", Retention.WATCH)
    )
    email_sealed: Mapped[bytes] = mapped_column(
        LargeBinary, info=personal(PersonalKind.IDENTITY, "where the news is sent", Retention.WATCH)
    )
    email_index: Mapped[bytes] = mapped_column(
        LargeBinary, info=personal(PersonalKind.IDENTITY, "to find the same person again", Retention.WATCH)
    )
    language: Mapped[str] = mapped_column(
        String(16), info=personal(PersonalKind.TRACE, "the language of the mails", Retention.WATCH)
    )
    link_version: Mapped[int] = mapped_column(Integer, default=1, info=impersonal())
    #: When a subscription that nobody confirmed is forgotten; empty once it is confirmed.
    forget_after: Mapped[datetime | None] = mapped_column(UtcDateTime, info=impersonal())

    email = Sealed("email_sealed")
