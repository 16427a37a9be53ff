"""Calendars over HTTP."""

from . import feeds, files, own
from .blueprint import blueprint

__all__ = ["blueprint", "feeds", "files", "own"]
