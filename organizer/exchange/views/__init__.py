"""Importing a calendar file: choose it, look at what would be public, take what you want as drafts."""

from . import choosing
from .blueprint import blueprint

__all__ = ["blueprint", "choosing"]
