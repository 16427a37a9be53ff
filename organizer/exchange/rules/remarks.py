"""What is said of the events of a file: what somebody must look at, and why one is not taken."""

from dataclasses import dataclass
from enum import StrEnum


class Remark(StrEnum):
    """Something that somebody must look at."""

    NAMES_PEOPLE = "names-people"  # a mail address or telephone number in the text
    TURNED = "turned"  # the end stood before the start; both were swapped
    NO_TITLE = "no-title"
    PIN_UNREADABLE = "pin-unreadable"
    SERIES_CUT = "series-cut"  # more dates than are taken
    LATER_TOO = "later-too"  # changes this date of a series and all later ones; only this one was changed
    OVER = "over"


class Reason(StrEnum):
    """Why an event of the file is not taken."""

    NO_START = "no-start"
    BAD_TIME = "bad-time"
    BAD_RULE = "bad-rule"
    CUT_OFF = "cut-off"
    OLDER = "older"  # the file has a newer version of the same event
    TOO_MUCH = "too-much"  # the file has used up what reading may cost
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Skipped:
    """An event that is not taken, and why; ``line`` is where it begins in the file."""

    line: int
    title: str
    reason: Reason
