"""Pages for listing an event and for its hosts."""

from . import editing, history, hosting, links, listing, manage, repeating
from .blueprint import blueprint

__all__ = ["blueprint", "editing", "history", "hosting", "links", "listing", "manage", "repeating"]
