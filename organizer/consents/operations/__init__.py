"""Writes on consents: one verb for each function."""

from .asking import add_asker, stop_asker
from .deciding import Guest, decide, keep_wording

__all__ = ["Guest", "add_asker", "decide", "keep_wording", "stop_asker"]
