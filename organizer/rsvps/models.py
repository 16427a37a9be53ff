"""Guests' answers."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Date,
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

from .rules import RsvpState
from .rules.approval import DeclineReason
from .rules.door import ArrivalSource
from .rules.kinds import MailKind
from .rules.reminders import ReminderKind
from .rules.replies import Reply
from .rules.shifts import ShiftRole
from .rules.ways import Way


class Rsvp(Keyed, Base):
    """An answer. Found again by the blind index of its address; stamped with a day, not an hour."""

    __tablename__ = "rsvp"
    __table_args__ = (
        UniqueConstraint("event_id", "email_index"),
        Index("ix_rsvp_hold_until", "hold_until"),
        CheckConstraint("party_size >= 1", name="party_size_positive"),
        # Who stands in a line has a number in it, and nobody the same.
        UniqueConstraint("event_id", "queue_number"),
        CheckConstraint("(state IN ('waiting', 'offered')) = (queue_number IS NOT NULL)", name="number_while_in_line"),
        Index("ix_rsvp_queue", "queue_number", "event_id"),
    )

    campaign_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("campaign.id", ondelete="CASCADE"), info=impersonal())
    event_id: Mapped[UUID] = mapped_column(
        Uuid, ForeignKey("event.id", ondelete="CASCADE"), index=True, info=impersonal()
    )
    state: Mapped[RsvpState] = mapped_column(
        EnumText(RsvpState), info=personal(PersonalKind.ATTENDANCE, "whether the guest comes", Retention.EVENT_END)
    )
    #: What was answered; an answer of ``maybe`` takes no places.
    reply: Mapped[Reply] = mapped_column(
        EnumText(Reply),
        default=Reply.GOING,
        info=personal(PersonalKind.ATTENDANCE, "whether the guest comes for sure", Retention.EVENT_END),
    )
    party_size: Mapped[int] = mapped_column(
        Integer, info=personal(PersonalKind.ATTENDANCE, "how many come", Retention.EVENT_END)
    )
    holds_places: Mapped[bool] = mapped_column(default=True, info=impersonal())
    way: Mapped[Way] = mapped_column(
        EnumText(Way),
        default=Way.HERE,
        info=personal(PersonalKind.ATTENDANCE, "whether the guest comes or joins online", Retention.EVENT_END),
    )
    #: The order of the waiting list: a number of its own, never a time.
    queue_number: Mapped[int | None] = mapped_column(
        Integer, info=personal(PersonalKind.ATTENDANCE, "the place in the waiting list", Retention.EVENT_END)
    )
    #: Places that went to people further behind, because the party did not fit.
    passed_over: Mapped[int] = mapped_column(Integer, default=0, info=impersonal())
    declined_for: Mapped[DeclineReason | None] = mapped_column(
        EnumText(DeclineReason),
        info=personal(PersonalKind.ATTENDANCE, "why the hosts said no", Retention.EVENT_END),
    )
    name_sealed: Mapped[bytes | None] = mapped_column(
        LargeBinary, info=personal(PersonalKind.IDENTITY, "what the hosts may call the guest", Retention.EVENT_END)
    )
    note_sealed: Mapped[bytes | None] = mapped_column(
        LargeBinary, info=personal(PersonalKind.CONTENT, "what the hosts noted about the guest", Retention.EVENT_END)
    )
    email_sealed: Mapped[bytes | None] = mapped_column(
        LargeBinary, info=personal(PersonalKind.IDENTITY, "where changes are sent", Retention.EVENT_END)
    )
    email_index: Mapped[bytes] = mapped_column(
        LargeBinary, info=personal(PersonalKind.IDENTITY, "to find the same guest again", Retention.EVENT_END)
    )
    #: Of who gave no address. Theirs is ``email_index``, too: it is what the same guest is found again by.
    words_index: Mapped[bytes | None] = mapped_column(
        LargeBinary,
        unique=True,
        info=personal(PersonalKind.SECRET, "opens the guest's own page with six words", Retention.EVENT_END),
    )
    language: Mapped[str] = mapped_column(
        String(16), info=personal(PersonalKind.TRACE, "the language of mails to the guest", Retention.EVENT_END)
    )
    link_version: Mapped[int] = mapped_column(Integer, default=1, info=impersonal())
    answered_on: Mapped[date] = mapped_column(
        Date, info=personal(PersonalKind.TRACE, "the day of the answer", Retention.EVENT_END)
    )
    #: Until when places are kept for an answer that is not confirmed, or that has an offer from the waiting list.
    hold_until: Mapped[datetime | None] = mapped_column(UtcDateTime, info=impersonal())
    wants_invitation: Mapped[bool] = mapped_column(
        default=False,
        info=personal(PersonalKind.TRACE, "whether mails carry a calendar invitation", Retention.EVENT_END),
    )
    wants_reminders: Mapped[bool] = mapped_column(
        default=True, info=personal(PersonalKind.TRACE, "whether reminders are sent", Retention.EVENT_END)
    )
    #: How often the invitation was given or taken back: calendars want a higher SEQUENCE each time.
    invitation_step: Mapped[int] = mapped_column(
        SmallInteger,
        default=0,
        info=personal(PersonalKind.TRACE, "how often the invitation changed", Retention.EVENT_END),
    )

    name = Sealed("name_sealed")
    note = Sealed("note_sealed")
    email = Sealed("email_sealed")


class ErasedAnswer(Keyed, Base):
    """The key of an answer without an address that was erased, and nothing else of it.

    Their page with the words still holds the whole answer, signed: sent again it must not come back. Kept only as long
    as such a page is of use.
    """

    __tablename__ = "erased_answer"

    erased_on: Mapped[date] = mapped_column(Date, index=True, info=impersonal())


class ReminderSent(Keyed, Base):
    """A reminder of an event whose mails are in the outbox; ``occasion`` is the day or instant that it is about."""

    __tablename__ = "reminder_sent"
    __table_args__ = (UniqueConstraint("event_id", "kind", "occasion"),)

    event_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("event.id", ondelete="CASCADE"), info=impersonal())
    kind: Mapped[ReminderKind] = mapped_column(EnumText(ReminderKind), info=impersonal())
    occasion: Mapped[str] = mapped_column(String(32), info=impersonal())


class Shift(Keyed, Base):
    """Something that an event needs hands for: what, when, and how many.

    Its times are minutes from the start of the event, so that they move with it.
    """

    __tablename__ = "shift"
    __table_args__ = (
        CheckConstraint("minutes > 0", name="minutes_positive"),
        CheckConstraint("taken >= 0", name="taken_not_negative"),
        CheckConstraint("capacity IS NULL OR capacity > 0", name="capacity_positive"),
    )

    campaign_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("campaign.id", ondelete="CASCADE"), info=impersonal())
    event_id: Mapped[UUID] = mapped_column(
        Uuid, ForeignKey("event.id", ondelete="CASCADE"), index=True, info=impersonal()
    )
    role: Mapped[ShiftRole] = mapped_column(EnumText(ShiftRole), info=impersonal())
    begins_after: Mapped[int] = mapped_column(Integer, info=impersonal())
    minutes: Mapped[int] = mapped_column(Integer, info=impersonal())
    capacity: Mapped[int | None] = mapped_column(Integer, info=impersonal())
    taken: Mapped[int] = mapped_column(Integer, default=0, info=impersonal())
    band: Mapped[str | None] = mapped_column(String(8), info=impersonal())


class ShiftTaken(Keyed, Base):
    """One of a guest's party does a shift."""

    __tablename__ = "shift_taken"
    __table_args__ = (UniqueConstraint("rsvp_id", "shift_id"),)

    rsvp_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("rsvp.id", ondelete="CASCADE"), info=impersonal())
    shift_id: Mapped[UUID] = mapped_column(
        Uuid, ForeignKey("shift.id", ondelete="CASCADE"), index=True, info=impersonal()
    )
    role: Mapped[ShiftRole] = mapped_column(
        EnumText(ShiftRole), info=personal(PersonalKind.ATTENDANCE, "what the guest helps with", Retention.EVENT_END)
    )


