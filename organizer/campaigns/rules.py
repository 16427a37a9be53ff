"""Phases of a campaign by its dates, and what each safety profile means."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum


class Phase(StrEnum):
    """Phase of a campaign: what the main button, the empty states and the mails follow."""

    DRAFT = "draft"
    RECRUIT = "recruit"
    MOBILISE = "mobilise"
    TODAY = "today"
    REPORT = "report"
    ARCHIVE = "archive"


class SafetyProfile(StrEnum):
    """How careful a campaign must be with people (security.md section 1.4)."""

    OPEN = "open"
    STANDARD = "standard"
    HIGH_RISK = "high-risk"


class AddressRule(StrEnum):
    """What the public learns of an event's place unless its host withholds more."""

    EXACT = "exact"
    NEIGHBOURHOOD = "neighbourhood"
    CITY = "city"


@dataclass(frozen=True, slots=True)
class SafetyRules:
    """The switches that a profile sets."""

    address: AddressRule  # of events whose host withholds the exact place
    public_place: AddressRule  # of events whose host shows it to everybody
    purge_days: int  # guests' data go this many days after the end
    list_days: int  # hosts see who came until this many days after the end
    lists_leave: bool  # hosts may take the list along as a file
    shows_capacity: bool
    is_indexed: bool
    neutral_subjects: bool


SAFETY: dict[SafetyProfile, SafetyRules] = {
    SafetyProfile.OPEN: SafetyRules(
        address=AddressRule.NEIGHBOURHOOD,
        public_place=AddressRule.EXACT,
        purge_days=60,
        list_days=14,
        lists_leave=True,
        shows_capacity=True,
        is_indexed=True,
        neutral_subjects=False,
    ),
    SafetyProfile.STANDARD: SafetyRules(
        address=AddressRule.NEIGHBOURHOOD,
        public_place=AddressRule.EXACT,
        purge_days=30,
        list_days=14,
        lists_leave=True,
        shows_capacity=True,
        is_indexed=True,
        neutral_subjects=False,
    ),
    SafetyProfile.HIGH_RISK: SafetyRules(
        address=AddressRule.CITY,
        public_place=AddressRule.CITY,
        purge_days=7,
        list_days=3,
        lists_leave=False,
        shows_capacity=False,
        is_indexed=False,
        neutral_subjects=True,
    ),
}


@dataclass(frozen=True, slots=True)
class Schedule:
    """The dates that move a campaign from phase to phase; all are first days of a phase."""

    day: date
    last_day: date
    recruit_from: date | None = None
    mobilise_from: date | None = None
    archive_from: date | None = None


#: The first and the last clock on Earth: UTC+14 and UTC-12.
_FIRST_CLOCK, _LAST_CLOCK = timedelta(hours=14), timedelta(hours=12)


def day_begins(schedule: Schedule) -> datetime:
    """Return the instant at which the day begins anywhere on Earth (UTC+14)."""
    return datetime.combine(schedule.day, time(), UTC) - _FIRST_CLOCK


def day_ends(schedule: Schedule) -> datetime:
    """Return the instant at which the last day has ended everywhere (UTC-12)."""
    return datetime.combine(schedule.last_day + timedelta(days=1), time(), UTC) + _LAST_CLOCK


def phase_at(schedule: Schedule, now: datetime, *, by_hand: Phase | None = None) -> Phase:
    """Return the phase at an aware instant; one that was set by hand wins over the dates."""
    if by_hand is not None:
        return by_hand
    if schedule.archive_from is not None and now.date() >= schedule.archive_from:
        return Phase.ARCHIVE
    if now >= day_ends(schedule):
        return Phase.REPORT
    if now >= day_begins(schedule):
        return Phase.TODAY
    if schedule.mobilise_from is not None and now.date() >= schedule.mobilise_from:
        return Phase.MOBILISE
    if schedule.recruit_from is not None and now.date() >= schedule.recruit_from:
        return Phase.RECRUIT
    return Phase.DRAFT


def takes_listings(phase: Phase) -> bool:
    """Tell whether new events may be listed."""
    return phase in (Phase.RECRUIT, Phase.MOBILISE, Phase.TODAY)


def is_public(phase: Phase) -> bool:
    """Tell whether anybody may see the campaign."""
    return phase is not Phase.DRAFT
