"""Answers that the hosts look at one by one: the reasons they can give for a no."""

from dataclasses import dataclass
from enum import StrEnum


class DeclineReason(StrEnum):
    """Why the hosts said no, for words in the guest's own language."""

    TOO_FEW_PLACES = "too-few-places"
    FOR_OTHERS = "for-others"  # for people of this group or neighbourhood
    NOT_KNOWN = "not-known"  # the hosts want to know guests first
    NO_REASON = "no-reason"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A no: the reason, and what the hosts write to this guest ("" for nothing)."""

    reason: DeclineReason
    words: str = ""
