"""Where the coalition and its coordinators write what hosts get."""

from . import cards, kits, overview, publishing, translating, versions
from .blueprint import blueprint

__all__ = ["blueprint", "cards", "kits", "overview", "publishing", "translating", "versions"]