class CalendarKey(Keyed, Base):
    """Opens somebody's own calendar feed: a guest's answers in one campaign, or the events that a person hosts.

    Only a hash of the key is kept; making a new one ends the old one. A guest's goes with the last answer, at the
    latest by the purge after the event; a host's with the account.
    """

    __tablename__ = "calendar_key"
    __table_args__ = (
        UniqueConstraint("campaign_id", "email_index"),
        CheckConstraint("(person_id IS NULL) = (email_index IS NOT NULL)", name="one_owner"),
        CheckConstraint("(campaign_id IS NULL) = (email_index IS NULL)", name="guest_in_a_campaign"),
    )

    token_hash: Mapped[bytes] = mapped_column(
        LargeBinary, unique=True, info=personal(PersonalKind.SECRET, "opens one's own calendar", Retention.ACCOUNT)
    )
    campaign_id: Mapped[UUID | None] = mapped_column(
        Uuid, ForeignKey("campaign.id", ondelete="CASCADE"), info=impersonal()
    )
    email_index: Mapped[bytes | None] = mapped_column(
        LargeBinary, info=personal(PersonalKind.IDENTITY, "whose answers the calendar holds", Retention.EVENT_END)
    )
    person_id: Mapped[UUID | None] = mapped_column(
        Uuid,
        ForeignKey("person.id", ondelete="CASCADE"),
        unique=True,
        info=personal(PersonalKind.LINK, "whose events the calendar holds", Retention.ACCOUNT),
    )
    made_on: Mapped[date] = mapped_column(
        Date, info=personal(PersonalKind.TRACE, "the day on which the key was made", Retention.ACCOUNT)
    )


