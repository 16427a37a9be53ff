"""Questions, and what guests answered."""

from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, LargeBinary, SmallInteger, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from organizer.foundation.db import (
    Base,
    EnumText,
    Keyed,
    LocalizedText,
    PersonalKind,
    Retention,
    Sealed,
    impersonal,
    personal,
)

from .rules import QuestionKind


class CampaignAsks(Keyed, Base):
    """That the owner of a campaign lets guests be asked more than whether they come. No row: not."""

    __tablename__ = "campaign_asks"

    campaign_id: Mapped[UUID] = mapped_column(
        Uuid, ForeignKey("campaign.id", ondelete="CASCADE"), unique=True, info=impersonal()
    )


class Question(Keyed, Base):
    """Something that guests are asked, by the campaign (no event) or by an event's hosts. It is never reworded, only taken away."""

    __tablename__ = "question"
    __table_args__ = (CheckConstraint("keep_days >= 0", name="keep_days_not_negative"),)

    campaign_id: Mapped[UUID] = mapped_column(
        Uuid, ForeignKey("campaign.id", ondelete="CASCADE"), index=True, info=impersonal()
    )
    event_id: Mapped[UUID | None] = mapped_column(
        Uuid, ForeignKey("event.id", ondelete="CASCADE"), index=True, info=impersonal()
    )
    kind: Mapped[QuestionKind] = mapped_column(EnumText(QuestionKind), info=impersonal())
    #: Empty where we ask in our own words.
    label: Mapped[dict[str, str]] = mapped_column(LocalizedText, default=dict, info=impersonal())
    purpose: Mapped[dict[str, str]] = mapped_column(LocalizedText, default=dict, info=impersonal())
    options: Mapped[dict[str, list[str]]] = mapped_column(JSON, default=dict, info=impersonal())
    #: Answers go so many days after the event's end, and with everything else at the latest.
    keep_days: Mapped[int] = mapped_column(SmallInteger, info=impersonal())


class QuestionAnswer(Keyed, Base):
    """What one guest answered to one question."""

    __tablename__ = "question_answer"
    __table_args__ = (UniqueConstraint("rsvp_id", "question_id"),)

    campaign_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("campaign.id", ondelete="CASCADE"), info=impersonal())
    event_id: Mapped[UUID] = mapped_column(
        Uuid, ForeignKey("event.id", ondelete="CASCADE"), index=True, info=impersonal()
    )
    rsvp_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("rsvp.id", ondelete="CASCADE"), info=impersonal())
    question_id: Mapped[UUID] = mapped_column(
        Uuid, ForeignKey("question.id", ondelete="CASCADE"), index=True, info=impersonal()
    )
    answer_sealed: Mapped[bytes] = mapped_column(
        LargeBinary, info=personal(PersonalKind.CONTENT, "what the guest answered to a question", Retention.EVENT_END)
    )

    answer = Sealed("answer_sealed")
