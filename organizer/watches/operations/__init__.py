"""Writes on watches: one verb for each function."""

from .asking import Asked, ask, change, confirm, stop
from .matching import find_news, queue_news
from .questions import ask_to_host, count_askable
from .sweeping import forget_over, forget_unconfirmed
from .telling import send_news

__all__ = [
    "Asked", "ask", "ask_to_host", "change", "confirm", "count_askable", "find_news", "forget_over", "forget_unconfirmed",
    "queue_news", "send_news", "stop",
]  # fmt: skip
