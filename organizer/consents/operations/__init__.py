"""Writes on consents: one verb for each function."""

from .asking import add_asker, stop_asker
from .deciding import Guest, decide

__all__ = ["Guest", "add_asker", "decide", "stop_asker"]
