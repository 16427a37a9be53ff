"""Where a campaign's owner and an event's hosts decide what guests are asked."""

from . import for_campaign, for_event
from .blueprint import blueprint

__all__ = ["blueprint", "for_campaign", "for_event"]
