"""Who asked to be told, what waits to be told to them, and which events were looked at for it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    UniqueConstraint,
    Uuid,
    text,
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

from .rules import WatchState

_PENDING = text("state = 'pending'")


class Watch(Keyed, Base):
    """Somebody wants a mail when something happens near a town. Knows the town, never more.

    An address has at most one watch that waits for its confirmation in a campaign, so that it gets at most one mail
    that it did not ask for.
    """

    __tablename__ = "watch"
    __table_args__ = (
        UniqueConstraint("campaign_id", "email_index", "place_id"),
        Index(
            "ix_watch_one_pending",
            "campaign_id",
            "email_index",
            unique=True,
            sqlite_where=_PENDING,
            postgresql_where=_PENDING,
        ),
        Index("ix_watch_campaign_country", "campaign_id", "country", "place_id"),
        Index("ix_watch_forget_after", "forget_after"),
        CheckConstraint("radius_km > 0", name="radius_positive"),
        CheckConstraint("lat BETWEEN -90 AND 90 AND lon BETWEEN -180 AND 180", name="point_on_earth"),
    )

    campaign_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("campaign.id", ondelete="CASCADE"), info=impersonal())
    state: Mapped[WatchState] = mapped_column(
        EnumText(WatchState), info=personal(PersonalKind.TRACE, "whether the address was confirmed", Retention.WATCH)
    )
    place_id: Mapped[int] = mapped_column(
        Integer, info=personal(PersonalKind.LOCATION, "the town to watch", Retention.WATCH)
    )
    country: Mapped[str] = mapped_column(
        String(2), info=personal(PersonalKind.LOCATION, "the country of the town", Retention.WATCH)
    )
    lat: Mapped[float] = mapped_column(
        Float, info=personal(PersonalKind.LOCATION, "the middle of the town, rounded", Retention.WATCH)
    )
    lon: Mapped[float] = mapped_column(
        Float, info=personal(PersonalKind.LOCATION, "the middle of the town, rounded", Retention.WATCH)
    )
    radius_km: Mapped[int] = mapped_column(
        SmallInteger, info=personal(PersonalKind.LOCATION, "how far somebody would go", Retention.WATCH)
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
    takes_questions: Mapped[bool] = mapped_column(
        default=True, info=personal(PersonalKind.TRACE, "whether somebody may be asked to host", Retention.WATCH)
    )
    #: When a watch that nobody confirmed is forgotten; empty once it is confirmed.
    forget_after: Mapped[datetime | None] = mapped_column(UtcDateTime, info=impersonal())
    counts_from: Mapped[datetime | None] = mapped_column(
        UtcDateTime, info=personal(PersonalKind.TRACE, "from which hour on it is counted", Retention.WATCH)
    )
    told_at: Mapped[datetime | None] = mapped_column(
        UtcDateTime, info=personal(PersonalKind.TRACE, "so that news comes once a day at most", Retention.WATCH)
    )
    asked_at: Mapped[datetime | None] = mapped_column(
        UtcDateTime, info=personal(PersonalKind.TRACE, "so that nobody is asked to host every day", Retention.WATCH)
    )

    email = Sealed("email_sealed")


class WatchNews(Keyed, Base):
    """An event that waits to be told to a watch; gone as soon as the mail is in the outbox."""

    __tablename__ = "watch_news"
    __table_args__ = (UniqueConstraint("watch_id", "event_id"),)

    watch_id: Mapped[UUID] = mapped_column(
        Uuid,
        ForeignKey("watch.id", ondelete="CASCADE"),
        info=personal(PersonalKind.LINK, "who is to be told", Retention.WATCH),
    )
    event_id: Mapped[UUID] = mapped_column(
        Uuid, ForeignKey("event.id", ondelete="CASCADE"), index=True, info=impersonal()
    )


class WatchedEvent(Keyed, Base):
    """An event for which the watches are looked through, in the order of their ids: nobody hears of it a second time."""

    __tablename__ = "watched_event"

    event_id: Mapped[UUID] = mapped_column(
        Uuid, ForeignKey("event.id", ondelete="CASCADE"), unique=True, info=impersonal()
    )
    #: The last watch that heard of it; empty once all did.
    reached: Mapped[UUID | None] = mapped_column(
        Uuid, info=personal(PersonalKind.LINK, "whom the rest of the news begins after", Retention.WATCH)
    )
    is_done: Mapped[bool] = mapped_column(default=True, info=impersonal())