class MailSwitch(Keyed, Base):
    """A kind of mail that is off, for a campaign, an event, a guest or a host: ``subject_id`` is the one that it is off for.

    It goes with the one that it is for.
    """

    __tablename__ = "mail_switch"
    __table_args__ = (UniqueConstraint("subject_id", "kind", "campaign_id"),)

    campaign_id: Mapped[UUID] = mapped_column(
        Uuid, ForeignKey("campaign.id", ondelete="CASCADE"), index=True, info=impersonal()
    )
    kind: Mapped[MailKind] = mapped_column(
        EnumText(MailKind), info=personal(PersonalKind.TRACE, "which mails somebody wants none of", Retention.EVENT_END)
    )
    subject_id: Mapped[UUID] = mapped_column(
        Uuid, info=personal(PersonalKind.LINK, "who wants none of them", Retention.EVENT_END)
    )
    event_id: Mapped[UUID | None] = mapped_column(
        Uuid, ForeignKey("event.id", ondelete="CASCADE"), index=True, info=impersonal()
    )
    rsvp_id: Mapped[UUID | None] = mapped_column(
        Uuid,
        ForeignKey("rsvp.id", ondelete="CASCADE"),
        index=True,
        info=personal(PersonalKind.LINK, "the guest who wants none", Retention.EVENT_END),
    )
    person_id: Mapped[UUID | None] = mapped_column(
        Uuid,
        ForeignKey("person.id", ondelete="CASCADE"),
        index=True,
        info=personal(PersonalKind.LINK, "the host who wants none", Retention.ACCOUNT),
    )


class StillComing(Keyed, Base):
    """What a guest said when asked whether they still come, after one change of day, hour or place."""

    __tablename__ = "still_coming"
    __table_args__ = (UniqueConstraint("notice_id", "rsvp_id"),)

    rsvp_id: Mapped[UUID] = mapped_column(
        Uuid,
        ForeignKey("rsvp.id", ondelete="CASCADE"),
        index=True,
        info=personal(PersonalKind.LINK, "who was asked", Retention.EVENT_END),
    )
    notice_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("event_notice.id", ondelete="CASCADE"), info=impersonal())
    comes: Mapped[bool] = mapped_column(
        info=personal(PersonalKind.ATTENDANCE, "whether the guest still comes", Retention.EVENT_END)
    )
    said_on: Mapped[date] = mapped_column(
        Date, info=personal(PersonalKind.TRACE, "the day of that answer", Retention.EVENT_END)
    )


class DoorLink(Keyed, Base):
    """Lets helpers tick off who is there, around the day of the event; making a new one ends the old one."""

    __tablename__ = "door_link"

    event_id: Mapped[UUID] = mapped_column(
        Uuid, ForeignKey("event.id", ondelete="CASCADE"), unique=True, info=impersonal()
    )
    token_hash: Mapped[bytes] = mapped_column(
        LargeBinary, unique=True, info=personal(PersonalKind.SECRET, "opens the door's list", Retention.EVENT_END)
    )
    token_sealed: Mapped[bytes | None] = mapped_column(
        LargeBinary, info=personal(PersonalKind.SECRET, "the same, to show it to the hosts", Retention.EVENT_END)
    )
    pin_sealed: Mapped[bytes | None] = mapped_column(
        LargeBinary, info=personal(PersonalKind.SECRET, "asked for after wrong codes", Retention.EVENT_END)
    )
    misses: Mapped[int] = mapped_column(SmallInteger, default=0, info=impersonal())
    wrong_pins: Mapped[int] = mapped_column(SmallInteger, default=0, info=impersonal())

    token = Sealed("token_sealed")
    pin = Sealed("pin_sealed")


class Arrival(Keyed, Base):
    """Some people who were there: a number, and nothing of who they are once the guest's answer is gone.

    ``key`` tells one thing that was seen from another, so that what is sent twice counts once: a guest's code, the
    random key of people who just came, the number of a row of a paper list.
    """

    __tablename__ = "arrival"
    __table_args__ = (UniqueConstraint("event_id", "key"), CheckConstraint("people >= 0", name="people_not_negative"))

    event_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("event.id", ondelete="CASCADE"), info=impersonal())
    source: Mapped[ArrivalSource] = mapped_column(EnumText(ArrivalSource), info=impersonal())
    key: Mapped[str] = mapped_column(String(64), info=impersonal())
    rsvp_id: Mapped[UUID | None] = mapped_column(
        Uuid,
        ForeignKey("rsvp.id", ondelete="SET NULL"),
        index=True,
        info=personal(PersonalKind.ATTENDANCE, "whether the guest came", Retention.EVENT_END),
    )
    people: Mapped[int] = mapped_column(SmallInteger, info=impersonal())
    #: Of a row of a paper list: it has a tick at "keep me posted".
    has_consent: Mapped[bool] = mapped_column(default=False, info=impersonal())
