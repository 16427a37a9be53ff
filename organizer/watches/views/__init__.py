"""Where people ask to be told, the page behind the link in their mails, and where coordinators see who waits in vain."""

from . import asking, gaps, own, questions
from .blueprint import blueprint

__all__ = ["asking", "blueprint", "gaps", "own", "questions"]
