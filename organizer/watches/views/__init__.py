"""Where people ask to be told, and the page behind the link in their mails."""

from . import asking, own
from .blueprint import blueprint

__all__ = ["asking", "blueprint", "own"]
