"""Where a campaign's staff decide how it looks, and the addresses of uploaded pictures."""

from . import logos, look, pictures
from .blueprint import blueprint

__all__ = ["blueprint", "logos", "look", "pictures"]
