"""Where a campaign's owner decides which organisations ask."""

from . import for_campaign
from .blueprint import blueprint

__all__ = ["blueprint", "for_campaign"]
