"""Writes on events: one verb for each function."""

from .clocks import follow_new_clocks
from .editing import EditedMeanwhile, accept_proposal, edit_event, refuse_proposal, roll_back
from .hosting import accept_hand_over, add_host, hand_over
from .lifecycle import cancel_event, hide_event, publish_event, reject_event, reopen_event, send_back, submit_event
from .listing import Listing, confirm_listing, create_event, forget_unconfirmed, submit_listing
from .writing import Writing

__all__ = [
    "EditedMeanwhile", "Listing", "Writing", "accept_hand_over", "accept_proposal", "add_host", "cancel_event",
    "confirm_listing", "create_event", "edit_event", "follow_new_clocks", "forget_unconfirmed", "hand_over", "hide_event", "publish_event",
    "refuse_proposal", "reject_event", "reopen_event", "roll_back", "send_back", "submit_event", "submit_listing",
]  # fmt: skip
