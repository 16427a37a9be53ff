"""How long a sign-in lasts (ASVS 5.0, 7.3): shorter for those who can do more."""

from datetime import datetime, timedelta
from enum import StrEnum

#: A sign-in this young may change the password (step-up).
FRESH = timedelta(minutes=10)
#: Uses are noted this often, so that reading a page seldom writes.
TOUCH_EVERY = timedelta(minutes=2)


class SessionKind(StrEnum):
    """Who signed in, as far as the limits depend on it."""

    HOST = "host"
    STAFF = "staff"  # operators, owners, moderators


IDLE = {SessionKind.HOST: timedelta(hours=12), SessionKind.STAFF: timedelta(minutes=30)}
ABSOLUTE = {SessionKind.HOST: timedelta(days=7), SessionKind.STAFF: timedelta(hours=12)}


def expiry(kind: SessionKind, started_at: datetime) -> datetime:
    """Return when a session ends even if it is used all the time."""
    return started_at + ABSOLUTE[kind]


def is_live(*, kind: SessionKind, last_seen_at: datetime, expires_at: datetime, now: datetime) -> bool:
    """Tell whether a session still counts."""
    return now < expires_at and now - last_seen_at < IDLE[kind]


def is_fresh(*, created_at: datetime, now: datetime) -> bool:
    """Tell whether somebody signed in a moment ago."""
    return now - created_at <= FRESH
