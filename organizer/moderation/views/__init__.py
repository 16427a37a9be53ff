"""The coordinator's pages: what waits, one event beside it, and the decisions."""

from . import case, deciding
from .blueprint import blueprint

__all__ = ["blueprint", "case", "deciding"]
