"""The table of jobs: one row for each, so that several workers do each job once."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from organizer.foundation.db import Base, Keyed, UtcDateTime, impersonal


class Job(Keyed, Base):
    """A job's next time, its last, and who is at it. A lease that has run out means that its worker died."""

    __tablename__ = "job"

    name: Mapped[str] = mapped_column(String(48), unique=True, info=impersonal())
    every_seconds: Mapped[int] = mapped_column(info=impersonal())
    next_run: Mapped[datetime] = mapped_column(UtcDateTime, info=impersonal())
    last_run: Mapped[datetime | None] = mapped_column(UtcDateTime, info=impersonal())
    last_error: Mapped[str | None] = mapped_column(String(80), info=impersonal())
    lease_until: Mapped[datetime | None] = mapped_column(UtcDateTime, info=impersonal())
    claimed_by: Mapped[str | None] = mapped_column(String(16), info=impersonal())
