"""Events, their hosts, their revisions, and notices for guests."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    UniqueConstraint,
    Uuid,
)
from sqlalchemy.orm import Mapped, mapped_column

from organizer.foundation.access import Target
from organizer.foundation.db import (
    Base,
    EnumText,
    Keyed,
    LocalizedText,
    PersonalKind,
    Retention,
    Sealed,
    UtcDateTime,
    WallTime,
    impersonal,
    personal,
)

from .rules import AddressVisibility, EventState, Kind, Mode, PinSource, Precision
from .rules.notice import NoticeKind, RevisionState
from .rules.repeating import Frequency, Rule


class Event(Keyed, Base):
    """One local action. Public columns hold what the public may know; the exact place of a withheld one is sealed."""

    __tablename__ = "event"
    __table_args__ = (
        Index("ix_event_campaign_state_start", "campaign_id", "state", "starts_utc"),
        Index("ix_event_campaign_country", "campaign_id", "country"),
        # All that tells whether a reader's list changed: ten thousand events are looked through without opening one.
        Index(
            "ix_event_face",
            "campaign_id",
            "starts_utc",
            "uid",
            "state",
            "published_at",
            "code",
            "revision",
            "updated_at",
            "band",
            "group_id",
            "takes_rsvp",
            "series_id",
        ),
        CheckConstraint("taken >= 0", name="taken_not_negative"),
        CheckConstraint("held >= 0 AND mailless >= 0 AND waiting >= 0", name="counts_not_negative"),
        CheckConstraint(
            "online_taken >= 0 AND online_held >= 0 AND online_mailless >= 0 AND online_waiting >= 0",
            name="online_counts_not_negative",
        ),
        CheckConstraint("ends_utc IS NULL OR ends_utc > starts_utc", name="ends_after_start"),
        CheckConstraint("(lat IS NULL) = (lon IS NULL)", name="point_is_whole"),
        CheckConstraint("lat IS NULL OR (lat BETWEEN -90 AND 90 AND lon BETWEEN -180 AND 180)", name="point_on_earth"),
    )

    campaign_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("campaign.id", ondelete="CASCADE"), info=impersonal())
    group_id: Mapped[UUID | None] = mapped_column(
        Uuid, ForeignKey("local_group.id", ondelete="SET NULL"), index=True, info=impersonal()
    )
    code: Mapped[str] = mapped_column(String(16), unique=True, info=impersonal())
    uid: Mapped[str] = mapped_column(String(64), unique=True, info=impersonal())
    state: Mapped[EventState] = mapped_column(EnumText(EventState), info=impersonal())
    revision: Mapped[int] = mapped_column(Integer, default=1, info=impersonal())
    sequence: Mapped[int] = mapped_column(Integer, default=0, info=impersonal())

    language: Mapped[str] = mapped_column(String(16), info=impersonal())
    title: Mapped[dict[str, str]] = mapped_column(LocalizedText, info=impersonal())
    description: Mapped[dict[str, str]] = mapped_column(LocalizedText, default=dict, info=impersonal())
    kind: Mapped[Kind] = mapped_column(EnumText(Kind), info=impersonal())
    mode: Mapped[Mode] = mapped_column(EnumText(Mode), info=impersonal())
    group_name: Mapped[str] = mapped_column(String(120), info=impersonal())

    zone: Mapped[str] = mapped_column(String(64), info=impersonal())
    starts: Mapped[datetime] = mapped_column(WallTime, info=impersonal())
    ends: Mapped[datetime | None] = mapped_column(WallTime, info=impersonal())
    fold: Mapped[int] = mapped_column(SmallInteger, default=0, info=impersonal())
    all_day: Mapped[bool] = mapped_column(default=False, info=impersonal())
    to_be_announced: Mapped[bool] = mapped_column(default=False, info=impersonal())
    is_tentative: Mapped[bool] = mapped_column(default=False, info=impersonal())
    starts_utc: Mapped[datetime] = mapped_column(UtcDateTime, info=impersonal())
    ends_utc: Mapped[datetime | None] = mapped_column(UtcDateTime, info=impersonal())
    tzdata: Mapped[str] = mapped_column(String(16), info=impersonal())

    venue: Mapped[str | None] = mapped_column(String(200), info=impersonal())
    address: Mapped[str | None] = mapped_column(String(300), info=impersonal())
    city: Mapped[str | None] = mapped_column(String(120), info=impersonal())
    region: Mapped[str | None] = mapped_column(String(120), info=impersonal())
    country: Mapped[str | None] = mapped_column(String(2), info=impersonal())
    place_id: Mapped[int | None] = mapped_column(Integer, info=impersonal())
    lat: Mapped[float | None] = mapped_column(Float, info=impersonal())
    lon: Mapped[float | None] = mapped_column(Float, info=impersonal())
    pin_source: Mapped[PinSource | None] = mapped_column(EnumText(PinSource), info=impersonal())
    precision: Mapped[Precision] = mapped_column(EnumText(Precision), info=impersonal())
    address_visibility: Mapped[AddressVisibility] = mapped_column(EnumText(AddressVisibility), info=impersonal())
    place_hint: Mapped[str | None] = mapped_column(String(200), info=impersonal())
    exact_sealed: Mapped[bytes | None] = mapped_column(
        LargeBinary,
        info=personal(PersonalKind.LOCATION, "the exact place that the host withholds", Retention.EVENT_END),
    )
    online_url: Mapped[str | None] = mapped_column(String(500), info=impersonal())
    online_sealed: Mapped[bytes | None] = mapped_column(
        LargeBinary, info=personal(PersonalKind.LOCATION, "the joining link that only guests get", Retention.EVENT_END)
    )
    online_visibility: Mapped[AddressVisibility] = mapped_column(EnumText(AddressVisibility), info=impersonal())

    # Places, counted in persons: all who take part, or of an event that is also online those who come to the place.
    # What each number counts: organizer/rsvps/operations/places.py.
    capacity: Mapped[int | None] = mapped_column(Integer, info=impersonal())
    taken: Mapped[int] = mapped_column(Integer, default=0, info=impersonal())
    held: Mapped[int] = mapped_column(Integer, default=0, info=impersonal())
    mailless: Mapped[int] = mapped_column(Integer, default=0, info=impersonal())
    waiting: Mapped[int] = mapped_column(Integer, default=0, info=impersonal())
    online_capacity: Mapped[int | None] = mapped_column(Integer, info=impersonal())
    online_taken: Mapped[int] = mapped_column(Integer, default=0, info=impersonal())
    online_held: Mapped[int] = mapped_column(Integer, default=0, info=impersonal())
    online_mailless: Mapped[int] = mapped_column(Integer, default=0, info=impersonal())
    online_waiting: Mapped[int] = mapped_column(Integer, default=0, info=impersonal())
    asks_first: Mapped[bool] = mapped_column(default=False, info=impersonal())
    band: Mapped[str | None] = mapped_column(String(8), info=impersonal())
    takes_rsvp: Mapped[bool] = mapped_column(default=True, info=impersonal())
    other_languages: Mapped[list[str]] = mapped_column(JSON, default=list, info=impersonal())
    accessibility: Mapped[list[str]] = mapped_column(JSON, default=list, info=impersonal())
    access_note: Mapped[str | None] = mapped_column(String(500), info=impersonal())
    more_url: Mapped[str | None] = mapped_column(String(500), info=impersonal())

    change: Mapped[dict[str, Any] | None] = mapped_column(JSON, info=impersonal())
    reason: Mapped[str | None] = mapped_column(String(500), info=impersonal())
    note_sealed: Mapped[bytes | None] = mapped_column(
        LargeBinary,
        info=personal(PersonalKind.CONTENT, "what the coordinator asked the host to change", Retention.EVENT_END),
    )
    listed_by_sealed: Mapped[bytes | None] = mapped_column(
        LargeBinary, info=personal(PersonalKind.IDENTITY, "address that must confirm the listing", Retention.EVENT_END)
    )
    listing_language: Mapped[str] = mapped_column(String(16), default="en", info=impersonal())
    submit_key: Mapped[str | None] = mapped_column(String(64), unique=True, info=impersonal())
    series_id: Mapped[UUID | None] = mapped_column(
        Uuid, ForeignKey("event_series.id", ondelete="SET NULL"), index=True, info=impersonal()
    )
    #: The start that the series' rule gave this date, before anybody moved it (RFC 5545 section 3.8.4.4).
    series_start: Mapped[datetime | None] = mapped_column(WallTime, info=impersonal())
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime, info=impersonal())
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime, info=impersonal())
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, info=impersonal())
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, info=impersonal())

    exact = Sealed("exact_sealed")  # JSON: venue, address, lat, lon
    online_secret = Sealed("online_sealed")
    note = Sealed("note_sealed")
    listed_by = Sealed("listed_by_sealed")

    @property
    def target(self) -> Target:
        """What rights on this event depend on."""
        return Target(self.campaign_id, self.group_id, self.id, self.country)


class EventSeries(Keyed, Base):
    """The rule that a weekly vigil or monthly assembly follows. Each of its dates is an event of its own.

    A rule is never changed: another day or hour is a series of its own that continues this one. Only ``until`` moves.
    """

    __tablename__ = "event_series"
    __table_args__ = (CheckConstraint("step >= 1", name="step_positive"),)

    campaign_id: Mapped[UUID] = mapped_column(
        Uuid, ForeignKey("campaign.id", ondelete="CASCADE"), index=True, info=impersonal()
    )
    uid: Mapped[str] = mapped_column(String(64), unique=True, info=impersonal())
    zone: Mapped[str] = mapped_column(String(64), info=impersonal())
    starts: Mapped[datetime] = mapped_column(WallTime, info=impersonal())
    frequency: Mapped[Frequency] = mapped_column(EnumText(Frequency), info=impersonal())
    step: Mapped[int] = mapped_column(SmallInteger, default=1, info=impersonal())
    #: Of a monthly series: which of the month's weekdays, 1 to 4, or -1 for the last.
    week: Mapped[int | None] = mapped_column(SmallInteger, info=impersonal())
    until: Mapped[date] = mapped_column(Date, info=impersonal())
    #: The first series of all, of which this one is a later part, after "this date and all that follow" was changed.
    continues_id: Mapped[UUID | None] = mapped_column(
        Uuid, ForeignKey("event_series.id", ondelete="SET NULL"), index=True, info=impersonal()
    )
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, info=impersonal())

    @property
    def rule(self) -> Rule:
        """How it comes again."""
        return Rule(self.frequency, self.step, self.starts.weekday(), self.week)

    @property
    def root_id(self) -> UUID:
        """The first series of all its parts."""
        return self.continues_id or self.id


class EventHost(Keyed, Base):
    """A person who runs an event."""

    __tablename__ = "event_host"
    __table_args__ = (UniqueConstraint("event_id", "person_id"),)

    campaign_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("campaign.id", ondelete="CASCADE"), info=impersonal())
    event_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("event.id", ondelete="CASCADE"), info=impersonal())
    person_id: Mapped[UUID] = mapped_column(
        Uuid,
        ForeignKey("person.id", ondelete="CASCADE"),
        index=True,
        info=personal(PersonalKind.LINK, "who hosts the event", Retention.ACCOUNT),
    )
    link_version: Mapped[int] = mapped_column(Integer, default=1, info=impersonal())


class HandOver(Keyed, Base):
    """An invitation to take an event over; nothing changes until it is accepted."""

    __tablename__ = "event_hand_over"

    campaign_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("campaign.id", ondelete="CASCADE"), info=impersonal())
    event_id: Mapped[UUID] = mapped_column(
        Uuid, ForeignKey("event.id", ondelete="CASCADE"), index=True, info=impersonal()
    )
    from_person_id: Mapped[UUID | None] = mapped_column(
        Uuid, info=personal(PersonalKind.LINK, "who gives the event away", Retention.EVENT_END)
    )
    email_sealed: Mapped[bytes | None] = mapped_column(
        LargeBinary, info=personal(PersonalKind.IDENTITY, "who is asked to take it", Retention.EVENT_END)
    )
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, info=impersonal())
    accepted_at: Mapped[datetime | None] = mapped_column(UtcDateTime, info=impersonal())

    email = Sealed("email_sealed")


class EventRevision(Keyed, Base):
    """A version of an event's details: the public part in clear, the withheld part sealed."""

    __tablename__ = "event_revision"
    __table_args__ = (UniqueConstraint("event_id", "number"),)

    campaign_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("campaign.id", ondelete="CASCADE"), info=impersonal())
    event_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("event.id", ondelete="CASCADE"), info=impersonal())
    number: Mapped[int] = mapped_column(Integer, info=impersonal())
    state: Mapped[RevisionState] = mapped_column(EnumText(RevisionState), info=impersonal())
    snapshot: Mapped[dict[str, Any]] = mapped_column(JSON, info=impersonal())
    #: Of a proposal for a date and all that follow: the series that the event joins when it is accepted, and where.
    series_id: Mapped[UUID | None] = mapped_column(
        Uuid, ForeignKey("event_series.id", ondelete="SET NULL"), index=True, info=impersonal()
    )
    series_start: Mapped[datetime | None] = mapped_column(WallTime, info=impersonal())
    withheld_sealed: Mapped[bytes | None] = mapped_column(
        LargeBinary, info=personal(PersonalKind.LOCATION, "the exact place in that version", Retention.EVENT_END)
    )
    author_id: Mapped[UUID | None] = mapped_column(
        Uuid, info=personal(PersonalKind.LINK, "who wrote that version", Retention.EVENT_END)
    )
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, info=impersonal())

    withheld = Sealed("withheld_sealed")


class EventNotice(Keyed, Base):
    """News for the guests of an event, written with the change itself and expanded to mails afterwards."""

    __tablename__ = "event_notice"
    __table_args__ = (Index("ix_event_notice_expanded_at", "expanded_at"),)

    campaign_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("campaign.id", ondelete="CASCADE"), info=impersonal())
    event_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("event.id", ondelete="CASCADE"), info=impersonal())
    kind: Mapped[NoticeKind] = mapped_column(EnumText(NoticeKind), info=impersonal())
    revision: Mapped[int] = mapped_column(Integer, info=impersonal())
    before: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict, info=impersonal())
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, info=impersonal())
    expanded_at: Mapped[datetime | None] = mapped_column(UtcDateTime, info=impersonal())
