"""Writes on watches: one verb for each function."""

from .asking import Asked, ask, change, confirm, stop
from .sweeping import forget_over, forget_unconfirmed

__all__ = ["Asked", "ask", "change", "confirm", "forget_over", "forget_unconfirmed", "stop"]
