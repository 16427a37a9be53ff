"""Public pages over HTTP."""

from . import about, areas, calendars, campaigns, events, guests, near, toolkits
from .blueprint import blueprint

__all__ = ["about", "areas", "blueprint", "calendars", "campaigns", "events", "guests", "near", "toolkits"]
