"""Organisations that ask, the sentences that guests read, and the ledger of what they agreed to."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Date,
    ForeignKey,
    Index,
    LargeBinary,
    SmallInteger,
    String,
    Text,
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

from .rules import AskerKind, ConsentAct, ConsentSource


class ConsentAsker(Keyed, Base):
    """An organisation that asks the guests of a campaign whether it may write to them."""

    __tablename__ = "consent_asker"
    __table_args__ = (UniqueConstraint("campaign_id", "kind", "name"),)

    campaign_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("campaign.id", ondelete="CASCADE"), info=impersonal())
    kind: Mapped[AskerKind] = mapped_column(EnumText(AskerKind), info=impersonal())
    #: Empty for the host group, which is another one at each event.
    name: Mapped[str] = mapped_column(String(120), default="", info=impersonal())
    #: Whose admins take the addresses along; None: the campaign's owner does.
    group_id: Mapped[UUID | None] = mapped_column(
        Uuid, ForeignKey("local_group.id", ondelete="SET NULL"), info=impersonal()
    )
    is_asking: Mapped[bool] = mapped_column(default=True, info=impersonal())


class ConsentWording(Keyed, Base):
    """A sentence as guests read it, kept word for word."""

    __tablename__ = "consent_wording"
    __table_args__ = (UniqueConstraint("asker_id", "language", "version"),)

    campaign_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("campaign.id", ondelete="CASCADE"), info=impersonal())
    asker_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("consent_asker.id", ondelete="CASCADE"), info=impersonal())
    language: Mapped[str] = mapped_column(String(16), info=impersonal())
    version: Mapped[str] = mapped_column(String(12), info=impersonal())
    words: Mapped[str] = mapped_column(Text, info=impersonal())


class PaperTick(Keyed, Base):
    """An address from a row of a sign-in sheet with a tick, as a host typed it: it counts once its owner says yes by mail."""

    __tablename__ = "paper_tick"
    __table_args__ = (UniqueConstraint("event_id", "email_index"),)

    campaign_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("campaign.id", ondelete="CASCADE"), info=impersonal())
    event_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("event.id", ondelete="CASCADE"), info=impersonal())
    #: The sentence on the sheet.
    wording_id: Mapped[UUID] = mapped_column(
        Uuid, ForeignKey("consent_wording.id", ondelete="CASCADE"), info=impersonal()
    )
    email_sealed: Mapped[bytes] = mapped_column(
        LargeBinary, info=personal(PersonalKind.IDENTITY, "the address on a sign-in sheet", Retention.EVENT_END)
    )
    email_index: Mapped[bytes] = mapped_column(
        LargeBinary, info=personal(PersonalKind.IDENTITY, "to find the same person again", Retention.EVENT_END)
    )
    language: Mapped[str] = mapped_column(
        String(16), info=personal(PersonalKind.TRACE, "the language of the sheet", Retention.EVENT_END)
    )
    confirmed_on: Mapped[date | None] = mapped_column(
        Date, info=personal(PersonalKind.TRACE, "the day of the yes by mail", Retention.EVENT_END)
    )
    #: When an address whose owner said nothing is forgotten; empty once they said yes.
    forget_after: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True, info=impersonal())

    email = Sealed("email_sealed")


class ConsentEntry(Keyed, Base):
    """One act of one guest for one organisation. The database refuses to change it; it goes with the guest's answer,
    or with the tick on paper of who gave none.
    """

    __tablename__ = "consent_entry"
    __table_args__ = (
        UniqueConstraint("rsvp_id", "asker_id", "step"),
        UniqueConstraint("tick_id", "asker_id", "step"),
        CheckConstraint("(rsvp_id IS NULL) = (tick_id IS NOT NULL)", name="one_holder"),
        Index("ix_consent_entry_asker_id", "asker_id", "rsvp_id"),
    )

    campaign_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("campaign.id", ondelete="CASCADE"), info=impersonal())
    event_id: Mapped[UUID] = mapped_column(
        Uuid, ForeignKey("event.id", ondelete="CASCADE"), index=True, info=impersonal()
    )
    rsvp_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("rsvp.id", ondelete="CASCADE"), info=impersonal())
    tick_id: Mapped[UUID | None] = mapped_column(
        Uuid, ForeignKey("paper_tick.id", ondelete="CASCADE"), info=impersonal()
    )
    asker_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("consent_asker.id", ondelete="CASCADE"), info=impersonal())
    wording_id: Mapped[UUID] = mapped_column(
        Uuid, ForeignKey("consent_wording.id", ondelete="CASCADE"), index=True, info=impersonal()
    )
    #: The number of the act among those of this guest for this organisation.
    step: Mapped[int] = mapped_column(SmallInteger, info=impersonal())
    act: Mapped[ConsentAct] = mapped_column(
        EnumText(ConsentAct), info=personal(PersonalKind.CONTENT, "whom the guest lets write", Retention.EVENT_END)
    )
    acted_on: Mapped[date] = mapped_column(
        Date, info=personal(PersonalKind.TRACE, "the day of the consent", Retention.EVENT_END)
    )
    #: Where the sentence was read.
    source: Mapped[ConsentSource] = mapped_column(
        EnumText(ConsentSource), default=ConsentSource.PAGE, info=impersonal()
    )
