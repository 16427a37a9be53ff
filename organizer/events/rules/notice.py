"""News about an event, and the fate of a revision."""

from enum import StrEnum


class NoticeKind(StrEnum):
    """What guests are told."""

    CHANGED = "changed"  # another time or place
    CANCELLED = "cancelled"
    BACK_ON = "back-on"
    HIDDEN = "hidden"  # taken away for safety
    CLOCKS = "clocks"  # the same hour, at another instant: the clocks there changed


class RevisionState(StrEnum):
    """What became of a version."""

    APPLIED = "applied"
    PROPOSED = "proposed"  # waits for a coordinator
    REFUSED = "refused"
    SUPERSEDED = "superseded"  # a newer proposal took its place
