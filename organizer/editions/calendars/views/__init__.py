"""Calendars over HTTP."""

from . import feeds, files
from .blueprint import blueprint

__all__ = ["blueprint", "feeds", "files"]
