"""Days, hours and numbers as readers write them: the house's own, under the name that pages know."""

from organizer.foundation.core.wording import (
    day,
    day_number,
    days,
    digits,
    full_day,
    hour,
    hours,
    leaf_month,
    listed,
    locale_of,
    number,
    plain_day,
)

__all__ = [
    "day", "day_number", "days", "digits", "full_day", "hour", "hours", "leaf_month", "listed", "locale_of", "number",
    "plain_day",
]  # fmt: skip
