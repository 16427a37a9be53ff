"""Where hosts begin print runs and see which are opened."""

from . import for_event
from .blueprint import blueprint

__all__ = ["blueprint", "for_event"]
