"""Print runs, and how often the address on their sheets was opened."""

from datetime import date
from uuid import UUID

from sqlalchemy import Date, ForeignKey, Integer, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from organizer.foundation.db import Base, Keyed, impersonal

from .rules import NAME_LIMIT


class PrintRun(Keyed, Base):
    """Sheets of an event with letters of their own."""

    __tablename__ = "print_run"
    __table_args__ = (UniqueConstraint("event_id", "letters"), UniqueConstraint("event_id", "name"))

    campaign_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("campaign.id", ondelete="CASCADE"), info=impersonal())
    event_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("event.id", ondelete="CASCADE"), info=impersonal())
    letters: Mapped[str] = mapped_column(String(2), info=impersonal())
    name: Mapped[str] = mapped_column(String(NAME_LIMIT), info=impersonal())


class RunOpenings(Base):
    """How often a run's address was opened on a day (UTC): a number, no row for each time."""

    __tablename__ = "print_run_openings"

    run_id: Mapped[UUID] = mapped_column(
        Uuid, ForeignKey("print_run.id", ondelete="CASCADE"), primary_key=True, info=impersonal()
    )
    day: Mapped[date] = mapped_column(Date, primary_key=True, info=impersonal())
    count: Mapped[int] = mapped_column(Integer, info=impersonal())
