"""Public pages over HTTP."""

from . import about, campaigns, events, guests
from .blueprint import blueprint

__all__ = ["about", "blueprint", "campaigns", "events", "guests"]
