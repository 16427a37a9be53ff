"""Writes on print runs."""

from .counting import add_openings, forget_runs
from .running import add_run, remove_run

__all__ = ["add_openings", "add_run", "forget_runs", "remove_run"]
