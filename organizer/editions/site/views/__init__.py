"""Public pages over HTTP."""

from . import about, calendars, campaigns, events, guests
from .blueprint import blueprint

__all__ = ["about", "blueprint", "calendars", "campaigns", "events", "guests"]
