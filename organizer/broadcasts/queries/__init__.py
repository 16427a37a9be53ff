"""Reads of messages, of whom they go to, and of subscriptions."""

from .messages import (
    count_lately,
    get_broadcast,
    is_known_author,
    is_stopped,
    list_of_campaign,
    list_of_event,
    list_waiting,
    lock_broadcast,
    others_may_decide,
    waves_of,
)
from .news import count_subscribers, find_subscription, get_subscription, lock_subscription
from .recipients import Recipient, count_recipients, is_recipient, list_recipients, zones_of
from .rounds import Round, count_round, latest_change
from .segments import SEGMENTS, Segment, segment_clause
from .writers import get_writer, list_writers

__all__ = [
    "SEGMENTS", "Recipient", "Round", "Segment", "count_lately", "count_recipients", "count_round", "count_subscribers",
    "find_subscription", "get_broadcast", "get_subscription", "get_writer", "is_known_author", "is_recipient", "is_stopped",
    "latest_change", "list_of_campaign", "list_of_event", "list_recipients", "list_waiting", "list_writers", "lock_broadcast",
    "lock_subscription", "others_may_decide", "segment_clause", "waves_of", "zones_of",
]  # fmt: skip
