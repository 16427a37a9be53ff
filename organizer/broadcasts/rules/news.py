"""Who gets a campaign's news, and how long."""

from datetime import datetime, timedelta
from enum import StrEnum

from organizer.campaigns.rules import SAFETY, SafetyProfile, Schedule, day_ends
from organizer.foundation.core.errors import DomainError

#: How long the link in the first mail works; what nobody confirmed is then forgotten.
CONFIRM_WITHIN = timedelta(days=2)


class NewsState(StrEnum):
    """Where a subscription stands. Only confirmed ones are written to, but for the one mail that asks."""

    PENDING = "pending"  # waits for the button behind the link in the mail
    CONFIRMED = "confirmed"


class NewsIsOver(DomainError):
    """The campaign is in the archive: there is no more news."""

    code = "news_is_over"


def news_ends(schedule: Schedule, safety: SafetyProfile) -> datetime:
    """Return when the last subscription of a campaign is forgotten: as long after its last day as guests' answers."""
    return day_ends(schedule) + timedelta(days=SAFETY[safety].purge_days)
