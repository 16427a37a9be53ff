"""Campaigns, who runs them, and who stands behind them."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Date, ForeignKey, Integer, String, UniqueConstraint, Uuid
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

from .rules import Phase, SafetyProfile, Schedule


class Campaign(Keyed, Base):
    """A global action. ``version`` rises with every change that the public can see."""

    __tablename__ = "campaign"

    slug: Mapped[str] = mapped_column(String(64), unique=True, info=impersonal())
    mark: Mapped[str] = mapped_column(String(16), info=impersonal())
    version: Mapped[int] = mapped_column(Integer, default=1, info=impersonal())
    default_language: Mapped[str] = mapped_column(String(16), info=impersonal())
    languages: Mapped[list[str]] = mapped_column(JSON, info=impersonal())
    title: Mapped[dict[str, str]] = mapped_column(LocalizedText, info=impersonal())
    summary: Mapped[dict[str, str]] = mapped_column(LocalizedText, default=dict, info=impersonal())
    call: Mapped[dict[str, str]] = mapped_column(LocalizedText, default=dict, info=impersonal())
    demands: Mapped[dict[str, list[str]]] = mapped_column(JSON, default=dict, info=impersonal())
    hashtag: Mapped[str | None] = mapped_column(String(64), info=impersonal())
    contact: Mapped[str | None] = mapped_column(String(254), info=impersonal())
    more_url: Mapped[str | None] = mapped_column(String(500), info=impersonal())
    primary_colour: Mapped[str] = mapped_column(String(7), default="#0b4a52", info=impersonal())
    accent_colour: Mapped[str] = mapped_column(String(7), default="#f7b731", info=impersonal())
    #: Who calls, in a line at the foot of what is printed; in the campaign's own language, as the two below.
    signature: Mapped[str | None] = mapped_column(String(120), info=impersonal())
    imprint: Mapped[str | None] = mapped_column(
        String(300),
        info=personal(PersonalKind.IDENTITY, "who answers for printed matter by law", Retention.CAMPAIGN),
    )
    #: Pictures by their hash, each with ``kind``, ``width``, ``height``, ``alt`` and ``is_partner``, in their order.
    logos: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list, info=impersonal())
    #: Its published designs for print, each with ``code``, ``name`` and ``papers``: what a page needs to offer them.
    designs: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list, info=impersonal())
    day: Mapped[date] = mapped_column(Date, info=impersonal())
    last_day: Mapped[date] = mapped_column(Date, info=impersonal())
    recruit_from: Mapped[date | None] = mapped_column(Date, info=impersonal())
    mobilise_from: Mapped[date | None] = mapped_column(Date, info=impersonal())
    archive_from: Mapped[date | None] = mapped_column(Date, info=impersonal())
    phase_by_hand: Mapped[Phase | None] = mapped_column(EnumText(Phase), info=impersonal())
    safety: Mapped[SafetyProfile] = mapped_column(
        EnumText(SafetyProfile), default=SafetyProfile.STANDARD, info=impersonal()
    )
    trusts_hosts: Mapped[bool] = mapped_column(default=False, info=impersonal())
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, info=impersonal())
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, info=impersonal())

    @property
    def schedule(self) -> Schedule:
        """The dates, as the rules take them."""
        return Schedule(self.day, self.last_day, self.recruit_from, self.mobilise_from, self.archive_from)


class CampaignRole(Keyed, Base):
    """A person's role in a campaign: owner, moderator, or coordinator of some countries."""

    __tablename__ = "campaign_role"
    __table_args__ = (UniqueConstraint("campaign_id", "person_id", "role"),)

    campaign_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("campaign.id", ondelete="CASCADE"), info=impersonal())
    person_id: Mapped[UUID] = mapped_column(
        Uuid,
        ForeignKey("person.id", ondelete="CASCADE"),
        index=True,
        info=personal(PersonalKind.LINK, "who runs the campaign", Retention.ACCOUNT),
    )
    role: Mapped[Role] = mapped_column(EnumText(Role), info=impersonal())
    countries: Mapped[list[str]] = mapped_column(JSON, default=list, info=impersonal())


class Endorsement(Keyed, Base):
    """An organisation that stands behind a campaign, in the order that the campaign chose."""

    __tablename__ = "endorsement"
    __table_args__ = (UniqueConstraint("campaign_id", "name"),)

    campaign_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("campaign.id", ondelete="CASCADE"), info=impersonal())
    name: Mapped[str] = mapped_column(String(120), info=impersonal())
    position: Mapped[int] = mapped_column(Integer, default=0, info=impersonal())
