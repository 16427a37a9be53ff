"""Writes on events: one verb for each function."""

from .clocks import follow_new_clocks
from .creating import create_event
from .editing import EditedMeanwhile, accept_proposal, edit_event, refuse_proposal, roll_back
from .following import Changed, DateIsOver, TooFewPlaces, cancel_following, edit_following
from .hosting import accept_hand_over, add_host, hand_over
from .lifecycle import (
    cancel_event,
    hide_event,
    leave_hidden,
    publish_event,
    reject_event,
    reopen_event,
    send_back,
    submit_event,
)
from .listing import Listing, confirm_listing, forget_unconfirmed, submit_listing
from .series import add_dates, begin_series, fit_series, repeat_event, room_for_more
from .writing import Writing

__all__ = [
    "Changed", "DateIsOver", "EditedMeanwhile", "Listing", "TooFewPlaces", "Writing", "accept_hand_over", "accept_proposal",
    "add_dates", "add_host", "begin_series", "cancel_event", "cancel_following", "confirm_listing", "create_event",
    "edit_event", "edit_following", "fit_series", "follow_new_clocks", "forget_unconfirmed", "hand_over", "hide_event", "leave_hidden", "publish_event",
    "refuse_proposal", "reject_event", "reopen_event", "repeat_event", "roll_back", "room_for_more", "send_back",
    "submit_event", "submit_listing",
]  # fmt: skip
