"""Writes on watches: one verb for each function."""

from .asking import Asked, ask, change, confirm, stop
from .questions import ask_to_host, count_askable
from .sweeping import forget_over, forget_unconfirmed
from .telling import match_events, send_news

__all__ = [
    "Asked", "ask", "ask_to_host", "change", "confirm", "count_askable", "forget_over", "forget_unconfirmed", "match_events",
    "send_news", "stop",
]  # fmt: skip
