"""Tables of the opt-in geocoder: what it answered, and when it may be asked again.

Neither knows campaigns or people: the cache is keyed by a keyed hash of the question, so
the table cannot be read back into addresses; what it holds are points of public venues.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from organizer.foundation.db import Base, UtcDateTime, impersonal


class GeocodeCache(Base):
    """One answer: points as [[lat, lon, level, sure], ...], best first; [] when the geocoder knew nothing."""

    __tablename__ = "geocode_cache"

    key: Mapped[str] = mapped_column(String(64), primary_key=True, info=impersonal())
    points: Mapped[list[list[Any]]] = mapped_column(JSON, info=impersonal())
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True, info=impersonal())


class GeocodeThrottle(Base):
    """One row per kind of geocoder: all processes together keep its pace and its breaker."""

    __tablename__ = "geocode_throttle"

    kind: Mapped[str] = mapped_column(String(16), primary_key=True, info=impersonal())
    next_allowed_at: Mapped[datetime] = mapped_column(UtcDateTime, info=impersonal())
    failures: Mapped[int] = mapped_column(Integer, default=0, info=impersonal())
    broken_until: Mapped[datetime | None] = mapped_column(UtcDateTime, info=impersonal())
