"""Writes on how a campaign looks."""

from .look import add_logo, remove_logo, set_look
from .pictures import forget_unused, keep_picture

__all__ = ["add_logo", "forget_unused", "keep_picture", "remove_logo", "set_look"]
