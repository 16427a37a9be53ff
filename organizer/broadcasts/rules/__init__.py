"""What holds for messages to many: plain Python."""

from .fields import FIELDS, Field, UnknownField, fields_of, unknown_fields
from .sending import (
    DAILY_CAP,
    LIMIT_DAYS,
    MOST_PER_EVENT,
    UNDO,
    HourIsOver,
    Moment,
    TooManyMessages,
    due_in,
)
from .states import (
    LET_THROUGH,
    STOPPABLE,
    Audience,
    MessageIsElsewhere,
    NeedsOtherHands,
    NobodyToWriteTo,
    State,
    check_state,
)
from .writing import LinkNotAllowed, as_html, as_line, as_text, check_words, link_hosts

__all__ = [
    "DAILY_CAP", "FIELDS", "LET_THROUGH", "LIMIT_DAYS", "MOST_PER_EVENT", "STOPPABLE", "UNDO", "Audience", "Field",
    "HourIsOver", "LinkNotAllowed", "MessageIsElsewhere", "Moment", "NeedsOtherHands", "NobodyToWriteTo", "State",
    "TooManyMessages", "UnknownField", "as_html", "as_line", "as_text", "check_state", "check_words", "due_in",
    "fields_of", "link_hosts", "unknown_fields",
]  # fmt: skip
