"""Events that come again: what a series may be."""

from enum import StrEnum


class Frequency(StrEnum):
    """How a series comes again; the values are those of RFC 5545's FREQ in lower case.

    Monthly means the same numbered weekday as the first date ("the second Tuesday"), as RRULE's BYDAY says it.
    """

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
