"""Where a campaign's staff decide how it looks, and the addresses of uploaded pictures."""

from . import designs, logos, look, pictures, proof
from .blueprint import blueprint

__all__ = ["blueprint", "designs", "logos", "look", "pictures", "proof"]
