"""What an event is, which states it can be in, and what counts as a change."""

from .change import MOVES_GUESTS, MOVES_SEQUENCE, changed_fields, needs_new_sequence, tells_guests
from .details import Access, AddressVisibility, EventDetails, Kind, Mode, PinSource, Precision
from .state import PUBLIC_STATES, UNAPPROVED_STATES, WAITING_STATES, EventState, WrongState, transition
from .timing import CapacityTooSmall, EndsBeforeStart, Timing, TooLong, check_timing, work_out_timing

__all__ = [
    "MOVES_GUESTS", "MOVES_SEQUENCE", "PUBLIC_STATES", "UNAPPROVED_STATES", "WAITING_STATES", "Access", "AddressVisibility",
    "CapacityTooSmall", "EndsBeforeStart", "EventDetails", "EventState", "Kind", "Mode", "PinSource", "Precision", "Timing", "TooLong",
    "WrongState", "changed_fields", "check_timing", "needs_new_sequence", "tells_guests", "transition", "work_out_timing",
]  # fmt: skip
