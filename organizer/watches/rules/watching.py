"""How long a watch lasts, how often it is written to, and how exactly it knows a place."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from organizer.campaigns.rules import SAFETY, SafetyProfile, Schedule, day_ends
from organizer.foundation.core.errors import DomainError
from organizer.places.geometry import Point

#: Kilometres that somebody may choose from.
RADII: tuple[int, ...] = (25, 50, 100, 250)
USUAL_RADIUS = 50
#: How long the link in the first mail works; what nobody confirmed is then forgotten.
CONFIRM_WITHIN = timedelta(days=2)
#: News is collected: at most one mail in this time.
NEWS_PAUSE = timedelta(hours=24)
#: Whether somebody would host is asked at most once in this time.
QUESTION_PAUSE = timedelta(days=7)
#: Digits kept of a town's point: about a kilometre, and no more than the town's own name says.
_DIGITS = 2


class WatchState(StrEnum):
    """Where a watch stands. Only confirmed ones are written to, but for the one mail that asks."""

    PENDING = "pending"  # waits for the button behind the link in the mail
    CONFIRMED = "confirmed"


class Changed(StrEnum):
    """What the button behind the link did."""

    CONFIRMED = "watch-confirmed"
    SAVED = "watch-saved"


@dataclass(frozen=True, slots=True)
class Change:
    """What somebody may change: how far, and whether they may be asked to host; None: that stays as it was."""

    radius_km: int
    takes_questions: bool | None


class WatchingIsOver(DomainError):
    """The campaign lists no new events, so there is nothing to be told of."""

    code = "watching_is_over"


def rounded(lat: float, lon: float) -> Point:
    """Return the point of a town as it is kept."""
    return Point(round(lat, _DIGITS), round(lon, _DIGITS))


def counts_from(confirmed_at: datetime) -> datetime:
    """Return from when on a watch is counted: the next full hour, so that nobody sees a number follow one person."""
    return confirmed_at.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)


def watches_end(schedule: Schedule, safety: SafetyProfile) -> datetime:
    """Return when the last watch of a campaign is forgotten: as long after its last day as guests' answers."""
    return day_ends(schedule) + timedelta(days=SAFETY[safety].purge_days)
