"""Calendars over HTTP."""

from . import feeds, files, own, proof, series
from .blueprint import blueprint

__all__ = ["blueprint", "feeds", "files", "own", "proof", "series"]
